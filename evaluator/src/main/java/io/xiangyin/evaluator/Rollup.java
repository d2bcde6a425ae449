package io.xiangyin.evaluator;

import java.util.IdentityHashMap;
import java.util.List;

/** The parts of some metrics over a set of conversations. Rollups of different conversations add up. */
final class Rollup {
    private final List<Metric<?, ?>> metrics;
    private final IdentityHashMap<Metric<?, ?>, Object> parts = new IdentityHashMap<>();

    private Rollup(List<Metric<?, ?>> metrics) {
        this.metrics = metrics;
    }

    static Rollup of(Scope scope, List<Metric<?, ?>> metrics) {
        Rollup rollup = new Rollup(metrics);
        metrics.forEach(metric -> rollup.parts.put(metric, metric.part().apply(scope)));
        return rollup;
    }

    /** @param metrics those the rollups have */
    static Rollup sum(List<Rollup> rollups, List<Metric<?, ?>> metrics) {
        Rollup all = new Rollup(metrics);
        metrics.forEach(metric -> all.parts.put(metric, sum(rollups, metric)));
        return all;
    }

    private static <P> Object sum(List<Rollup> rollups, Metric<P, ?> metric) {
        List<P> parts = rollups.stream().map(rollup -> rollup.part(metric)).toList();
        return metric.sum().apply(parts);
    }

    @SuppressWarnings("unchecked") // put there under the same metric
    <P> P part(Metric<P, ?> metric) {
        Object part = parts.get(metric);
        if (part == null) {
            throw new IllegalArgumentException(
                    metric.entry().name() + " is not among the " + metrics.size() + " metrics of this rollup");
        }
        return (P) part;
    }

    <P, R> R of(Metric<P, R> metric, Terms terms) {
        return metric.result().of(part(metric), terms);
    }
}
