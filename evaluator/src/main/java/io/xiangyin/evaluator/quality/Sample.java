package io.xiangyin.evaluator.quality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/** A sample in which every stratum has its share. The same seed draws the same. */
public final class Sample {
    private Sample() {}

    /**
     * Draws from each stratum the share of its members, at least one.
     *
     * @param members in an order that does not change
     * @param share above 0, at most 1
     */
    public static <T> List<T> draw(List<T> members, Function<T, String> stratum, double share, long seed) {
        TreeMap<String, List<T>> strata = new TreeMap<>();
        members.forEach(member -> strata.computeIfAbsent(stratum.apply(member), _ -> new ArrayList<>())
                .add(member));
        Random random = new Random(seed);
        List<T> drawn = new ArrayList<>();
        for (List<T> all : strata.values()) {
            Collections.shuffle(all, random);
            drawn.addAll(all.subList(0, (int) Math.ceil(all.size() * share)));
        }
        return drawn;
    }
}
