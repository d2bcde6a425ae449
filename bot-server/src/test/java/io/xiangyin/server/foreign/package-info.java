/** Tests of taking in the logs of other services. */
@NullMarked
package io.xiangyin.server.foreign;

import org.jspecify.annotations.NullMarked;
