package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ConversationFacts.Kind;
import io.xiangyin.evaluator.ServiceReport.Excluded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the conversations that began in an hour add to a report. It depends on nothing but events and settings, not on when
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

    private final Map<Kind, Integer> kinds;
    private final Rollup whole;
    private final Map<String, Rollup> groups;

    private Slice(Map<Kind, Integer> kinds, Rollup whole, Map<String, Rollup> groups) {
        this.kinds = kinds;
        this.whole = whole;
        this.groups = groups;
    }

    /** All metrics of a report, in the order of its documentation. */
    static List<Metric<?, ?>> metrics() {
        return WHOLE.metrics();
    }

    /**
     * The slice of some conversations.
     *
     * @param begun all that began, the excluded ones too
     * @param scope the counted ones of them
     * @param groupBy how they are grouped as well, if at all
     */
    static Slice of(Collection<ConversationFacts> begun, Scope scope, Optional<GroupBy> groupBy) {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        begun.forEach(facts -> kinds.merge(facts.kind(scope.settings()), 1, Integer::sum));
        Map<String, List<JudgedConversation>> byKey = new TreeMap<>();
        groupBy.ifPresent(by -> scope.conversations()
                .forEach(conversation -> by.keys(
                                conversation.facts(), scope.settings().zone())
                        .forEach(key -> byKey.computeIfAbsent(key, _ -> new ArrayList<>())
                                .add(conversation))));
        Map<String, Rollup> groups = new TreeMap<>();
        byKey.forEach((key, members) -> groups.put(key, Rollup.of(scope.of(members), PART)));
        return new Slice(kinds, Rollup.of(scope, WHOLE), groups);
    }

    /** Slices of different conversations brought together. */
    static Slice sum(Collection<Slice> slices) {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        Map<String, List<Rollup>> byKey = new TreeMap<>();
        for (Slice slice : slices) {
            slice.kinds.forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
            slice.groups.forEach((key, rollup) ->
                    byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(rollup));
        }
        Map<String, Rollup> groups = new TreeMap<>();
        byKey.forEach((key, rollups) -> groups.put(key, Rollup.sum(rollups, PART)));
        return new Slice(
                kinds, Rollup.sum(slices.stream().map(slice -> slice.whole).toList(), WHOLE), groups);
    }

    Rollup whole() {
        return whole;
    }

    /** By key, in its order. */
    Map<String, Rollup> groups() {
        return groups;
    }

    Excluded excluded() {
        return new Excluded(count(Kind.TEST), count(Kind.EMPTY), count(Kind.GREETING_ONLY), count(Kind.LEFT_OUT));
    }

    private int count(Kind kind) {
        return kinds.getOrDefault(kind, 0);
    }
}
