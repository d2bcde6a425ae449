package io.xiangyin.evaluator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Measured durations as plain numbers, so that those of many hours are quickly brought together. */
final class Spans {
    private static final int FEW = 48;
    /** Chooses pivots without an eye to any order the values may come in. */
    private static final int SCATTER = 0x9E3779B1;

    private static final Spans NONE = new Spans(new long[0]);

    private final long[] millis;

    private Spans(long[] millis) {
        this.millis = millis;
    }

    /** What some waits measure. */
    static Spans of(List<Wait> waits, Function<Wait, Optional<Duration>> span) {
        if (waits.isEmpty()) {
            return NONE;
        }
        long[] found = new long[waits.size()];
        int count = 0;
        for (Wait wait : waits) {
            Optional<Duration> measured = span.apply(wait);
            if (measured.isPresent()) {
                found[count++] = measured.get().toMillis();
            }
        }
        return count == 0 ? NONE : new Spans(Arrays.copyOf(found, count));
    }

    static Spans of(Stream<Duration> durations) {
        return new Spans(durations.mapToLong(Duration::toMillis).toArray());
    }

    static Spans ofMillis(LongStream millis) {
        return new Spans(millis.toArray());
    }

    static Spans sum(List<Spans> parts) {
        int count = 0;
        for (Spans part : parts) {
            count += part.millis.length;
        }
        if (count == 0) {
            return NONE;
        }
        long[] all = new long[count];
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

    int count() {
        return millis.length;
    }

    /**
     * The values at some places of the ascending order. Only what is asked for is put in its place (C. A. R. Hoare, "Find",
     * 1961), which costs a few looks at each value where sorting all would cost many.
     *
     * @param places ascending, from 0
     */
    long[] at(int... places) {
        long[] values = millis.clone();
        find(values, 0, values.length - 1, places, 0, places.length);
        return Arrays.stream(places).mapToLong(place -> values[place]).toArray();
    }

    /** Puts the values of {@code places[first, end)}, all of which lie in {@code [from, to]}, where they belong. */
    private static void find(long[] values, int from, int to, int[] places, int first, int end) {
        int low = from;
        int next = first;
        while (next < end && low < to) {
            if (to - low < FEW) {
                Arrays.sort(values, low, to + 1);
                return;
            }
            long pivot = values[low + Math.floorMod((to - low) * SCATTER, to - low + 1)];
            int less = low;
            int more = to;
            for (int i = low; i <= more; ) {
                if (values[i] < pivot) {
                    swap(values, i++, less++);
                } else if (values[i] > pivot) {
                    swap(values, i, more--);
                } else {
                    i++;
                }
            }
            int left = next;
            while (next < end && places[next] < less) {
                next++;
            }
            find(values, low, less - 1, places, left, next);
            while (next < end && places[next] <= more) {
                next++;
            }
            low = more + 1;
        }
    }

    private static void swap(long[] values, int one, int other) {
        long value = values[one];
        values[one] = values[other];
        values[other] = value;
    }
}
