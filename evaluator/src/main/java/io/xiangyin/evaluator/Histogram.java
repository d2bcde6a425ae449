package io.xiangyin.evaluator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many waits were how long, for those that shoppers feel. */
public final class Histogram {
    private static final long[] FOR_THE_BOT = {200, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 30_000};
    private static final long[] FOR_PEOPLE = {
        10_000, 30_000, 60_000, 120_000, 180_000, 300_000, 600_000, 1_800_000, 3_600_000
    };
    private static final List<Metric<Spans, Distribution>> WITH_PEOPLE = List.of(
            ResponseMetrics.HANDOFF_TOTAL, ResponseMetrics.HUMAN_FIRST_RESPONSE, ResponseMetrics.TOTAL_FIRST_HELP);

    static final MetricCatalogue.Entry ENTRY = new MetricCatalogue.Entry(
            "metrics.histograms",
            "How many waits were how long, by the name of their metric. A bar holds what is longer than the bar before and"
                    + " no longer than its upTo; the last one, without upTo, what is longer than all.",
            "number of waits with upTo of the bar before < wait ≤ upTo",
            "upTo in seconds; count",
            "as botFirstResponseMs, handoff.total, humanFirstResponse, totalFirstHelp");

    private Histogram() {}

    /**
     * Waits of a like length.
     *
     * @param upTo longest of them, seconds; null for everything longer than the bar before
     * @param count how many
     */
    public record Bar(@Nullable Double upTo, int count) {}

    static Map<String, List<Bar>> of(Rollup rollup) {
        Map<String, List<Bar>> all = new TreeMap<>();
        all.put(
                name(ResponseMetrics.BOT_FIRST_RESPONSE),
                bars(rollup.part(ResponseMetrics.BOT_FIRST_RESPONSE), FOR_THE_BOT));
        WITH_PEOPLE.forEach(metric -> all.put(name(metric), bars(rollup.part(metric), FOR_PEOPLE)));
        return all;
    }

    private static String name(Metric<Spans, Distribution> metric) {
        return metric.entry().name().substring("metrics.".length());
    }

    private static List<Bar> bars(Spans spans, long[] bounds) {
        List<Bar> bars = new ArrayList<>();
        int before = 0;
        for (long bound : bounds) {
            int upTo = spans.countUpTo(bound);
            bars.add(new Bar(bound / 1000.0, upTo - before));
            before = upTo;
        }
        bars.add(new Bar(null, spans.count() - before));
        return bars;
    }
}
