package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.DialectAlert;
import io.xiangyin.evaluator.ServiceReport.UnderstandingQuality;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether the bot understands everybody equally well, by the judgement of people. */
public final class UnderstandingMetrics {
    /** Below this share of right turns a dialect raises an alert. */
    public static final double LEAST_ACCURACY = 0.8;
    /** Judged turns of a dialect before its share says anything. */
    public static final int ENOUGH_TURNS = 10;

    private static final String SHARE = "share, 0 to 1";

    private UnderstandingMetrics() {}

    static final Metric<Rate, Rate> ACCURACY = Metric.share(
            "metrics.understanding.accuracy",
            "Turns the bot understood, of those that staff judged. Of several judgements of a turn the last holds. Which"
                    + " turns are judged is not left to chance: alerts and failures come first in the review list.",
            "turns labelled right ÷ labelled turns",
            SHARE,
            "TurnLabelled, MessageUnderstood",
            scope -> accuracy(turns(scope)));

    static final Metric<Map<String, Rate>, Map<String, Rate>> BY_DIALECT = byDialect(
            "metrics.understanding.accuracyByDialect",
            "The same for each dialect heard, by its code; cmn is Standard Mandarin.",
            "by dialect: turns labelled right ÷ labelled turns",
            SHARE,
            byDialect -> byDialect);

    static final Metric<Map<String, Rate>, List<DialectAlert>> ALERTS = byDialect(
            "metrics.understanding.alerts[].dialect",
            "A dialect that is understood in less than 80 % of at least 10 judged turns; its turns are put before people,"
                    + " see GET /reviews.",
            "dialects with accuracy < 0.8 and at least 10 labelled turns",
            "dialect code",
            UnderstandingMetrics::alerts);

    static final List<Metric<?, ?>> ALL = List.of(
            ACCURACY,
            BY_DIALECT,
            ALERTS,
            byDialect(
                    "metrics.understanding.alerts[].accuracy",
                    "How well that dialect is understood.",
                    "turns labelled right ÷ labelled turns",
                    SHARE,
                    UnderstandingMetrics::alerts));

    private static <R> Metric<Map<String, Rate>, R> byDialect(
            String name, String definition, String formula, String unit, Function<Map<String, Rate>, R> result) {
        return Metric.of(
                name,
                definition,
                formula,
                unit,
                "TurnLabelled, MessageUnderstood",
                scope -> byDialect(turns(scope)),
                UnderstandingMetrics::sum,
                (byDialect, _) -> result.apply(byDialect));
    }

    static UnderstandingQuality of(Rollup rollup, Terms terms) {
        return new UnderstandingQuality(
                rollup.of(ACCURACY, terms), rollup.of(BY_DIALECT, terms), rollup.of(ALERTS, terms));
    }

    static UnderstandingQuality over(Scope scope) {
        return of(turns(scope));
    }

    private static Map<String, Rate> sum(List<Map<String, Rate>> parts) {
        Map<String, Rate> all = new TreeMap<>();
        parts.forEach(part ->
                part.forEach((dialect, rate) -> all.merge(dialect, rate, (a, b) -> Rate.sum(List.of(a, b)))));
        return all;
    }

    private static Map<String, Rate> byDialect(Collection<LabelledTurn> turns) {
        return turns.stream().collect(Collectors.groupingBy(LabelledTurn::dialect)).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> accuracy(entry.getValue()), (a, _) -> a, TreeMap::new));
    }

    private static List<DialectAlert> alerts(Map<String, Rate> byDialect) {
        return byDialect.entrySet().stream()
                .filter(entry -> isLow(entry.getValue()))
                .map(entry -> new DialectAlert(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What the judged turns amount to. */
    public static UnderstandingQuality of(Collection<LabelledTurn> turns) {
        Map<String, Rate> byDialect = byDialect(turns);
        return new UnderstandingQuality(accuracy(turns), byDialect, alerts(byDialect));
    }

    private static boolean isLow(Rate accuracy) {
        Double value = accuracy.value();
        return accuracy.denominator() >= ENOUGH_TURNS && value != null && value < LEAST_ACCURACY;
    }

    private static Rate accuracy(Collection<LabelledTurn> turns) {
        return Rate.of(turns, LabelledTurn::right);
    }

    private static List<LabelledTurn> turns(Scope scope) {
        return scope.conversations().stream()
                .flatMap(conversation -> conversation.facts().labelled().stream())
                .toList();
    }
}
