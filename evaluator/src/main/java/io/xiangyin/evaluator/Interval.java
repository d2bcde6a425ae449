package io.xiangyin.evaluator;

/** Where the true value lies with 95 % confidence. */
public record Interval(double low, double high) {
    /** Of the normal distribution, 95 % lie within so many standard deviations. */
    static final double Z = 1.959963984540054;

    /** Whether it leaves no doubt about the sign. */
    boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
