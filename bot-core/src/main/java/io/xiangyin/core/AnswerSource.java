package io.xiangyin.core;

import io.xiangyin.core.ConversationEvent.KnowledgeConsulted.Hit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers questions from what the shop has written down, or says that it cannot. */
@FunctionalInterface
public interface AnswerSource {
    Answer answer(String question);

    /**
     * The result of a look-up.
     *
     * @param reply the answer with its citations, or null if the gate held it back
     * @param hits the best passages, best first
     * @param confidence 0 to 1
     */
    record Answer(@Nullable Reply reply, List<Hit> hits, double confidence) {
        public Answer {
            hits = List.copyOf(hits);
        }
    }
}
