package io.xiangyin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xiangyin.evaluator.Comparison.RateChange;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Intervals against values worked out in the literature. */
class ComparisonTest {
    private static final Offset<Double> LAST_DIGIT = within(0.00005);

    private static Interval interval(long numerator, long denominator) {
        return Objects.requireNonNull(Rate.of(numerator, denominator).interval());
    }

    @Test
    void wilsons_interval_is_as_newcombe_prints_it() {
        // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3: 81/263, 15/148, 0/20, 1/29
        assertThat(interval(81, 263).low()).isEqualTo(0.2553, LAST_DIGIT);
        assertThat(interval(81, 263).high()).isEqualTo(0.3662, LAST_DIGIT);
        assertThat(interval(15, 148).low()).isEqualTo(0.0624, LAST_DIGIT);
        assertThat(interval(15, 148).high()).isEqualTo(0.1605, LAST_DIGIT);
        assertThat(interval(0, 20).low()).isZero();
        assertThat(interval(0, 20).high()).isEqualTo(0.1611, LAST_DIGIT);
        assertThat(interval(1, 29).low()).isEqualTo(0.0061, LAST_DIGIT);
        assertThat(interval(1, 29).high()).isEqualTo(0.1718, LAST_DIGIT);
        assertThat(interval(7, 7).high()).isEqualTo(1.0);
    }

    @Test
    void nothing_to_divide_by_has_no_interval_nor_has_a_mean_above_one() {
        assertThat(Rate.of(0, 0).interval()).isNull();
        assertThat(Rate.of(3, 2).interval()).isNull();
        RateChange change = Comparison.change("csat", Rate.of(0, 0), Rate.of(1, 2));
        assertThat(change.difference()).isNull();
        assertThat(change.clear()).isFalse();
    }

    @Test
    void a_difference_has_newcombes_interval_and_is_clear_when_it_leaves_out_zero() {
        // Newcombe 1998, Statistics in Medicine 17:873, table II, method 10: 56/70 − 48/80 is 0.2 (0.0524, 0.3339)
        RateChange change = Comparison.change("csat", Rate.of(48, 80), Rate.of(56, 70));
        assertThat(change.difference()).isEqualTo(0.2, within(1e-9));
        assertThat(Objects.requireNonNull(change.interval()).low()).isEqualTo(0.0524, LAST_DIGIT);
        assertThat(Objects.requireNonNull(change.interval()).high()).isEqualTo(0.3339, LAST_DIGIT);
        assertThat(change.clear()).isTrue();
        assertThat(Comparison.change("csat", Rate.of(5, 10), Rate.of(6, 10)).clear())
                .isFalse();
    }
}
