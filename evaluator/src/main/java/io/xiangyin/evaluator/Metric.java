package io.xiangyin.evaluator;

import java.util.List;
import java.util.function.Function;

/**
 * A metric: what it means, and how it is computed. It is computed in parts, one for each set of conversations, which add up
 * to the part of all of them; a part depends on nothing but its conversations, so it may be kept.
 *
 * @param part what a set of conversations adds
 * @param sum parts brought together; of none, the part of nothing
 * @param result what it comes to; may depend on the report's "now" and on settings
 * @param <P> the part, such as counts or measured durations
 * @param <R> what comes out, such as a {@link Rate}
 */
record Metric<P, R>(
        MetricCatalogue.Entry entry, Function<Scope, P> part, Function<List<P>, P> sum, Result<P, R> result) {

    /** What a part comes to in a report. */
    interface Result<P, R> {
        R of(P part, Terms terms);
    }

    R over(Scope scope) {
        return result.of(part.apply(scope), scope.terms());
    }

    static <P, R> Metric<P, R> of(
            String name,
            String definition,
            String formula,
            String unit,
            String source,
            Function<Scope, P> part,
            Function<List<P>, P> sum,
            Result<P, R> result) {
        return new Metric<>(new MetricCatalogue.Entry(name, definition, formula, unit, source), part, sum, result);
    }

    /** A share, whose counts add up. */
    static Metric<Rate, Rate> share(
            String name, String definition, String formula, String unit, String source, Function<Scope, Rate> part) {
        return of(name, definition, formula, unit, source, part, Rate::sum, (rate, _) -> rate);
    }

    /** Durations and their distribution. */
    static Metric<Spans, Distribution> spans(
            String name,
            String definition,
            String formula,
            String unit,
            String source,
            Function<Scope, Spans> spans,
            Function<Spans, Distribution> result) {
        return of(name, definition, formula, unit, source, spans, Spans::sum, (all, _) -> result.apply(all));
    }
}
