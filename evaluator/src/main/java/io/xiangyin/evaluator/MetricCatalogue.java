package io.xiangyin.evaluator;

import java.util.List;
import java.util.stream.Stream;

/** Every field of the {@link ServiceReport} with its definition; the documentation is printed from it. */
public final class MetricCatalogue {
    private static final String SERIES = "series[].";
    private static final String GROUPS = "groups[].";

    private MetricCatalogue() {}

    /**
     * What one field means.
     *
     * @param name its path in the report's JSON
     * @param definition what it says, in words
     * @param formula how it is computed
     * @param unit of its values
     * @param source the events it is computed from
     */
    public record Entry(String name, String definition, String formula, String unit, String source) {
        Entry under(String parent) {
            String field = name.substring(name.lastIndexOf('.') + 1);
            return new Entry(parent + field, definition, formula, unit, source);
        }
    }

    /** The window itself and what was left out of it. */
    private static final List<Entry> FRAME = List.of(
            new Entry("from", "First instant of the window.", "as asked", "RFC 3339, UTC", "the request"),
            new Entry("to", "First instant after the window.", "as asked", "RFC 3339, UTC", "the request"),
            new Entry(
                    "generatedAt",
                    "The report's \"now\"; later events are not looked at.",
                    "clock",
                    "RFC 3339, UTC",
                    "the clock"),
            new Entry(
                    "counts.excluded.test",
                    "Rehearsals, left out of everything.",
                    "number of",
                    "conversations",
                    "ConversationStarted.test"),
            new Entry(
                    "counts.excluded.empty",
                    "The shopper neither wrote nor asked for a human.",
                    "number of",
                    "conversations",
                    "no CustomerSpoke and no HandoffRequested"),
            new Entry(
                    "counts.excluded.greetingOnly",
                    "Every message was understood as small talk and nothing else, and there was no handoff.",
                    "number of",
                    "conversations",
                    "MessageUnderstood.understanding.commands"),
            new Entry(
                    "counts.excluded.byRule",
                    "Customers and channels the shop leaves out of its reports (report.exclude in bot.yaml).",
                    "number of",
                    "conversations",
                    "ConversationStarted.customer.externalId, ConversationStarted.channel"));

    private static final List<Entry> SLICES = List.of(
            new Entry(
                    SERIES + "from",
                    "First instant of the hour (window up to 2 days) or day, in the shop's zone, cut to the window.",
                    "start of the hour or day",
                    "RFC 3339, UTC",
                    "the request"),
            new Entry(SERIES + "to", "First instant after it.", "next hour or day", "RFC 3339, UTC", "the request"),
            Counting.CONVERSATIONS.entry().under(SERIES),
            ResolutionMetrics.FIRST_CONTACT_RESOLUTION.entry().under(SERIES),
            ResponseMetrics.BOT_FIRST_RESPONSE.entry().under(SERIES),
            Counting.HANDOFFS.entry().under(SERIES),
            QualityMetrics.CSAT.entry().under(SERIES),
            QualityMetrics.NPS.entry().under(SERIES),
            new Entry(
                    GROUPS + "key",
                    "What the group's conversations share: channel; most frequent intent, else flow, else 'none';"
                            + " agent (a conversation stands under each of its agents, or under 'none'); last dialect"
                            + " other than cmn; customer attribute ageGroup or tier, else 'unknown'; skill its agents needed;"
                            + " category of the goods, as an action's result told; version of the bot; 'bot' or, once an agent joined,"
                            + " 'human'; hour or weekday"
                            + " of its beginning, by the shop's clock.",
                    "by the grouping asked for",
                    "text",
                    "ConversationStarted, MessageUnderstood, FlowStarted, AgentJoined, HandoffTriaged, ActionEnded"),
            Counting.CONVERSATIONS.entry().under(GROUPS),
            ResolutionMetrics.FIRST_CONTACT_RESOLUTION.entry().under(GROUPS),
            ResolutionMetrics.CONTAINMENT.entry().under(GROUPS),
            ResponseMetrics.BOT_FIRST_RESPONSE.entry().under(GROUPS),
            UnderstandingMetrics.ACCURACY.entry().under(GROUPS),
            QualityMetrics.UNANSWERED.entry().under(GROUPS),
            ResolutionMetrics.HANDOFF.entry(),
            ResponseMetrics.HUMAN_FIRST_RESPONSE.entry().under(GROUPS),
            QualityMetrics.CSAT.entry().under(GROUPS));

    /** All entries, in the order of the documentation. */
    public static List<Entry> list() {
        Stream<Entry> metrics = Stream.concat(
                Slice.metrics().stream().map(Metric::entry), Stream.of(CleanedWaits.ENTRY, Histogram.ENTRY));
        return Stream.of(FRAME.stream(), metrics, SLICES.stream())
                .flatMap(entries -> entries)
                .toList();
    }
}
