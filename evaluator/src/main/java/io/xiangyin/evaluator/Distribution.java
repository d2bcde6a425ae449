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
        int count = spans.count();
        if (count == 0) {
            return new Distribution(0, null, null, null, null, null);
        }
        long[] ranked =
                spans.at(place(50, count), place(90, count), place(95, count), place(99, count), place(100, count));
        return new Distribution(
                count,
                unit.applyAsDouble(ranked[0]),
                unit.applyAsDouble(ranked[1]),
                unit.applyAsDouble(ranked[2]),
                unit.applyAsDouble(ranked[3]),
                unit.applyAsDouble(ranked[4]));
    }

    /** Where the nearest rank of a percentage stands, from 0. */
    private static int place(long percent, int count) {
        return (int) Math.ceilDiv(percent * count, 100L) - 1;
    }
}
