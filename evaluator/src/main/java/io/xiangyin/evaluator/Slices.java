package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ConversationFacts.Kind;
import io.xiangyin.evaluator.ServiceReport.Counts;
import io.xiangyin.evaluator.ServiceReport.Group;
import io.xiangyin.evaluator.ServiceReport.HandoffSpans;
import io.xiangyin.evaluator.ServiceReport.Metrics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A report in slices of an hour: facts to slices, and slices to a report. What is judged of a conversation depends on its
 * customer's other conversations only, so facts may be cut by customers, worked on apart, and their slices summed.
 */
public final class Slices {
    private Slices() {}

    /** The hour an instant lies in. */
    public static Instant hour(Instant instant) {
        return instant.truncatedTo(ChronoUnit.HOURS);
    }

    /**
     * The slices of the conversations that began in {@code [from, to)}, by hour; quiet hours are not there.
     *
     * @param sheets of these conversations, and of all others of their customers that were touched less than a
     *     first-contact window before {@code from}, or later
     */
    public static SortedMap<Instant, Slice> of(
            List<FactSheet> sheets, Instant from, Instant to, ReportSettings settings, Optional<GroupBy> groupBy) {
        return ofFacts(FactSheet.facts(sheets), from, to, settings, groupBy);
    }

    static SortedMap<Instant, Slice> ofFacts(
            List<ConversationFacts> all, Instant from, Instant to, ReportSettings settings, Optional<GroupBy> groupBy) {
        Map<Instant, List<ConversationFacts>> begun = new HashMap<>();
        List<ConversationFacts> counted = new ArrayList<>();
        for (ConversationFacts facts : all) {
            if (in(facts, from, to)) {
                begun.computeIfAbsent(hour(facts.startedAt()), _ -> new ArrayList<>())
                        .add(facts);
            }
            if (facts.kind(settings) == Kind.COUNTED) {
                counted.add(facts);
            }
        }
        Map<Instant, List<JudgedConversation>> judged = new HashMap<>();
        Contacts.judge(counted, facts -> in(facts, from, to), settings.window())
                .forEach(one -> judged.computeIfAbsent(hour(one.facts().startedAt()), _ -> new ArrayList<>())
                        .add(one));
        SortedMap<Instant, Slice> slices = new TreeMap<>();
        begun.forEach((hour, facts) -> slices.put(
                hour,
                Slice.of(facts, new Scope(judged.getOrDefault(hour, List.of()), Instant.MAX, settings), groupBy)));
        return slices;
    }

    private static boolean in(ConversationFacts facts, Instant from, Instant to) {
        return !facts.startedAt().isBefore(from) && facts.startedAt().isBefore(to);
    }

    /** Slices of several sets of customers, hour by hour. */
    public static SortedMap<Instant, Slice> sum(Collection<SortedMap<Instant, Slice>> parts) {
        SortedMap<Instant, List<Slice>> byHour = new TreeMap<>();
        parts.forEach(part -> part.forEach((hour, slice) ->
                byHour.computeIfAbsent(hour, _ -> new ArrayList<>()).add(slice)));
        SortedMap<Instant, Slice> all = new TreeMap<>();
        byHour.forEach((hour, slices) -> all.put(hour, slices.size() == 1 ? slices.getFirst() : Slice.sum(slices)));
        return all;
    }

    /** The report of a window, of all its slices. */
    public static ServiceReport report(SortedMap<Instant, Slice> slices, ReportWindow window, ReportSettings settings) {
        Terms terms = new Terms(window.generatedAt(), settings);
        Slice all = Slice.sum(slices.values());
        return new ServiceReport(
                window.from(),
                window.to(),
                window.generatedAt(),
                counts(all, terms),
                metrics(all.whole(), terms),
                Series.of(window, slices, terms),
                groups(all, terms));
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
    private static List<Group> groups(Slice all, Terms terms) {
        return all.groups().entrySet().stream()
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
