package io.xiangyin.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Waits of one round, and what went wrong. Belongs to the event loop while the round runs. */
final class Tally {
    private static final long LONGEST = TimeUnit.SECONDS.toMicros(120);

    private final Histogram micros = new Histogram(LONGEST, 3);
    private final Map<String, Integer> failures = new TreeMap<>();
    private boolean open = true;

    /** Counts nothing more. */
    void close() {
        open = false;
    }

    void count(long sinceNanos, boolean succeeded, String failure) {
        if (!open) {
            return;
        }
        if (succeeded) {
            micros.recordValue(Math.min(LONGEST, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sinceNanos)));
        } else {
            failures.merge(failure, 1, Integer::sum);
        }
    }

    long answered() {
        return micros.getTotalCount();
    }

    long counted() {
        return answered() + failures.values().stream().mapToInt(n -> n).sum();
    }

    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    /** Failures by what was told of them. */
    Map<String, Integer> failures() {
        return failures;
    }
}
