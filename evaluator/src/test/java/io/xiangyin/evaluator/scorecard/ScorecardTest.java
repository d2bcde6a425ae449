package io.xiangyin.evaluator.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.evaluator.scorecard.Ledger.Entry;
import io.xiangyin.evaluator.scorecard.Ledger.State;
import io.xiangyin.evaluator.scorecard.Plan.Dimension;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorecardTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
    private static final Indicator FCR =
            new Indicator("fcr", "一次解决", "fcr", "%", 60, 80, false, new Indicator.Bonus(90, 5), "补流程");
    private static final Indicator REPLY = new Indicator("reply", "回复", "reply", "秒", 40, 30, true, null, "加人");
    private static final Indicator CSAT = new Indicator("csat", "满意", "csat", "%", 100, 80, false, null, "回访");

    private static Plan plan(String version) {
        return new Plan(
                version,
                10,
                List.of(
                        new Dimension("response", "响应", 75, List.of(FCR, REPLY)),
                        new Dimension("experience", "体验", 25, List.of(CSAT))),
                Map.of("fresh", Map.of("reply", 0.0)));
    }

    private static Scorecard card(String version, double fcr, double reply, double csat) {
        return Scorecard.of(
                plan(version), Map.of("fcr", measured(fcr), "reply", measured(reply), "csat", measured(csat)));
    }

    private static Measured measured(double value) {
        return new Measured(value, "1/1");
    }

    /** Response (60·100 + 40·50) ÷ 100 = 80, experience 100·60 ÷ 80 = 75; 0.75·80 + 0.25·75 = 78.75; bonus 5·(82−80) ÷ 10 = 1. */
    @Test
    void a_base_earns_all_points_less_a_share_and_more_a_bonus_on_the_total() {
        Scorecard card = card("Q4", 82, 60, 60);
        assertThat(card.parts()).extracting(Scorecard.Part::score).containsExactly(80.0, 75.0);
        assertThat(card.bonus()).isEqualTo(1.0);
        assertThat(card.total()).isEqualTo(79.8);
    }

    @Test
    void what_was_not_measured_is_named_and_its_weight_goes_to_the_rest() {
        Scorecard card = Scorecard.of(plan("Q4"), Map.of("fcr", measured(40)));
        assertThat(card.total()).isEqualTo(50.0);
        assertThat(card.notMeasured()).containsExactly("回复", "满意");
        assertThat(Scorecard.of(plan("Q4"), Map.of()).total()).isNull();
    }

    @Test
    void a_kind_of_goods_may_weigh_otherwise() {
        Map<String, Measured> measures = Map.of("fcr", measured(80), "reply", measured(300));
        assertThat(Scorecard.of(plan("Q4"), measures).total()).isEqualTo(64.0);
        assertThat(Scorecard.of(plan("Q4").of("fresh"), measures).total()).isEqualTo(100.0);
        assertThatThrownBy(() -> plan("Q4").of("toys")).hasMessageContaining("known are [fresh]");
    }

    @Test
    void the_weakest_are_those_that_cost_most_and_none_that_reaches_its_base() {
        assertThat(card("Q4", 82, 60, 60).weakest(5))
                .extracting(line -> line.indicator().id())
                .containsExactly("csat", "reply");
    }

    @Test
    void the_ledger_gives_thirty_days_for_a_plan_and_follows_into_the_next_version() {
        List<Entry> first = Ledger.after(List.of(), card("Q4", 82, 60, 60), TODAY);
        assertThat(first).extracting(Entry::indicator).containsExactly("csat", "reply");
        assertThat(first).allSatisfy(entry -> {
            assertThat(entry.planBy()).isEqualTo(LocalDate.of(2026, 12, 31));
            assertThat(entry.state()).isEqualTo(State.OPEN);
            assertThat(entry.owner()).isEmpty();
        });
        assertThat(Ledger.after(first, card("Q4", 82, 60, 60), TODAY)).isEqualTo(first);

        List<Entry> next = Ledger.after(first, card("Q1", 82, 60, 80), TODAY.plusMonths(3));
        assertThat(next).extracting(Entry::state).containsExactly(State.DONE, State.ESCALATED);
        assertThat(next.getFirst().evidence()).contains("Q1");
    }

    @Test
    void a_plan_that_cannot_be_scored_by_is_refused() {
        assertThatThrownBy(() -> new Indicator("x", "x", "x", "%", 1, 0, false, null, "x"))
                .hasMessageContaining("base above 0");
        assertThatThrownBy(() -> new Indicator("x", "x", "x", "%", 1, 80, false, new Indicator.Bonus(70, 5), "x"))
                .hasMessageContaining("beyond its base");
        assertThatThrownBy(() -> new Plan("Q4", 1, List.of(), Map.of("fresh", Map.of("reply", 1.0))))
                .hasMessageContaining("'reply', which is not there");
    }
}
