package io.xiangyin.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bot does by itself when a shopper says nothing more. A pure function of the conversation, like {@link DialoguePolicy}. */
@FunctionalInterface
public interface SilencePolicy {
    /** What comes next if nobody says anything; null if nothing does. */
    @Nullable Prompt next(Conversation conversation);

    /**
     * Something to do at a time.
     *
     * @param facts what happens then, in order
     */
    record Prompt(Instant due, List<ConversationEvent> facts) {
        public Prompt {
            facts = List.copyOf(facts);
        }
    }
}
