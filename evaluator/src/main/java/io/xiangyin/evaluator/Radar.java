package io.xiangyin.evaluator;

import io.xiangyin.evaluator.Indicator.Reading;
import io.xiangyin.evaluator.ServiceReport.DialectAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks over the last hour for what is beyond its limit or unlike the same hour of other weeks, and over the last week for
 * groups that are served worse. Unusual means: more than four robust standard deviations (1.4826 × the median of the
 * distances from the median) from the median of the same hour of the week and its neighbours in the eight weeks before. A
 * sale or a strike in one of those weeks does not move a median.
 */
public final class Radar {
    /** How far back the radar needs facts. */
    public static final Duration MEMORY = Duration.ofDays(57);

    private static final int HOURS_A_WEEK = 168;
    private static final int WEEKS = 8;
    private static final long ENOUGH = 10;
    private static final int ENOUGH_HOURS = 12;
    private static final double FAR = 4;
    private static final double TO_DEVIATION = 1.4826;
    /** Shoppers of a group in a week before their share says anything. */
    private static final long ENOUGH_IN_A_WEEK = 50;

    private static final double UNFAIR_GAP = 0.1;

    private final Scope all;
    private final Instant now;
    private final Map<Indicator, Double> limits;
    private final Map<Long, List<JudgedConversation>> byHoursAgo;

    /** Why something is told. */
    public enum Sort {
        LIMIT,
        UNUSUAL,
        UNFAIR
    }

    /**
     * Something to tell.
     *
     * @param about the indicator's word, or {@code understanding} or {@code ageGroup} with the group behind a colon
     * @param usual the median of like hours, or the share of everybody else; null if unknown
     * @param limit what it should have stayed on the right side of
     * @param count how many it is measured over
     */
    public record Finding(
            String about,
            Sort sort,
            double value,
            @Nullable Double usual,
            double limit,
            long count,
            @Nullable Cause cause) {}

    /**
     * The group whose part has grown most, as a hint where to look.
     *
     * @param share of the last hour's conversations
     * @param usualShare of those of the weeks before
     */
    public record Cause(String groupBy, String key, double share, double usualShare) {}

    private Radar(Scope all, Instant now, Map<Indicator, Double> limits) {
        this.all = all;
        this.now = now;
        this.limits = limits;
        byHoursAgo = all.conversations().stream().collect(Collectors.groupingBy(this::hoursAgo));
    }

    /**
     * What is to be told now.
     *
     * @param sheets of the conversations touched within {@link #MEMORY}
     * @param limits that replace the usual ones
     */
    public static List<Finding> scan(
            List<FactSheet> sheets, Instant now, ReportSettings settings, Map<Indicator, Double> limits) {
        List<ConversationFacts> counted = FactSheet.facts(sheets).stream()
                .filter(facts -> facts.kind(settings) == ConversationKind.COUNTED)
                .toList();
        Predicate<ConversationFacts> recent = facts -> facts.startedAt().isAfter(now.minus(MEMORY))
                && !facts.startedAt().isAfter(now);
        Scope scope = new Scope(Contacts.judge(counted, recent, settings.window()), now, settings);
        Radar radar = new Radar(scope, now, limits);
        List<Finding> findings = new ArrayList<>();
        for (Indicator indicator : Indicator.values()) {
            radar.look(indicator).ifPresent(findings::add);
        }
        findings.addAll(radar.misunderstood());
        findings.addAll(radar.behind());
        return findings;
    }

    private long hoursAgo(JudgedConversation conversation) {
        return Duration.between(conversation.facts().startedAt(), now).toHours();
    }

    private Reading reading(Indicator indicator, long hoursAgo) {
        return indicator.read(all.of(byHoursAgo.getOrDefault(hoursAgo, List.of())));
    }

    private Optional<Finding> look(Indicator indicator) {
        Reading current = reading(indicator, 0);
        boolean volume = indicator == Indicator.CONVERSATIONS;
        if (Double.isNaN(current.value()) || (!volume && current.count() < ENOUGH)) {
            return Optional.empty();
        }
        double[] usual = usual(indicator);
        @Nullable Double median = usual.length < ENOUGH_HOURS ? null : median(usual);
        Double limit = limits.getOrDefault(indicator, indicator.limit());
        if (limit != null && (indicator.moreIsWorse() ? current.value() > limit : current.value() < limit)) {
            return Optional.of(finding(indicator, Sort.LIMIT, current, median, limit));
        }
        if (median == null) {
            return Optional.empty();
        }
        double reach = FAR * Math.max(TO_DEVIATION * deviation(usual, median), floor(indicator, median));
        double bound = indicator.moreIsWorse() ? median + reach : median - reach;
        boolean far = indicator.moreIsWorse() ? current.value() > bound : current.value() < bound;
        return far ? Optional.of(finding(indicator, Sort.UNUSUAL, current, median, bound)) : Optional.empty();
    }

    /** The least deviation believed in: a figure that never moved is not alarming when it moves a little. */
    private static double floor(Indicator indicator, double median) {
        return indicator == Indicator.CONVERSATIONS ? Math.sqrt(Math.max(4, median)) : Math.max(0.05, 0.1 * median);
    }

    private double[] usual(Indicator indicator) {
        return IntStream.rangeClosed(1, WEEKS)
                .mapToLong(week -> (long) week * HOURS_A_WEEK)
                .flatMap(hour -> LongStream.rangeClosed(hour - 1, hour + 1))
                .mapToObj(hour -> reading(indicator, hour))
                .filter(reading -> reading.count() > 0 && !Double.isNaN(reading.value()))
                .mapToDouble(Reading::value)
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double deviation(double[] values, double median) {
        return median(Arrays.stream(values)
                .map(value -> Math.abs(value - median))
                .sorted()
                .toArray());
    }

    private Finding finding(Indicator indicator, Sort kind, Reading reading, @Nullable Double usual, double limit) {
        return new Finding(indicator.word(), kind, reading.value(), usual, limit, reading.count(), cause());
    }

    /** The group of the last hour that has outgrown its usual part most; null if none has clearly. */
    private @Nullable Cause cause() {
        List<JudgedConversation> hour = byHoursAgo.getOrDefault(0L, List.of());
        List<Cause> causes = new ArrayList<>();
        for (GroupBy by : List.of(GroupBy.INTENT, GroupBy.CHANNEL, GroupBy.BOT_VERSION, GroupBy.CATEGORY)) {
            Map<String, Double> usual = shares(by, all.conversations());
            shares(by, hour)
                    .forEach(
                            (key, share) -> causes.add(new Cause(by.word(), key, share, usual.getOrDefault(key, 0.0))));
        }
        return causes.stream()
                .filter(cause -> cause.share() - cause.usualShare() > 0.1)
                .max(Comparator.comparingDouble(cause -> cause.share() - cause.usualShare()))
                .orElse(null);
    }

    private Map<String, Double> shares(GroupBy by, List<JudgedConversation> conversations) {
        return conversations.stream()
                .flatMap(one -> by.keys(one.facts(), all.settings().zone()).stream())
                .collect(Collectors.groupingBy(
                        key -> key,
                        Collectors.collectingAndThen(
                                Collectors.counting(), count -> (double) count / conversations.size())));
    }

    private Scope week() {
        return all.of(all.conversations().stream()
                .filter(one -> hoursAgo(one) < HOURS_A_WEEK)
                .toList());
    }

    /** Dialects that are understood too badly, by the judgement of people in all the time looked at. */
    private List<Finding> misunderstood() {
        List<Finding> findings = new ArrayList<>();
        for (DialectAlert alert : UnderstandingMetrics.over(all).alerts()) {
            Rate accuracy = alert.accuracy();
            findings.add(new Finding(
                    "understanding:" + alert.dialect(),
                    Sort.UNFAIR,
                    (double) accuracy.numerator() / accuracy.denominator(),
                    null,
                    UnderstandingMetrics.LEAST_ACCURACY,
                    accuracy.denominator(),
                    null));
        }
        return findings;
    }

    /** Dialects and ages whose matters are settled clearly less often than everybody else's, by ten points or more. */
    private List<Finding> behind() {
        Scope week = week();
        List<Finding> findings = new ArrayList<>();
        for (GroupBy by : List.of(GroupBy.DIALECT, GroupBy.AGE_GROUP)) {
            Map<String, List<JudgedConversation>> groups = week.conversations().stream()
                    .collect(Collectors.groupingBy(
                            one -> by.keys(one.facts(), all.settings().zone())
                                    .iterator()
                                    .next()));
            groups.forEach((key, members) -> {
                List<JudgedConversation> others = week.conversations().stream()
                        .filter(one ->
                                !by.keys(one.facts(), all.settings().zone()).contains(key))
                        .toList();
                gap(by.word() + ":" + key, week.of(members), week.of(others)).ifPresent(findings::add);
            });
        }
        return findings;
    }

    private static Optional<Finding> gap(String about, Scope members, Scope others) {
        Rate theirs = Rate.of(members.decidedFirstContacts(), Issue::solvedByService);
        Rate usual = Rate.of(others.decidedFirstContacts(), Issue::solvedByService);
        Comparison.RateChange change = Comparison.change(about, usual, theirs);
        Double difference = change.difference();
        if (theirs.denominator() < ENOUGH_IN_A_WEEK
                || difference == null
                || !change.clear()
                || difference > -UNFAIR_GAP) {
            return Optional.empty();
        }
        double everybody = (double) usual.numerator() / usual.denominator();
        return Optional.of(new Finding(
                about,
                Sort.UNFAIR,
                everybody + difference,
                everybody,
                everybody - UNFAIR_GAP,
                theirs.denominator(),
                null));
    }
}
