package io.xiangyin.evaluator.scorecard;

import org.jspecify.annotations.Nullable;

/**
 * A figure, and where it comes from.
 *
 * @param evidence what it was computed from, with how many, for people who want to check
 * @param figure name of the figure of the service report whose conversations stand behind it; null if it is none
 * @param group whose figure it is, such as {@code ageGroup=60+}; null for everybody's
 */
public record Measured(
        double value,
        String evidence,
        @Nullable String figure,
        @Nullable String group) {
    /** A figure that is not of the service report. */
    public Measured(double value, String evidence) {
        this(value, evidence, null, null);
    }
}
