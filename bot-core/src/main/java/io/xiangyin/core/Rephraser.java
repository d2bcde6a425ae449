package io.xiangyin.core;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says the set texts of flows in words that suit the shopper, such as by asking a language model. What a text states it
 * still states; whatever goes wrong it stays as it was.
 */
@FunctionalInterface
public interface Rephraser {
    /** For bots that say their texts as they were written. */
    Rephraser NONE = (conversation, texts) -> null;

    /**
     * Decides at once whether any of the texts is to be said otherwise.
     *
     * @param conversation as it stands after the turn
     * @param texts what the bot is about to say, in order
     * @return the rephrasing, which may wait for somebody outside and never throws for their sake; null to leave them
     */
    @Nullable Supplier<Rephrased> rephrase(Conversation conversation, List<Reply> texts);

    /**
     * The texts in other words.
     *
     * @param replies one for each, in order; the same where nothing better was found
     * @param calls what it took
     */
    record Rephrased(List<Reply> replies, List<ModelCall> calls) {
        public Rephrased {
            replies = List.copyOf(replies);
            calls = List.copyOf(calls);
        }
    }
}
