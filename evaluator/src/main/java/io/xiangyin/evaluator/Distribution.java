package io.xiangyin.evaluator;

import java.time.Duration;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
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

    static Distribution inMillis(Stream<Duration> durations) {
        return of(durations, duration -> (double) duration.toMillis());
    }

    /** Seconds with three decimals. */
    static Distribution inSeconds(Stream<Duration> durations) {
        return of(durations, duration -> duration.toMillis() / 1000.0);
    }

    /** Hours with three decimals. */
    static Distribution inHours(Stream<Duration> durations) {
        return of(durations, duration -> Math.round(duration.toMillis() / 3_600.0) / 1000.0);
    }

    private static Distribution of(Stream<Duration> durations, ToDoubleFunction<Duration> unit) {
        double[] sorted = durations.mapToDouble(unit).sorted().toArray();
        return new Distribution(
                sorted.length,
                rank(sorted, 50),
                rank(sorted, 90),
                rank(sorted, 95),
                rank(sorted, 99),
                rank(sorted, 100));
    }

    private static @Nullable Double rank(double[] sorted, long percent) {
        return sorted.length == 0 ? null : sorted[(int) Math.ceilDiv(percent * sorted.length, 100L) - 1];
    }
}
