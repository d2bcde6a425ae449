package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.Counts;
import io.xiangyin.evaluator.ServiceReport.Group;
import io.xiangyin.evaluator.ServiceReport.HandoffSpans;
import io.xiangyin.evaluator.ServiceReport.Metrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A report in slices of an hour or a day, which {@link Slicer} makes of facts: what several of them made, brought together, and what
 * they come to.
 */
public final class Slices {
    private Slices() {}

    /** Slices of several sets of customers or of several times, one by one. */
    public static SortedMap<Instant, Slice> sum(Collection<SortedMap<Instant, Slice>> parts) {
        SortedMap<Instant, List<Slice>> byBegin = new TreeMap<>();
        parts.forEach(part -> part.forEach((begin, slice) ->
                byBegin.computeIfAbsent(begin, _ -> new ArrayList<>()).add(slice)));
        SortedMap<Instant, Slice> all = new TreeMap<>();
        byBegin.forEach((begin, slices) -> all.put(begin, sum(slices)));
        return all;
    }

    private static Slice sum(List<Slice> slices) {
        return slices.size() == 1
                ? slices.getFirst()
                : Slice.sum(slices, slices.getFirst().groupings());
    }

    /**
     * The report of a window.
     *
     * @param slices all of the window, none of which reaches over the hours or days its series is cut into
     * @param groupBy one of the groupings of these slices
     */
    public static ServiceReport report(
            SortedMap<Instant, Slice> slices, ReportWindow window, ReportSettings settings, Optional<GroupBy> groupBy) {
        Terms terms = new Terms(window.generatedAt(), settings);
        Slice all = Slice.sum(slices.values(), groupBy.map(Set::of).orElse(Set.of()));
        return new ServiceReport(
                window.from(),
                window.to(),
                window.generatedAt(),
                counts(all, terms),
                metrics(all.whole(), terms),
                Series.of(window, slices, terms),
                groupBy.map(by -> groups(all.groups(by), terms)).orElse(List.of()));
    }

    private static Counts counts(Slice all, Terms terms) {
        Rollup whole = all.whole();
        return new Counts(
                whole.of(Counting.CONVERSATIONS, terms),
                all.excluded(),
                whole.of(Counting.OPEN, terms),
                whole.of(Counting.CUSTOMER_MESSAGES, terms),
                whole.of(Counting.BOT_REPLIES, terms),
                whole.of(Counting.HANDOFFS, terms),
                whole.of(Counting.TRANSFERS, terms));
    }

    private static Metrics metrics(Rollup all, Terms terms) {
        return new Metrics(
                all.of(ResponseMetrics.BOT_FIRST_RESPONSE, terms),
                new HandoffSpans(
                        all.of(ResponseMetrics.REQUEST_TO_ACK, terms),
                        all.of(ResponseMetrics.ACK_TO_QUEUED, terms),
                        all.of(ResponseMetrics.QUEUED_TO_ACCEPTED, terms),
                        all.of(ResponseMetrics.ACCEPTED_TO_FIRST_REPLY, terms),
                        all.of(ResponseMetrics.HANDOFF_TOTAL, terms),
                        all.of(ResponseMetrics.ABANDONED, terms)),
                all.of(ResponseMetrics.HUMAN_FIRST_RESPONSE, terms),
                CleanedWaits.of(all),
                all.of(ResponseMetrics.TOTAL_FIRST_HELP, terms),
                all.of(ResolutionMetrics.CONTAINMENT, terms),
                all.of(ResolutionMetrics.BOT_RESOLUTION, terms),
                all.of(ResolutionMetrics.FIRST_CONTACT_RESOLUTION, terms),
                all.of(ResolutionMetrics.REOPEN, terms),
                all.of(ResolutionMetrics.REPEAT_CONTACT, terms),
                all.of(QueueMetrics.TRANSFERS_PER_CASE, terms),
                all.of(QueueMetrics.ABANDONMENT, terms),
                all.of(QueueMetrics.SERVICE_LEVEL, terms),
                all.of(QualityMetrics.CSAT, terms),
                all.of(QualityMetrics.NPS, terms),
                all.of(QualityMetrics.RATING_PARTICIPATION, terms),
                all.of(QualityMetrics.UNANSWERED, terms),
                all.of(QualityMetrics.FALSE_ANSWER, terms),
                all.of(DeskMetrics.WAIT_FORECAST_ERROR, terms),
                all.of(DeskMetrics.ASKED_AGAIN, terms),
                all.of(DeskMetrics.COMPLAINT_CLOSURE, terms),
                all.of(DeskMetrics.COMPLAINT_CLOSURE_HOURS, terms),
                UnderstandingMetrics.of(all, terms),
                Histogram.of(all));
    }

    /** Largest group first, then by key. */
    private static List<Group> groups(Map<String, Rollup> byKey, Terms terms) {
        return byKey.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue(), terms))
                .sorted(Comparator.comparingInt(Group::conversations).reversed().thenComparing(Group::key))
                .toList();
    }

    private static Group group(String key, Rollup members, Terms terms) {
        return new Group(
                key,
                members.of(Counting.CONVERSATIONS, terms),
                members.of(ResolutionMetrics.FIRST_CONTACT_RESOLUTION, terms),
                members.of(ResolutionMetrics.CONTAINMENT, terms),
                members.of(ResponseMetrics.BOT_FIRST_RESPONSE, terms),
                members.of(UnderstandingMetrics.ACCURACY, terms),
                members.of(QualityMetrics.UNANSWERED, terms),
                members.of(ResolutionMetrics.HANDOFF, terms),
                members.of(ResponseMetrics.HUMAN_FIRST_RESPONSE, terms),
                members.of(QualityMetrics.CSAT, terms));
    }
}
