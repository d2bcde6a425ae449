/** Tests of the scorecard's files. */
@NullMarked
package io.xiangyin.server.scorecard;

import org.jspecify.annotations.NullMarked;
