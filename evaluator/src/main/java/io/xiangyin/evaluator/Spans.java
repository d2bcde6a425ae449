package io.xiangyin.evaluator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Measured durations as plain numbers. A sum holds the runs of its parts, each in order and shared with them, so that bringing
 * together the days of a year copies nothing, and a place in the order of all is found with few looks at each day.
 */
final class Spans {
    private static final long[] NONE = {};
    private static final long[][] NO_RUNS = {};
    /** Room for the first ones; few hours have more than some. */
    private static final int FIRST = 4;
    /** So many values are sooner put in order than searched. */
    private static final int FEW = 256;

    /** Ascending each, and never changed. */
    private final long[][] runs;
    /** In the order they came. */
    private long[] fresh = NONE;

    private int freshCount;

    Spans() {
        this(NO_RUNS);
    }

    private Spans(long[][] runs) {
        this.runs = runs;
    }

    static Spans ofMillis(LongStream millis) {
        Spans spans = new Spans();
        millis.forEach(spans::add);
        return spans;
    }

    void add(Optional<Duration> measured) {
        if (measured.isPresent()) {
            add(measured.get().toMillis());
        }
    }

    void add(long value) {
        if (freshCount == fresh.length) {
            fresh = Arrays.copyOf(fresh, freshCount == 0 ? FIRST : freshCount + (freshCount >> 1));
        }
        fresh[freshCount++] = value;
    }

    /** What is fresh in the parts becomes one more run. */
    static Spans sum(List<Spans> parts) {
        int runs = 0;
        int fresh = 0;
        for (Spans part : parts) {
            runs += part.runs.length;
            fresh += part.freshCount;
        }
        long[][] all = runs == 0 && fresh == 0 ? NO_RUNS : new long[fresh == 0 ? runs : runs + 1][];
        int end = 0;
        for (Spans part : parts) {
            System.arraycopy(part.runs, 0, all, end, part.runs.length);
            end += part.runs.length;
        }
        if (fresh > 0) {
            all[end] = inOrder(parts, fresh);
        }
        return new Spans(all);
    }

    private static long[] inOrder(List<Spans> parts, int count) {
        long[] run = new long[count];
        int end = 0;
        for (Spans part : parts) {
            System.arraycopy(part.fresh, 0, run, end, part.freshCount);
            end += part.freshCount;
        }
        Arrays.sort(run);
        return run;
    }

    LongStream millis() {
        return LongStream.concat(
                Arrays.stream(runs).flatMapToLong(Arrays::stream), Arrays.stream(fresh, 0, freshCount));
    }

    int count() {
        int count = freshCount;
        for (long[] run : runs) {
            count += run.length;
        }
        return count;
    }

    /** How many are no longer than that. */
    int countUpTo(long bound) {
        int count = 0;
        for (long[] run : runs) {
            count += firstAbove(run, 0, run.length, bound);
        }
        for (int i = 0; i < freshCount; i++) {
            count += fresh[i] <= bound ? 1 : 0;
        }
        return count;
    }

    /** Those longer than one bound and no longer than the other. */
    Spans between(long over, long upTo) {
        if (freshCount > 0) {
            return sum(List.of(this)).between(over, upTo);
        }
        return new Spans(Arrays.stream(runs)
                .map(run -> Arrays.copyOfRange(
                        run, firstAbove(run, 0, run.length, over), firstAbove(run, 0, run.length, upTo)))
                .toArray(long[][]::new));
    }

    /**
     * The values at some places of the ascending order.
     *
     * @param places ascending, from 0
     */
    long[] at(int... places) {
        if (freshCount > 0) {
            return sum(List.of(this)).at(places);
        }
        return new Search(runs, places).find();
    }

    /** Where the first value above a bound stands in {@code run[from, to)}; {@code to} if there is none. */
    private static int firstAbove(long[] run, int from, int to, long bound) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (run[middle] <= bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Looks for places in the order of several runs. A value splits each run into what is below, equal and above, as in
     * C. A. R. Hoare's "Find" (1961), only that the runs being in order a split is a few looks.
     */
    private static final class Search {
        private final long[][] runs;
        private final int[] places;
        private final long[] found;

        Search(long[][] runs, int[] places) {
            this.runs = runs;
            this.places = places;
            this.found = new long[places.length];
        }

        /** The values at the places. */
        long[] find() {
            int[] ends = new int[runs.length];
            Arrays.setAll(ends, i -> runs[i].length);
            among(new int[runs.length], ends, 0, 0, places.length);
            return found;
        }

        /**
         * The {@code places[first, end)}, all of which lie among {@code runs[i][from[i], to[i])}.
         *
         * @param before how many values of the runs are known to come before these
         */
        private void among(int[] from, int[] to, int before, int first, int end) {
            if (first == end) {
                return;
            }
            if (sizes(from, to) <= FEW) {
                long[] values = values(from, to);
                for (int i = first; i < end; i++) {
                    found[i] = values[places[i] - before];
                }
                return;
            }
            long pivot = pivot(from, to);
            int[] equal = bounds(from, to, pivot - 1);
            int[] above = bounds(equal, to, pivot);
            int toEqual = before + sizes(from, equal);
            int toAbove = toEqual + sizes(equal, above);
            int firstEqual = firstFrom(toEqual, first, end);
            int firstAbove = firstFrom(toAbove, firstEqual, end);
            among(from, equal, before, first, firstEqual);
            Arrays.fill(found, firstEqual, firstAbove, pivot);
            among(above, to, toAbove, firstAbove, end);
        }

        /** The middle of the longest. */
        private long pivot(int[] from, int[] to) {
            int longest = 0;
            for (int i = 1; i < from.length; i++) {
                if (to[i] - from[i] > to[longest] - from[longest]) {
                    longest = i;
                }
            }
            return runs[longest][(from[longest] + to[longest]) >>> 1];
        }

        private int[] bounds(int[] from, int[] to, long bound) {
            int[] bounds = new int[from.length];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = Spans.firstAbove(runs[i], from[i], to[i], bound);
            }
            return bounds;
        }

        private static int sizes(int[] from, int[] to) {
            int size = 0;
            for (int i = 0; i < from.length; i++) {
                size += to[i] - from[i];
            }
            return size;
        }

        /** The first of {@code places[first, end)} that is not below a place; {@code end} if all are. */
        private int firstFrom(int place, int first, int end) {
            int next = first;
            while (next < end && places[next] < place) {
                next++;
            }
            return next;
        }

        private long[] values(int[] from, int[] to) {
            long[] values = new long[sizes(from, to)];
            int count = 0;
            for (int i = 0; i < from.length; i++) {
                System.arraycopy(runs[i], from[i], values, count, to[i] - from[i]);
                count += to[i] - from[i];
            }
            Arrays.sort(values);
            return values;
        }
    }
}
