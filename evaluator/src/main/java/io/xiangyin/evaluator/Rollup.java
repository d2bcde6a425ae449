package io.xiangyin.evaluator;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The parts of some metrics over a set of conversations. Rollups of different conversations add up. */
final class Rollup {
    private final Columns columns;
    private final Object[] parts;

    private Rollup(Columns columns, Object[] parts) {
        this.columns = columns;
        this.parts = parts;
    }

    /** Which metrics a rollup has. One instance is shared by all rollups that can be brought together. */
    static final class Columns {
        private final List<Metric<?, ?>> metrics;
        private final IdentityHashMap<Metric<?, ?>, Integer> places = new IdentityHashMap<>();

        Columns(List<Metric<?, ?>> metrics) {
            this.metrics = List.copyOf(metrics);
            metrics.forEach(metric -> places.put(metric, places.size()));
        }

        List<Metric<?, ?>> metrics() {
            return metrics;
        }

        private int place(Metric<?, ?> metric) {
            Integer place = places.get(metric);
            if (place == null) {
                throw new IllegalArgumentException(metric.entry().name() + " is not among the metrics of this rollup");
            }
            return place;
        }
    }

    /** Of no conversation yet. */
    static Rollup nothing(Columns columns) {
        Object[] parts = new Object[columns.metrics.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = columns.metrics.get(i).nothing().get();
        }
        return new Rollup(columns, parts);
    }

    void add(JudgedConversation conversation, ReportSettings settings) {
        for (int i = 0; i < parts.length; i++) {
            add(columns.metrics.get(i), parts[i], conversation, settings);
        }
    }

    @SuppressWarnings("unchecked") // made by the same metric
    private static <P> void add(
            Metric<P, ?> metric, Object part, JudgedConversation conversation, ReportSettings settings) {
        metric.measure().add((P) part, conversation, settings);
    }

    /** @param columns which the rollups have, and maybe more */
    static Rollup sum(List<Rollup> rollups, Columns columns) {
        Object[] parts = new Object[columns.metrics.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = sum(rollups, columns.metrics.get(i));
        }
        return new Rollup(columns, parts);
    }

    private static <P> Object sum(List<Rollup> rollups, Metric<P, ?> metric) {
        List<P> parts = new ArrayList<>(rollups.size());
        rollups.forEach(rollup -> parts.add(rollup.part(metric)));
        return metric.sum().apply(parts);
    }

    @SuppressWarnings("unchecked") // put there under the same metric
    <P> P part(Metric<P, ?> metric) {
        return (P) parts[columns.place(metric)];
    }

    <P, R> R of(Metric<P, R> metric, Terms terms) {
        return metric.result().of(part(metric), terms);
    }
}
