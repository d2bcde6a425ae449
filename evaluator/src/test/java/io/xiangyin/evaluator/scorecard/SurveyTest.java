package io.xiangyin.evaluator.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.evaluator.Rate;
import io.xiangyin.evaluator.scorecard.Questionnaire.Question;
import io.xiangyin.evaluator.scorecard.Questionnaire.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SurveyTest {
    private static final Questionnaire ASKED = new Questionnaire(
            "Q4",
            List.of(
                    question("attitude", Scale.FIVE),
                    question("overall", Scale.FIVE),
                    question("wait", Scale.MINUTES),
                    question("nps", Scale.TEN),
                    question("more", Scale.TEXT)));

    private static Question question(String id, Scale scale) {
        return new Question(id, scale, "怎么样？", Map.of("elder", "好不好？"));
    }

    private static Answers answers(
            String who, int seconds, String address, String attitude, String overall, String wait, String nps) {
        return new Answers(
                2,
                who,
                Duration.ofSeconds(seconds),
                address,
                Map.of("ageGroup", "60+"),
                Map.of("attitude", attitude, "overall", overall, "wait", wait, "nps", nps));
    }

    @Test
    void answers_that_cannot_be_meant_are_dropped_and_counted_by_reason() {
        Survey survey = Survey.of(
                ASKED,
                List.of(
                        answers("a", 300, "1", "4", "5", "3", "10"),
                        answers("b", 119, "2", "4", "5", "3", "10"),
                        answers("c", 300, "1", "4", "5", "3", "10"),
                        answers("a", 300, "3", "4", "5", "3", "10"),
                        answers("d", 300, "4", "5", "5", "3", "10"),
                        answers("e", 300, "5", "4", "7", "3", "10"),
                        new Answers(7, "f", Duration.ofMinutes(5), "6", Map.of(), Map.of("overall", "4"))),
                new Survey.Sent(10, Map.of("ageGroup=60+", 6)));
        assertThat(survey.valid()).extracting(Answers::respondent).containsExactly("a");
        assertThat(survey.dropped())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("不到两分钟就答完", 1, "同一人或同一地址重复", 2, "从头到尾同一个分", 1, "数字超出范围", 1, "答得太少", 1));
        assertThat(survey.responseRate()).isEqualTo(Rate.of(1, 10));
        assertThat(survey.groups()).containsEntry("ageGroup=60+", new Survey.Group(1, Rate.of(1, 6), 5.0, false));
    }

    @Test
    void a_group_that_answers_clearly_less_than_others_is_named() {
        List<Answers> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String age = i < 6 ? "60+" : "18-39";
            all.add(new Answers(
                    2,
                    "p" + i,
                    Duration.ofMinutes(4),
                    "",
                    Map.of("ageGroup", age),
                    Map.of("attitude", "4", "overall", "5", "wait", "3", "nps", "9")));
        }
        Survey survey = Survey.of(ASKED, all, new Survey.Sent(160, Map.of("ageGroup=60+", 60, "ageGroup=18-39", 100)));
        assertThat(survey.groups().get("ageGroup=60+")).isEqualTo(new Survey.Group(6, Rate.of(6, 60), 5.0, true));
        assertThat(survey.groups().get("ageGroup=18-39")).isEqualTo(new Survey.Group(54, Rate.of(54, 100), 5.0, false));
    }

    @Test
    void satisfaction_is_weighted_as_if_every_group_had_answered_in_its_share() {
        List<Answers> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean old = i < 6;
            all.add(new Answers(
                    2,
                    "p" + i,
                    Duration.ofMinutes(4),
                    "",
                    Map.of("ageGroup", old ? "60+" : "18-39", "channel", "web"),
                    Map.of("attitude", "4", "overall", old ? "2" : "5", "wait", "3", "nps", "9")));
        }
        Survey survey = Survey.of(
                ASKED,
                all,
                new Survey.Sent(
                        170,
                        Map.of("ageGroup=60+", 60, "ageGroup=18-39", 100, "ageGroup=40-59", 10, "channel=web", 170)));
        // as answered: (6 × 2 + 54 × 5) ÷ 60 = 4.7; as asked: (60 × 2 + 100 × 5) ÷ 160 = 3.875; ten of whom none
        // answered
        assertThat(survey.weighted()).containsExactly(new Survey.Weighted("ageGroup", 4.7, 60, 3.875, 160, 10));
    }

    @Test
    void nothing_is_weighted_where_nobody_knows_who_was_asked() {
        assertThat(Survey.of(ASKED, List.of(answers("a", 300, "1", "4", "5", "3", "10")), Survey.Sent.of(10))
                        .weighted())
                .isEmpty();
    }

    @Test
    void promoters_less_detractors_are_the_net_promoter_score() {
        Survey survey = Survey.of(
                ASKED,
                List.of(
                        answers("a", 300, "", "4", "5", "3", "10"),
                        answers("b", 300, "", "2", "3", "5", "6"),
                        answers("c", 300, "", "3", "4", "7", "8"),
                        answers("d", 300, "", "3", "4", "9", "9")),
                Survey.Sent.of(0));
        assertThat(survey.measures())
                .containsEntry("ask.nps", new Measured(25, "4 份问卷"))
                .containsEntry("ask.attitude", new Measured(3, "4 份问卷"))
                .containsEntry("ask.wait", new Measured(5, "4 份问卷"));
        assertThat(survey.responseRate().value()).isNull();
    }

    @Test
    void measured_waits_that_are_far_from_those_customers_tell_are_flagged() {
        Survey survey = Survey.of(
                ASKED,
                IntStream.range(0, 6)
                        .mapToObj(i -> answers("p" + i, 300, "", "4", "5", "12", "8"))
                        .toList(),
                Survey.Sent.of(0));
        assertThat(survey.waitsDisagree(300.0))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("5.0 分钟", "12.0 分钟"));
        assertThat(survey.waitsDisagree(600.0)).isEmpty();
        assertThat(survey.waitsDisagree(null)).isEmpty();
    }

    @Test
    void a_question_has_other_words_for_the_old() {
        assertThat(ASKED.questions().getFirst().in("elder")).isEqualTo("好不好？");
        assertThat(ASKED.questions().getFirst().in("yue")).isEqualTo("怎么样？");
    }
}
