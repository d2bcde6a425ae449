package io.xiangyin.evaluator;

import static io.xiangyin.evaluator.Log.LIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.evaluator.OutcomeList.Group;
import io.xiangyin.evaluator.OutcomeList.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The conversations behind a figure. */
class BehindTest {
    private static final Instant READ = Instant.parse("2026-05-01T00:00:00Z");
    private static final ReportWindow MARCH =
            new ReportWindow(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"), READ);

    private static Log visit(String id) {
        return Log.open(id, "c-" + id, "2026-03-02T1" + id + ":00:00Z");
    }

    /** 1 leaves the queue, 2 and 3 are helped after 40 and 90 seconds and rate 5 and 2, 4 has an answer from the bot. */
    private static final List<Log> LOGS = List.of(
            visit("1")
                    .says("转人工")
                    .understoodAs("human")
                    .asksForHuman()
                    .after(60)
                    .leavesQueue(),
            visit("2")
                    .says("转人工")
                    .understoodAs("human")
                    .asksForHuman()
                    .after(40)
                    .joins(LIN)
                    .agentSays(LIN, "您好")
                    .resolvedBy(LIN)
                    .rates(5, true),
            visit("3")
                    .says("转人工")
                    .understoodAs("human")
                    .asksForHuman()
                    .after(90)
                    .joins(LIN)
                    .agentSays(LIN, "您好")
                    .resolvedBy(LIN)
                    .rates(2, false),
            visit("4").asksAndIsAnswered("几天到", "shipping"));

    private static List<String> behind(String metric, boolean missed) {
        return listed(new Wanted(Optional.empty(), Behind.find(metric, missed)));
    }

    private static List<String> lasting(@Nullable Double over, @Nullable Double upTo) {
        return listed(new Wanted(
                Optional.empty(),
                Behind.find("handoff.total", false).orElseThrow().lasting(over, upTo)));
    }

    private static List<String> listed(Wanted wanted) {
        OutcomeList list = new OutcomeList(MARCH, ReportSettings.DEFAULT, wanted);
        list.add(LOGS.stream()
                .map(log ->
                        FactSheet.of(log.events(), READ, ReportSettings.DEFAULT).orElseThrow())
                .toList());
        return list.list().stream()
                .map(outcome -> outcome.conversationId().replace("conversation-", ""))
                .toList();
    }

    @Test
    void a_share_has_those_it_counts_and_those_it_is_measured_over_besides() {
        assertThat(behind("abandonmentRate", false)).containsExactly("1");
        assertThat(behind("abandonmentRate", true)).containsExactly("2", "3");
        assertThat(behind("csat", false)).containsExactly("2");
        assertThat(behind("csat", true)).containsExactly("3");
        assertThat(behind("nps", true)).containsExactly("3");
        assertThat(behind("firstContactResolutionRate.service", false)).containsExactly("2", "4");
        assertThat(behind("firstContactResolutionRate.bot", false)).containsExactly("4");
    }

    @Test
    void a_wait_has_the_longest_first() {
        assertThat(behind("handoff.total", false)).containsExactly("3", "2");
        assertThat(behind("handoff.abandoned", false)).containsExactly("1");
    }

    @Test
    void a_bar_of_a_histogram_has_the_waits_of_its_length() {
        assertThat(lasting(30.0, 40.0)).containsExactly("2");
        assertThat(lasting(40.0, 120.0)).containsExactly("3");
        assertThat(lasting(null, 90.0)).containsExactly("3", "2");
        assertThat(lasting(90.0, null)).isEmpty();
    }

    @Test
    void a_count_has_those_it_counts() {
        assertThat(behind("conversations", false)).containsExactly("1", "2", "3", "4");
        assertThat(behind("handoffs", false)).containsExactly("1", "2", "3");
        assertThat(behind("handoffRate", true)).containsExactly("4");
    }

    @Test
    void a_part_of_a_figure_has_its_own() {
        assertThat(behind("botResolutionRate", false)).containsExactly("4");
        assertThat(behind("botResolutionRate.confirmed", false)).isEmpty();
        assertThat(behind("botResolutionRate.assumed", false)).containsExactly("4");
    }

    @Test
    void a_figure_is_opened_within_a_group() {
        Group human = new Group(GroupBy.HANDLED_BY, "human");
        assertThat(listed(new Wanted(Optional.of(human), Optional.empty()))).containsExactly("2", "3");
        assertThat(listed(new Wanted(Optional.of(human), Behind.find("csat", false))))
                .containsExactly("2");
    }

    @Test
    void what_the_report_does_not_have_is_not_found() {
        assertThat(Behind.find("luck", false)).isEmpty();
        assertThat(Behind.find("csat.bot", false)).isEmpty();
        assertThat(Behind.find("csat", false).orElseThrow().lasting(1.0, null)).isEmpty();
    }
}
