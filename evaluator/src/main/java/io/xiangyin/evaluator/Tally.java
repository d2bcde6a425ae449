package io.xiangyin.evaluator;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** A share while it is being counted; tallies of different conversations add up. */
final class Tally {
    private long numerator;
    private long denominator;

    /** One more of the population. */
    void count(boolean counted) {
        add(counted ? 1 : 0, 1);
    }

    void add(long more, long of) {
        numerator += more;
        denominator += of;
    }

    Rate rate() {
        return Rate.of(numerator, denominator);
    }

    static Tally sum(Collection<Tally> parts) {
        Tally all = new Tally();
        for (Tally part : parts) {
            all.add(part.numerator, part.denominator);
        }
        return all;
    }

    static Map<String, Tally> sumByKey(Collection<Map<String, Tally>> parts) {
        Map<String, Tally> all = new TreeMap<>();
        for (Map<String, Tally> part : parts) {
            part.forEach(
                    (key, tally) -> all.computeIfAbsent(key, _ -> new Tally()).add(tally.numerator, tally.denominator));
        }
        return all;
    }
}
