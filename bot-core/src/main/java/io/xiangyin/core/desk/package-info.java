/** What people do to a conversation: ask for a human, accept, speak, transfer, give back, resolve, rate. */
@NullMarked
package io.xiangyin.core.desk;

import org.jspecify.annotations.NullMarked;
