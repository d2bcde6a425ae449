package io.xiangyin.evaluator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Measured durations as plain numbers, so that those of many hours are quickly brought together. */
final class Spans {
    private static final int FEW = 48;
    /** Chooses pivots without an eye to any order the values may come in. */
    private static final int SCATTER = 0x9E3779B1;

    private static final long[] NONE = {};
    /** Room for the first ones; few hours have more than some. */
    private static final int FIRST = 4;

    private long[] millis = NONE;
    private int count;

    Spans() {}

    private Spans(long[] millis) {
        this.millis = millis;
        this.count = millis.length;
    }

    static Spans ofMillis(LongStream millis) {
        return new Spans(millis.toArray());
    }

    void add(Optional<Duration> measured) {
        if (measured.isPresent()) {
            add(measured.get().toMillis());
        }
    }

    void add(long value) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, count == 0 ? FIRST : count + (count >> 1));
        }
        millis[count++] = value;
    }

    static Spans sum(List<Spans> parts) {
        int count = 0;
        for (Spans part : parts) {
            count += part.count;
        }
        if (count == 0) {
            return new Spans();
        }
        long[] all = new long[count];
        int end = 0;
        for (Spans part : parts) {
            System.arraycopy(part.millis, 0, all, end, part.count);
            end += part.count;
        }
        return new Spans(all);
    }

    LongStream millis() {
        return Arrays.stream(millis, 0, count);
    }

    int count() {
        return count;
    }

    /**
     * The values at some places of the ascending order. Only what is asked for is put in its place (C. A. R. Hoare, "Find",
     * 1961), which costs a few looks at each value where sorting all would cost many.
     *
     * @param places ascending, from 0
     */
    long[] at(int... places) {
        long[] values = Arrays.copyOf(millis, count);
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
