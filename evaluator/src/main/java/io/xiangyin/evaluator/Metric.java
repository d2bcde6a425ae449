package io.xiangyin.evaluator;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A metric: what it means, and how it is computed. Each conversation adds to a part, and parts of different conversations
 * add up to the part of all of them; a part depends on nothing but its conversations and the settings, so it may be kept.
 *
 * @param nothing the part of no conversation
 * @param measure adds a conversation to a part
 * @param sum parts brought together in a new one
 * @param result what it comes to; may depend on the report's "now" and on settings
 * @param <P> the part, such as counts or measured durations
 * @param <R> what comes out, such as a {@link Rate}
 */
record Metric<P, R>(
        MetricCatalogue.Entry entry,
        Supplier<P> nothing,
        Measure<P> measure,
        Function<List<P>, P> sum,
        Result<P, R> result) {

    /** What a conversation adds. */
    interface Measure<P> {
        void add(P part, JudgedConversation conversation, ReportSettings settings);
    }

    /** What a part comes to in a report. */
    interface Result<P, R> {
        R of(P part, Terms terms);
    }

    P part(Scope scope) {
        P part = nothing.get();
        for (JudgedConversation conversation : scope.conversations()) {
            measure.add(part, conversation, scope.settings());
        }
        return part;
    }

    R over(Scope scope) {
        return result.of(part(scope), scope.terms());
    }

    /** A share, whose counts add up. */
    static Metric<Tally, Rate> share(
            String name,
            String definition,
            String formula,
            String unit,
            String source,
            BiConsumer<Tally, JudgedConversation> measure) {
        return new Metric<>(
                new MetricCatalogue.Entry(name, definition, formula, unit, source),
                Tally::new,
                (tally, conversation, _) -> measure.accept(tally, conversation),
                Tally::sum,
                (tally, _) -> tally.rate());
    }

    /** Durations and their distribution. */
    static Metric<Spans, Distribution> spans(
            String name,
            String definition,
            String formula,
            String unit,
            String source,
            BiConsumer<Spans, JudgedConversation> measure,
            Function<Spans, Distribution> result) {
        return new Metric<>(
                new MetricCatalogue.Entry(name, definition, formula, unit, source),
                Spans::new,
                (spans, conversation, _) -> measure.accept(spans, conversation),
                Spans::sum,
                (spans, _) -> result.apply(spans));
    }
}
