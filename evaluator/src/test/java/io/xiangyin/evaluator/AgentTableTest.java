package io.xiangyin.evaluator;

import static io.xiangyin.evaluator.Log.KEUNG;
import static io.xiangyin.evaluator.Log.LIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xiangyin.core.Agent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Agents' figures, with how hard their matters were beside them. */
class AgentTableTest {
    private static final Instant READ = Instant.parse("2026-05-01T00:00:00Z");
    private static final ReportWindow MARCH =
            new ReportWindow(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"), READ);

    /** The agent takes it after 20 seconds and writes after another 10. */
    private static Log helped(String id, String intent, Agent agent) {
        return Log.open(id, "c-" + id, "2026-03-02T10:00:00Z")
                .says("有事要办")
                .understoodAs(intent)
                .asksForHuman()
                .after(20)
                .joins(agent)
                .after(10)
                .agentSays(agent, "您好");
    }

    /** Two returns and one shipping settled; a third return goes from 阿强 to 小林, which is no first contact resolution. */
    private static final List<Log> LOGS = List.of(
            helped("1", "return", LIN).resolvedBy(LIN).rates(5, true),
            helped("2", "return", LIN).resolvedBy(LIN),
            helped("3", "return", KEUNG)
                    .transfers(KEUNG)
                    .after(30)
                    .joins(LIN)
                    .agentSays(LIN, "我来办")
                    .resolvedBy(LIN),
            helped("4", "shipping", KEUNG).resolvedBy(KEUNG),
            Log.open("5", "c-5", "2026-03-02T10:00:00Z").asksAndIsAnswered("几天到", "shipping"));

    private static List<AgentFigures> table() {
        AgentTable table = new AgentTable(MARCH, ReportSettings.DEFAULT);
        List<FactSheet> sheets = new ArrayList<>();
        LOGS.forEach(log -> sheets.add(
                FactSheet.of(log.events(), READ, ReportSettings.DEFAULT).orElseThrow()));
        table.add(sheets);
        return table.list();
    }

    private static AgentFigures of(Agent agent) {
        return table().stream()
                .filter(figures -> figures.agent().equals(agent.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_difference_is_to_what_all_agents_make_of_a_like_mix() {
        // returns: 小林 2 of 3, 阿强 0 of 1, so all agents 2 of 4; shipping: 阿强 1 of 1; the bot's own visit is nobody's
        AgentFigures lin = of(LIN);
        assertThat(lin.conversations()).isEqualTo(3);
        assertThat(lin.solved()).isEqualTo(Rate.of(2, 3));
        assertThat(lin.expected()).isCloseTo(0.5, within(1e-12)); // (3 × 2/4) ÷ 3
        assertThat(lin.difference()).isCloseTo(2 / 3.0 - 0.5, within(1e-12));
        AgentFigures keung = of(KEUNG);
        assertThat(keung.solved()).isEqualTo(Rate.of(1, 2));
        assertThat(keung.expected()).isCloseTo(0.75, within(1e-12)); // (1 × 2/4 + 1 × 1/1) ÷ 2
        assertThat(keung.difference()).isCloseTo(0.5 - 0.75, within(1e-12));
    }

    @Test
    void somebody_is_above_the_average_if_somebody_is_below() {
        double all = table().stream()
                .mapToDouble(agent -> Objects.requireNonNull(agent.difference())
                        * agent.solved().denominator())
                .sum();
        assertThat(all).isCloseTo(0, within(1e-12)); // 3 × 1/6 − 2 × 1/4
    }

    @Test
    void a_transfer_stands_under_both_and_first_replies_under_those_who_were_alone() {
        AgentFigures lin = of(LIN);
        assertThat(lin.transferred()).isEqualTo(Rate.of(1, 3));
        assertThat(lin.csat()).isEqualTo(Rate.of(1, 1));
        assertThat(lin.firstReply().count()).isEqualTo(2);
        assertThat(lin.firstReply().max()).isEqualTo(10.0);
        assertThat(of(KEUNG).firstReply().count()).isEqualTo(1);
    }
}
