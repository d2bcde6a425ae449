/** HTTP as every API of the product speaks it: described operations, checked bodies, RFC 9457 problems. */
@NullMarked
package io.xiangyin.channel.http;

import org.jspecify.annotations.NullMarked;
