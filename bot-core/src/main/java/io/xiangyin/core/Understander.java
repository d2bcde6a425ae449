package io.xiangyin.core;

/** Reads the shopper's unanswered messages in the light of the conversation. */
@FunctionalInterface
public interface Understander {
    Understanding understand(Conversation conversation);
}
