package io.xiangyin.evaluator.scorecard;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is scored.
 *
 * @param measure name of the figure it looks at
 * @param unit of the figure and of {@code base}
 * @param weight within its dimension
 * @param base what earns all points
 * @param lower whether lower figures are better
 * @param bonus points for more than the base; null for none
 * @param advice what helps when it is weak
 */
public record Indicator(
        String id,
        String title,
        String measure,
        String unit,
        double weight,
        double base,
        boolean lower,
        @Nullable Bonus bonus,
        String advice) {
    /**
     * Points on top of the total.
     *
     * @param at the figure that earns all of them
     */
    public record Bonus(double at, double points) {}

    public Indicator {
        if (weight < 0 || base <= 0) {
            throw new IllegalArgumentException("indicator " + id + " needs a weight of at least 0 and a base above 0");
        }
        if (bonus != null && (lower ? bonus.at() >= base : bonus.at() <= base)) {
            throw new IllegalArgumentException("the bonus of indicator " + id + " must lie beyond its base");
        }
    }

    /** 0 to 100. */
    double score(double value) {
        if (lower) {
            return value <= base ? 100 : 100 * base / value;
        }
        return Math.clamp(100 * value / base, 0, 100);
    }

    /** Points earned beyond the base. */
    double bonus(double value) {
        return bonus == null ? 0 : bonus.points() * Math.clamp((value - base) / (bonus.at() - base), 0, 1);
    }

    Indicator withWeight(double other) {
        return new Indicator(id, title, measure, unit, other, base, lower, bonus, advice);
    }
}
