package io.xiangyin.core;

import org.jspecify.annotations.Nullable;

/**
 * A shopper's message as a channel hands it over.
 *
 * @param channelMessageId the channel's own id of it, unique in the channel
 * @param input how it was entered, such as {@code voice}; null for typed
 */
public record InboundMessage(
        ConversationId conversationId,
        String channelMessageId,
        String text,
        @Nullable String input) {
    /** A typed message. */
    public InboundMessage(ConversationId conversationId, String channelMessageId, String text) {
        this(conversationId, channelMessageId, text, null);
    }
}
