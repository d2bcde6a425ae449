package io.xiangyin.core;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer that the knowledge base found into words of its own, such as by asking a language model, or finds one
 * elsewhere where it has none. It adds nothing to what was found, and whatever goes wrong the answer stays as it was.
 */
@FunctionalInterface
public interface AnswerWriter {
    /** For bots that quote their articles word for word. */
    AnswerWriter NONE = (turn, question, answer) -> null;

    /**
     * Decides at once whether the answer may be worded anew.
     *
     * @param answer what was found; without a reply if the gate held it back
     * @return the writing, which may wait for somebody outside and never throws for their sake; null to leave it
     */
    @Nullable Supplier<Written> write(Turn turn, String question, AnswerSource.Answer answer);

    /**
     * An answer in other words.
     *
     * @param reply the answer, or null to leave it as it was
     * @param calls what it took
     */
    record Written(@Nullable Reply reply, List<ModelCall> calls) {
        public Written {
            calls = List.copyOf(calls);
        }
    }
}
