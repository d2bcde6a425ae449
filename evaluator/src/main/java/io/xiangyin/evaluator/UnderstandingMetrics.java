package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.DialectAlert;
import io.xiangyin.evaluator.ServiceReport.UnderstandingQuality;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Whether the bot understands everybody equally well, by the judgement of people. */
public final class UnderstandingMetrics {
    /** Below this share of right turns a dialect raises an alert. */
    public static final double LEAST_ACCURACY = 0.8;
    /** Judged turns of a dialect before its share says anything. */
    public static final int ENOUGH_TURNS = 10;

    private static final String SHARE = "share, 0 to 1";

    private UnderstandingMetrics() {}

    static final Metric<Tally, Rate> ACCURACY = Metric.share(
            "metrics.understanding.accuracy",
            "Turns the bot understood, of those that staff judged. Of several judgements of a turn the last holds. Which"
                    + " turns are judged is not left to chance: alerts and failures come first in the review list.",
            "turns labelled right ÷ labelled turns",
            SHARE,
            "TurnLabelled, MessageUnderstood",
            (tally, one) -> one.facts().labelled().forEach(turn -> tally.count(turn.right())));

    static final Metric<Map<String, Tally>, Map<String, Rate>> BY_DIALECT = byDialect(
            "metrics.understanding.accuracyByDialect",
            "The same for each dialect heard, by its code; cmn is Standard Mandarin.",
            "by dialect: turns labelled right ÷ labelled turns",
            SHARE,
            byDialect -> byDialect);

    static final Metric<Map<String, Tally>, List<DialectAlert>> ALERTS = byDialect(
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

    private static <R> Metric<Map<String, Tally>, R> byDialect(
            String name, String definition, String formula, String unit, Function<Map<String, Rate>, R> result) {
        return new Metric<>(
                new MetricCatalogue.Entry(name, definition, formula, unit, "TurnLabelled, MessageUnderstood"),
                TreeMap::new,
                (byDialect, one, _) -> one.facts()
                        .labelled()
                        .forEach(turn -> tally(byDialect, turn.dialect()).count(turn.right())),
                Tally::sumByKey,
                (byDialect, _) -> result.apply(rates(byDialect)));
    }

    private static Tally tally(Map<String, Tally> byDialect, String dialect) {
        return byDialect.computeIfAbsent(dialect, _ -> new Tally());
    }

    private static Map<String, Rate> rates(Map<String, Tally> byDialect) {
        Map<String, Rate> rates = new TreeMap<>();
        byDialect.forEach((dialect, tally) -> rates.put(dialect, tally.rate()));
        return rates;
    }

    static UnderstandingQuality of(Rollup rollup, Terms terms) {
        return new UnderstandingQuality(
                rollup.of(ACCURACY, terms), rollup.of(BY_DIALECT, terms), rollup.of(ALERTS, terms));
    }

    static UnderstandingQuality over(Scope scope) {
        return of(turns(scope));
    }

    private static List<DialectAlert> alerts(Map<String, Rate> byDialect) {
        return byDialect.entrySet().stream()
                .filter(entry -> isLow(entry.getValue()))
                .map(entry -> new DialectAlert(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What the judged turns amount to. */
    public static UnderstandingQuality of(Collection<LabelledTurn> turns) {
        Map<String, Tally> byDialect = new TreeMap<>();
        turns.forEach(turn -> tally(byDialect, turn.dialect()).count(turn.right()));
        Map<String, Rate> rates = rates(byDialect);
        return new UnderstandingQuality(Rate.of(turns, LabelledTurn::right), rates, alerts(rates));
    }

    private static boolean isLow(Rate accuracy) {
        Double value = accuracy.value();
        return accuracy.denominator() >= ENOUGH_TURNS && value != null && value < LEAST_ACCURACY;
    }

    private static List<LabelledTurn> turns(Scope scope) {
        return scope.conversations().stream()
                .flatMap(conversation -> conversation.facts().labelled().stream())
                .toList();
    }
}
