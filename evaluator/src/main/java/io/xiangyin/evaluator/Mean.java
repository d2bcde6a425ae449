package io.xiangyin.evaluator;

import org.jspecify.annotations.Nullable;

/**
 * How many of something there are per one of something else, with both counts. May exceed 1, so it has no interval.
 *
 * @param value numerator ÷ denominator; null when there is nothing to divide by
 */
public record Mean(@Nullable Double value, long numerator, long denominator) {
    static Mean of(Rate counts) {
        return new Mean(counts.value(), counts.numerator(), counts.denominator());
    }
}
