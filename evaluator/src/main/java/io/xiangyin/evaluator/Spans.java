package io.xiangyin.evaluator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Measured durations as plain numbers, so that those of many hours are quickly brought together. */
final class Spans {
    private final long[] millis;

    private Spans(long[] millis) {
        this.millis = millis;
    }

    static Spans of(Stream<Duration> durations) {
        return new Spans(durations.mapToLong(Duration::toMillis).toArray());
    }

    static Spans ofMillis(LongStream millis) {
        return new Spans(millis.toArray());
    }

    static Spans sum(List<Spans> parts) {
        long[] all =
                new long[parts.stream().mapToInt(part -> part.millis.length).sum()];
        int end = 0;
        for (Spans part : parts) {
            System.arraycopy(part.millis, 0, all, end, part.millis.length);
            end += part.millis.length;
        }
        return new Spans(all);
    }

    LongStream millis() {
        return Arrays.stream(millis);
    }

    /** All of them in order, shortest first. */
    long[] sorted() {
        long[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
