package io.xiangyin.evaluator;

import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Exact percentiles by nearest rank: p is the smallest measured value that at least p percent of the values do not
 * exceed. No interpolation, no buckets, so every figure is one that really occurred. Null when nothing was measured.
 */
public record Distribution(
        int count,
        @Nullable Double p50,
        @Nullable Double p90,
        @Nullable Double p95,
        @Nullable Double p99,
        @Nullable Double max) {

    static Distribution inMillis(Spans spans) {
        return of(spans, millis -> (double) millis);
    }

    /** Seconds with three decimals. */
    static Distribution inSeconds(Spans spans) {
        return of(spans, millis -> millis / 1000.0);
    }

    /** Hours with three decimals. */
    static Distribution inHours(Spans spans) {
        return of(spans, millis -> Math.round(millis / 3_600.0) / 1000.0);
    }

    /** @param unit grows with the milliseconds, so that ranks stay */
    private static Distribution of(Spans spans, LongToDoubleFunction unit) {
        long[] sorted = spans.sorted();
        return new Distribution(
                sorted.length,
                rank(sorted, 50, unit),
                rank(sorted, 90, unit),
                rank(sorted, 95, unit),
                rank(sorted, 99, unit),
                rank(sorted, 100, unit));
    }

    private static @Nullable Double rank(long[] sorted, long percent, LongToDoubleFunction unit) {
        return sorted.length == 0
                ? null
                : unit.applyAsDouble(sorted[(int) Math.ceilDiv(percent * sorted.length, 100L) - 1]);
    }
}
