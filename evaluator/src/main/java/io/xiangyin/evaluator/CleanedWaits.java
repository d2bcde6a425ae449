package io.xiangyin.evaluator;

/**
 * The waits for a person that are fit for a score: those that cannot be true are dropped and counted, as the founding
 * scheme wants it.
 *
 * @param kept what is left, seconds
 * @param zero dropped: no person answers in no time, so a machine or a clock did
 * @param tooLong dropped: longer than a day, which no shopper waits in a chat; somebody came back for another reason
 */
public record CleanedWaits(Distribution kept, int zero, int tooLong) {
    private static final long LONGEST_MILLIS = 24 * 3_600_000L;

    static final MetricCatalogue.Entry ENTRY = new MetricCatalogue.Entry(
            "metrics.humanFirstResponseCleaned",
            "The same without waits that cannot be true: of 0 seconds, or longer than 24 hours. They are counted as zero and"
                    + " tooLong. The scorecard takes this one.",
            "humanFirstResponse where 0 < wait ≤ 24 h",
            "seconds; kept with count, p50, p90, p95, p99 (nearest rank on exact values), max; zero and tooLong in waits",
            "as humanFirstResponse");

    static CleanedWaits of(Rollup rollup) {
        Spans all = rollup.part(ResponseMetrics.HUMAN_FIRST_RESPONSE);
        return new CleanedWaits(
                Distribution.inSeconds(all.between(0, LONGEST_MILLIS)),
                all.countUpTo(0),
                all.count() - all.countUpTo(LONGEST_MILLIS));
    }
}
