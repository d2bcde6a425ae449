package io.xiangyin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ConversationEvent.ModelAsked;
import io.xiangyin.core.Customer;
import io.xiangyin.core.ModelCall;
import io.xiangyin.evaluator.Radar.Finding;
import io.xiangyin.evaluator.Radar.Sort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Eight even weeks, and then something happens in the last hour. */
class RadarTest {
    private static final Instant NOW = Instant.parse("2026-03-30T10:00:00Z");
    private static final ModelCall FAILED =
            new ModelCall("understand", "understand/1", "qwen", 0, 0, 0, 3_000, "failed:timeout");

    private final List<FactSheet> sheets = new ArrayList<>();
    private int number;

    /** Ten conversations in each hour around this one of each of eight weeks. */
    private RadarTest usualWeeks(int anHour) {
        for (int week = 1; week <= 8; week++) {
            for (int hour = -1; hour <= 1; hour++) {
                Instant begin = NOW.minus(Duration.ofDays(7L * week)).plus(Duration.ofHours(hour - 1L));
                for (int i = 0; i < anHour; i++) {
                    keep(talk(begin.plusSeconds(60L * i + 30), "60+"));
                }
            }
        }
        return this;
    }

    private Log talk(Instant at, String age) {
        number++;
        Customer customer = new Customer("c-" + number, null, Map.of("ageGroup", age), true);
        return Log.open("conversation-" + number, customer, "web", false, at)
                .after(2)
                .asksAndIsAnswered("几天到货", "shipping.time");
    }

    private void keep(Log log) {
        FactSheet.of(log.events(), NOW, ReportSettings.DEFAULT).ifPresent(sheets::add);
    }

    private List<Finding> scan(Map<Indicator, Double> limits) {
        return Radar.scan(sheets, NOW, ReportSettings.DEFAULT, limits);
    }

    @Test
    void an_hour_like_those_of_other_weeks_is_nothing_to_tell() {
        usualWeeks(10);
        for (int i = 0; i < 12; i++) {
            keep(talk(NOW.minusSeconds(60L * i + 60), "60+"));
        }
        assertThat(scan(Map.of())).isEmpty();
    }

    @Test
    void six_times_the_usual_number_is_unusual() {
        usualWeeks(10);
        for (int i = 0; i < 59; i++) {
            keep(talk(NOW.minusSeconds(60L * i + 30), "60+"));
        }
        assertThat(scan(Map.of())).singleElement().satisfies(finding -> {
            assertThat(finding.about()).isEqualTo("conversations");
            assertThat(finding.sort()).isEqualTo(Sort.UNUSUAL);
            assertThat(finding.value()).isEqualTo(59);
            assertThat(finding.usual()).isEqualTo(10.0);
            // the median never moved, so the deviation believed in is the square root of 10; 10 + 4 × 3.16
            assertThat(finding.limit()).isBetween(22.6, 22.7);
        });
    }

    @Test
    void a_language_model_that_does_not_answer_is_told_by_its_limit() {
        for (int i = 0; i < 20; i++) {
            Log log = talk(NOW.minusSeconds(60L * i + 60), "60+");
            keep(i < 3 ? log.add(new ModelAsked(FAILED)) : log);
        }
        assertThat(scan(Map.of())).singleElement().satisfies(finding -> {
            assertThat(finding.about()).isEqualTo("llmFailureRate");
            assertThat(finding.sort()).isEqualTo(Sort.LIMIT);
            assertThat(finding.value()).isEqualTo(0.15);
        });
        assertThat(scan(Map.of(Indicator.LLM_FAILURE_RATE, 0.2))).isEmpty();
    }

    @Test
    void too_few_conversations_say_nothing_of_a_share() {
        for (int i = 0; i < 9; i++) {
            keep(talk(NOW.minusSeconds(60L * i + 60), "60+").add(new ModelAsked(FAILED)));
        }
        assertThat(scan(Map.of())).isEmpty();
    }

    @Test
    void an_age_group_that_is_helped_less_is_told() {
        for (int i = 0; i < 80; i++) {
            Instant at = NOW.minus(Duration.ofDays(3)).plusSeconds(600L * i);
            keep(talk(at, "18-39"));
            Log old = talk(at, "60+");
            keep(i % 2 == 0 ? old.after(60).rates(1, false) : old);
        }
        assertThat(scan(Map.of()))
                .anySatisfy(finding -> {
                    assertThat(finding.about()).isEqualTo("ageGroup:60+");
                    assertThat(finding.sort()).isEqualTo(Sort.UNFAIR);
                    assertThat(finding.value()).isEqualTo(0.5);
                    assertThat(finding.usual()).isEqualTo(1.0);
                })
                .noneSatisfy(finding -> assertThat(finding.about()).isEqualTo("ageGroup:18-39"));
    }
}
