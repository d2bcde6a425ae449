package io.xiangyin.evaluator;

import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A share, never without what it is a share of.
 *
 * @param value numerator ÷ denominator, 0 to 1; null when there is nothing to divide by
 */
public record Rate(@Nullable Double value, long numerator, long denominator) {

    public static Rate of(long numerator, long denominator) {
        return new Rate(quotient(numerator, denominator), numerator, denominator);
    }

    /** How many of those in the population are counted. */
    public static <T> Rate of(Collection<T> population, Predicate<? super T> counted) {
        long numerator = 0;
        for (T one : population) { // a report asks this of many small populations, where a stream costs most
            numerator += counted.test(one) ? 1 : 0;
        }
        return of(numerator, population.size());
    }

    /**
     * Where the share lies with 95 % confidence, by Wilson's score interval, which holds for small counts and near 0 and 1
     * (E. B. Wilson, JASA 22, 1927).
     *
     * @return null when there is nothing to divide by
     */
    public @Nullable Interval interval() {
        if (denominator == 0 || numerator < 0 || numerator > denominator) {
            return null;
        }
        double n = denominator;
        double p = numerator / n;
        double z2 = Interval.Z * Interval.Z;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Interval.Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new Interval(numerator == 0 ? 0 : centre - half, numerator == denominator ? 1 : centre + half);
    }

    static @Nullable Double quotient(long numerator, long denominator) {
        return denominator == 0 ? null : (double) numerator / denominator;
    }
}
