package io.xiangyin.server.llm;

import io.xiangyin.core.LastUsed;
import io.xiangyin.core.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Written answers for the same question again. The same is what has the same words, or what is as near as makes no
 * difference by vectors and rests on the same passages; another text of a passage is another key. Only for questions and
 * answers in which nothing is personal.
 */
final class AnswerCache {
    private static final double SAME = 0.97;
    private static final int LOOKED_AT = 200;

    private final int most;
    private final Map<Key, Reply> answers;

    /**
     * What an answer belongs to.
     *
     * @param rest everything else that shapes it: the passages, the prompt, the tone
     */
    record Key(String question, String rest) {}

    AnswerCache(int most) {
        this.most = most;
        this.answers = new LastUsed<>(most);
    }

    /** @param cosine nearness of two questions; null goes by words alone */
    synchronized Optional<Reply> find(Key key, @Nullable ToDoubleBiFunction<String, String> cosine) {
        Reply same = answers.get(key);
        if (same != null || cosine == null) {
            return Optional.ofNullable(same);
        }
        return answers.entrySet().stream()
                .filter(known -> known.getKey().rest().equals(key.rest()))
                .limit(LOOKED_AT)
                .filter(known -> cosine.applyAsDouble(known.getKey().question(), key.question()) >= SAME)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    synchronized void keep(Key key, Reply reply) {
        if (most > 0) {
            answers.put(key, reply);
        }
    }

    synchronized void clear() {
        answers.clear();
    }
}
