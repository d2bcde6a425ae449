/** Which agent a waiting shopper is offered to: a pure decision over the queue and the agents on duty. */
@NullMarked
package io.xiangyin.core.routing;

import org.jspecify.annotations.NullMarked;
