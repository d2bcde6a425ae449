package io.xiangyin.evaluator.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xiangyin.evaluator.Rate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Result result(String id, boolean served) {
        return new Result(
                id, "return", "plain", false, false, 2, served ? List.of() : List.of(Finding.GOAL_MISSED), List.of());
    }

    /** (1 + 13 + 78 + 286) ÷ 2¹³ on each side. */
    @Test
    void the_test_of_mcnemar_is_exact() {
        assertThat(Comparison.mcnemar(10, 3)).isCloseTo(2 * 378 / 8192.0, within(1e-12));
        assertThat(Comparison.mcnemar(3, 10)).isEqualTo(Comparison.mcnemar(10, 3));
        assertThat(Comparison.mcnemar(0, 0)).isEqualTo(1);
        assertThat(Comparison.mcnemar(5, 5)).isEqualTo(1);
        assertThat(Comparison.mcnemar(0, 6)).isCloseTo(2 / 64.0, within(1e-12));
    }

    @Test
    void only_shoppers_whom_one_bot_served_and_the_other_did_not_count() {
        Comparison comparison = Comparison.of(
                List.of(result("a", true), result("b", true), result("c", false)),
                List.of(result("a", true), result("b", false), result("c", false)));
        assertThat(comparison.fixed()).containsExactly("b");
        assertThat(comparison.broken()).isEmpty();
        assertThat(comparison.success()).isEqualTo(Rate.of(2, 3));
        assertThat(comparison.significant()).isFalse();
    }

    @Test
    void runs_with_other_shoppers_are_not_compared() {
        assertThatThrownBy(() -> Comparison.of(List.of(result("a", true)), List.of(result("b", true))))
                .hasMessageContaining("same --shoppers");
    }

    @Test
    void a_gate_names_what_is_missed_with_its_numbers() {
        SimulationReport report = SimulationReport.of(List.of(result("a", true), result("b", false)));
        assertThat(new Gate(0.5, 0, 0, 0, Map.of()).missed(report)).isEmpty();
        assertThat(new Gate(0.9, 0, 0, 0, Map.of(Finding.GOAL_MISSED, 0)).missed(report))
                .containsExactly(
                        "success: at least 0.900 is asked, it is 0.500 (1 of 2)",
                        "GOAL_MISSED: at most 0 dialogues may have it, 1 have");
    }

    @Test
    void the_worst_dialogues_come_first() {
        Result blemished = new Result("a", "g", "p", false, false, 3, List.of(Finding.ASKED_AGAIN), List.of());
        Result wrong = new Result("b", "g", "p", false, false, 1, List.of(Finding.WRONG_CHANGE), List.of());
        assertThat(SimulationReport.of(List.of(blemished, result("c", true), wrong))
                        .worst())
                .containsExactly("b", "a");
    }
}
