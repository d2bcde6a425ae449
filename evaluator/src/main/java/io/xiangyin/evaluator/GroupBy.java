package io.xiangyin.evaluator;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a report can be split by. */
public enum GroupBy {
    /** Where the conversation took place. */
    CHANNEL("channel"),
    /** What it was mostly about: its most frequent intent, else its most frequent flow, else {@code none}. */
    INTENT("intent"),
    /** Who joined it; with several agents it stands under each, with none under {@code none}. */
    AGENT("agent"),
    /** The last dialect heard that is not {@code cmn}, else {@code cmn}. */
    DIALECT("dialect"),
    /** The customer attribute {@code ageGroup}, else {@code unknown}. */
    AGE_GROUP("ageGroup");

    private static final String NONE = "none";

    private final String word;

    GroupBy(String word) {
        this.word = word;
    }

    /** The name used on the command line and in the API. */
    public String word() {
        return word;
    }

    public static Optional<GroupBy> find(String word) {
        return Stream.of(values()).filter(by -> by.word.equals(word)).findFirst();
    }

    Collection<String> keys(ConversationFacts conversation) {
        return switch (this) {
            case CHANNEL -> List.of(conversation.channel());
            case INTENT -> List.of(conversation.topic().orElse(NONE));
            case AGENT -> conversation.agents().isEmpty() ? List.of(NONE) : conversation.agents();
            case DIALECT -> List.of(conversation.dialect());
            case AGE_GROUP -> List.of(conversation.customer().attributes().getOrDefault("ageGroup", "unknown"));
        };
    }
}
