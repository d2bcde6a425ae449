/** Tests of the package of this name. */
@NullMarked
package io.xiangyin.server.outbound;

import org.jspecify.annotations.NullMarked;
