package io.xiangyin.core;

import java.time.Instant;

/**
 * An event at its place in the log.
 *
 * @param seq 1, 2, 3 … without gaps in its conversation
 * @param at when it was stored; never earlier than the event before it
 */
public record RecordedEvent(ConversationId conversationId, long seq, Instant at, ConversationEvent event) {}
