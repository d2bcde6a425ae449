package io.xiangyin.core;

/**
 * A shopper's message as a channel hands it over.
 *
 * @param channelMessageId the channel's own id of it, unique in the channel
 */
public record InboundMessage(ConversationId conversationId, String channelMessageId, String text) {}
