package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.Excluded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the conversations that began in an hour or a day add to a report. It depends on nothing but events and settings, not on when
 * it is made, so it may be kept until one of its conversations, or another one of their customers, goes on.
 */
public final class Slice {
    private static final Rollup.Columns WHOLE = new Rollup.Columns(Stream.of(
                    Counting.ALL,
                    ResponseMetrics.ALL,
                    ResolutionMetrics.ALL,
                    QueueMetrics.ALL,
                    QualityMetrics.ALL,
                    UnderstandingMetrics.ALL,
                    DeskMetrics.ALL)
            .<Metric<?, ?>>flatMap(List::stream)
            .toList());
    /** Of each group. */
    private static final Rollup.Columns PART = new Rollup.Columns(List.of(
            Counting.CONVERSATIONS,
            ResolutionMetrics.FIRST_CONTACT_RESOLUTION,
            ResolutionMetrics.CONTAINMENT,
            ResolutionMetrics.HANDOFF,
            ResponseMetrics.BOT_FIRST_RESPONSE,
            ResponseMetrics.HUMAN_FIRST_RESPONSE,
            UnderstandingMetrics.ACCURACY,
            QualityMetrics.UNANSWERED,
            QualityMetrics.CSAT));

    private final Map<ConversationKind, Integer> kinds;
    private final Rollup whole;
    private final Map<GroupBy, Map<String, Rollup>> groups;

    private Slice(Map<ConversationKind, Integer> kinds, Rollup whole, Map<GroupBy, Map<String, Rollup>> groups) {
        this.kinds = kinds;
        this.whole = whole;
        this.groups = groups;
    }

    /**
     * Of no conversation yet.
     *
     * @param groupings what it is to be split by as well
     */
    static Slice nothing(Set<GroupBy> groupings) {
        Map<GroupBy, Map<String, Rollup>> groups = new EnumMap<>(GroupBy.class);
        groupings.forEach(by -> groups.put(by, new TreeMap<>()));
        return new Slice(new EnumMap<>(ConversationKind.class), Rollup.nothing(WHOLE), groups);
    }

    /** All metrics of a report, in the order of its documentation. */
    static List<Metric<?, ?>> metrics() {
        return WHOLE.metrics();
    }

    /** A conversation began, one that is left out perhaps. */
    void begun(ConversationKind kind) {
        kinds.merge(kind, 1, Integer::sum);
    }

    /** One of those that count. */
    void add(JudgedConversation conversation, ReportSettings settings) {
        whole.add(conversation, settings);
        groups.forEach((by, byKey) -> by.keys(conversation.facts(), settings.zone())
                .forEach(key ->
                        byKey.computeIfAbsent(key, _ -> Rollup.nothing(PART)).add(conversation, settings)));
    }

    /**
     * Slices of different conversations brought together.
     *
     * @param groupings of theirs that are kept
     */
    public static Slice sum(Collection<Slice> slices, Set<GroupBy> groupings) {
        Map<ConversationKind, Integer> kinds = new EnumMap<>(ConversationKind.class);
        slices.forEach(slice -> slice.kinds.forEach((kind, count) -> kinds.merge(kind, count, Integer::sum)));
        Map<GroupBy, Map<String, Rollup>> groups = new EnumMap<>(GroupBy.class);
        groupings.forEach(by -> groups.put(by, sumOfGroups(slices, by)));
        return new Slice(
                kinds, Rollup.sum(slices.stream().map(slice -> slice.whole).toList(), WHOLE), groups);
    }

    private static Map<String, Rollup> sumOfGroups(Collection<Slice> slices, GroupBy by) {
        Map<String, List<Rollup>> byKey = new TreeMap<>();
        for (Slice slice : slices) {
            slice.groups(by)
                    .forEach((key, rollup) ->
                            byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(rollup));
        }
        Map<String, Rollup> groups = new TreeMap<>();
        byKey.forEach((key, rollups) -> groups.put(key, Rollup.sum(rollups, PART)));
        return groups;
    }

    Rollup whole() {
        return whole;
    }

    /** What it is split by. */
    Set<GroupBy> groupings() {
        return groups.keySet();
    }

    /** Of a grouping, by key, in its order; none if it is not split by that. */
    Map<String, Rollup> groups(GroupBy by) {
        return groups.getOrDefault(by, Map.of());
    }

    Excluded excluded() {
        return new Excluded(
                count(ConversationKind.TEST),
                count(ConversationKind.EMPTY),
                count(ConversationKind.GREETING_ONLY),
                count(ConversationKind.LEFT_OUT));
    }

    private int count(ConversationKind kind) {
        return kinds.getOrDefault(kind, 0);
    }
}
