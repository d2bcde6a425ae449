package io.xiangyin.evaluator;

import java.util.function.Function;

/**
 * A metric: what it means, and the one function that computes it.
 *
 * @param <R> what comes out, such as a {@link Rate}
 */
record Metric<R>(MetricCatalogue.Entry entry, Function<Scope, R> computation) {

    static <R> Metric<R> of(
            String name,
            String definition,
            String formula,
            String unit,
            String source,
            Function<Scope, R> computation) {
        return new Metric<>(new MetricCatalogue.Entry(name, definition, formula, unit, source), computation);
    }

    R over(Scope scope) {
        return computation.apply(scope);
    }
}
