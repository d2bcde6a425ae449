package io.xiangyin.evaluator.simulation;

import io.xiangyin.evaluator.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two bots before the same shoppers. As the pairs are the same people, only those count whom one bot served and the
 * other did not: McNemar's test, exact (two-sided binomial with ½), McNemar 1947.
 *
 * @param fixed ids of the shoppers whom only this bot served
 * @param broken ids of those whom only the other one served
 * @param p chance of a difference at least this large if both were equally good
 */
public record Comparison(Rate success, Rate otherSuccess, List<String> fixed, List<String> broken, double p) {
    /** Below it a difference is taken for real. */
    public static final double SIGNIFICANT = 0.05;

    private static final double LEAST_WRITTEN = 0.0001;

    /**
     * Compares two runs.
     *
     * @throws IllegalArgumentException if the two did not meet the same shoppers
     */
    public static Comparison of(List<Result> ours, List<Result> others) {
        Map<String, Result> other = others.stream().collect(Collectors.toMap(Result::id, Function.identity()));
        List<String> fixed = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Result result : ours) {
            Result pair = other.get(result.id());
            if (pair == null || ours.size() != others.size()) {
                throw new IllegalArgumentException("the two runs did not meet the same shoppers (" + result.id()
                        + " is in one only); use the same --shoppers, --seed and goals");
            }
            if (result.success() && !pair.success()) {
                fixed.add(result.id());
            } else if (!result.success() && pair.success()) {
                broken.add(result.id());
            }
        }
        return new Comparison(
                Rate.of(ours, Result::success),
                Rate.of(others, Result::success),
                List.copyOf(fixed),
                List.copyOf(broken),
                mcnemar(fixed.size(), broken.size()));
    }

    /** Whether chance alone hardly explains the difference. */
    public boolean significant() {
        return p < SIGNIFICANT;
    }

    /** The chance as it is written: {@code p = 0.0123} or {@code p < 0.0001}. */
    public String chance() {
        return p < LEAST_WRITTEN ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
    }

    /** Two-sided exact binomial test of b against c with even chances. */
    static double mcnemar(int b, int c) {
        int n = b + c;
        double tail = 0;
        double logChoose = 0;
        for (int k = 0; k <= Math.min(b, c); k++) {
            tail += Math.exp(logChoose - n * Math.log(2));
            logChoose += Math.log((double) (n - k) / (k + 1));
        }
        return Math.min(1, 2 * tail);
    }
}
