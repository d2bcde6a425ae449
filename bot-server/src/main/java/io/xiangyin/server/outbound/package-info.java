/** Calls to the shop's systems, with limits on time, size and number in one place. */
@NullMarked
package io.xiangyin.server.outbound;

import org.jspecify.annotations.NullMarked;
