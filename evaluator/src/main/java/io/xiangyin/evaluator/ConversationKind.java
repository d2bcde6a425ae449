package io.xiangyin.evaluator;

import java.util.Map;
import java.util.Optional;

/** Whether a conversation counts in a report, or why it is left out. */
public enum ConversationKind {
    COUNTED,
    /** By the shop's own rule. */
    LEFT_OUT,
    /** A rehearsal. */
    TEST,
    /** No word by the shopper, and no handoff. */
    EMPTY,
    /** Small talk alone. */
    GREETING_ONLY;

    private static final Map<String, ConversationKind> EXCLUDED = Map.of(
            "excluded.test", TEST,
            "excluded.empty", EMPTY,
            "excluded.greetingOnly", GREETING_ONLY,
            "excluded.byRule", LEFT_OUT);

    /**
     * The kind that a figure of the report counts.
     *
     * @param figure such as {@code excluded.test}
     * @return empty if the figure is about those that count
     */
    public static Optional<ConversationKind> excluded(String figure) {
        return Optional.ofNullable(EXCLUDED.get(figure));
    }
}
