package io.xiangyin.evaluator;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    AGE_GROUP("ageGroup"),
    /** What its agents had to be able to do; with several skills it stands under each, with none under {@code none}. */
    SKILL_GROUP("skillGroup"),
    /** The customer attribute {@code tier}, else {@code unknown}. */
    TIER("tier"),
    /** Category of the goods it was about, else {@code unknown}. */
    CATEGORY("category"),
    /** Which version of the bot took it on, else {@code unknown}. */
    BOT_VERSION("botVersion"),
    /** {@code human} if an agent joined it, else {@code bot}. */
    HANDLED_BY("handledBy"),
    /** Hour of the day in which it began, by the shop's clock: {@code 00} to {@code 23}. */
    HOUR("hour"),
    /** Day of the week on which it began, by the shop's clock: {@code 1} for Monday to {@code 7}. */
    WEEKDAY("weekday");

    private static final String NONE = "none";
    private static final DateTimeFormatter HOUR_OF_DAY = DateTimeFormatter.ofPattern("HH");

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

    /** All names, for help and errors. */
    public static String words() {
        return Stream.of(values()).map(GroupBy::word).collect(Collectors.joining(", "));
    }

    /** @param zone whose hours and days count */
    Collection<String> keys(ConversationFacts conversation, ZoneId zone) {
        return switch (this) {
            case CHANNEL -> List.of(conversation.channel());
            case INTENT -> List.of(conversation.topic().orElse(NONE));
            case AGENT -> conversation.agents().isEmpty() ? List.of(NONE) : conversation.agents();
            case DIALECT -> List.of(conversation.dialect());
            case AGE_GROUP -> List.of(attribute(conversation, "ageGroup"));
            case SKILL_GROUP -> conversation.skills().isEmpty() ? List.of(NONE) : conversation.skills();
            case TIER -> List.of(attribute(conversation, "tier"));
            case CATEGORY -> List.of(conversation.category());
            case BOT_VERSION -> List.of(conversation.botVersion());
            case HANDLED_BY -> List.of(conversation.agents().isEmpty() ? "bot" : "human");
            case HOUR -> List.of(HOUR_OF_DAY.format(conversation.startedAt().atZone(zone)));
            case WEEKDAY ->
                List.of(Integer.toString(
                        conversation.startedAt().atZone(zone).getDayOfWeek().getValue()));
        };
    }

    private static String attribute(ConversationFacts conversation, String name) {
        return conversation.customer().attributes().getOrDefault(name, "unknown");
    }
}
