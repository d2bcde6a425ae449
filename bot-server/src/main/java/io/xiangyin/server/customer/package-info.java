/** Customers as staff see them: profile, tier, history, preferences; export and erasure on request. */
@NullMarked
package io.xiangyin.server.customer;

import org.jspecify.annotations.NullMarked;
