package io.xiangyin.core;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message once more where the first reading was unsure, such as by asking a language model. What it proposes is
 * an {@link Understanding} like any other: the policy executes it or not.
 */
@FunctionalInterface
public interface Rereader {
    /** For bots that read once. */
    Rereader NONE = (conversation, first) -> null;

    /**
     * Decides at once whether a second reading is worth its price.
     *
     * @return the reading, which may wait for somebody outside and never throws for their sake; null if the first will do
     */
    @Nullable Supplier<Reread> reread(Conversation conversation, Understanding first);

    /**
     * A second reading.
     *
     * @param understanding what the turn goes on with: the first one with both proposals in it
     * @param calls what it took
     */
    record Reread(Understanding understanding, List<ModelCall> calls) {
        public Reread {
            calls = List.copyOf(calls);
        }
    }
}
