package io.xiangyin.evaluator;

import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A share, never without what it is a share of.
 *
 * @param value numerator ÷ denominator, 0 to 1 for a true share; null when there is nothing to divide by
 */
public record Rate(@Nullable Double value, long numerator, long denominator) {

    public static Rate of(long numerator, long denominator) {
        return new Rate(quotient(numerator, denominator), numerator, denominator);
    }

    /** How many of those in the population are counted. */
    public static <T> Rate of(Collection<T> population, Predicate<? super T> counted) {
        return of(population.stream().filter(counted).count(), population.size());
    }

    static @Nullable Double quotient(long numerator, long denominator) {
        return denominator == 0 ? null : (double) numerator / denominator;
    }
}
