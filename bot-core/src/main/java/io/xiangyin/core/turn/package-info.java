/** The straight line of a message: receive, respond, deliver; one bot turn at a time per conversation. */
@NullMarked
package io.xiangyin.core.turn;

import org.jspecify.annotations.NullMarked;
