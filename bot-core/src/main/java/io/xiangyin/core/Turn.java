package io.xiangyin.core;

import java.util.List;

/**
 * One bot turn while it is being composed.
 *
 * @param conversation the conversation including {@code facts}
 * @param understanding what the shopper wants
 * @param facts what this turn has established so far, in order; not yet stored
 */
public record Turn(Conversation conversation, Understanding understanding, List<ConversationEvent> facts) {
    public Turn {
        facts = List.copyOf(facts);
    }

    /** Whether this turn already holds a fact of the given kind. */
    public boolean has(Class<? extends ConversationEvent> kind) {
        return facts.stream().anyMatch(kind::isInstance);
    }
}
