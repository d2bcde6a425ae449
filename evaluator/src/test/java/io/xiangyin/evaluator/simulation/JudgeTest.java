package io.xiangyin.evaluator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.evaluator.simulation.Say.Act;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Map<String, Object> NOTHING = Shop.orders();
    private static final Map<String, Object> RETURNED = Shop.orders("no_reason");

    private static Set<Finding> findings(Goal goal, Map<String, Object> after, Exchange... exchanges) {
        Persona persona = Shop.persona(4, false);
        return Judge.findings(
                new Shopper(0, 7, goal, persona), Shop.cast(goal, persona), List.of(exchanges), NOTHING, after);
    }

    private static Exchange wish(Heard heard) {
        return new Exchange(new Say(Act.WISH, "我要退东西"), heard);
    }

    private static Exchange answers(String fact, Heard heard) {
        return new Exchange(new Say(Act.ANSWER, "不喜欢", fact), heard);
    }

    @Test
    void a_goal_the_orders_show_is_met() {
        assertThat(findings(Shop.RETURN, RETURNED, wish(Shop.done("办好了")))).isEmpty();
    }

    @Test
    void a_goal_only_the_bot_speaks_of_is_missed() {
        assertThat(findings(Shop.RETURN, NOTHING, wish(Shop.says("退货办好了", null))))
                .containsExactly(Finding.GOAL_MISSED, Finding.DEAD_END);
    }

    @Test
    void another_reason_or_a_second_return_is_a_wrong_change() {
        assertThat(findings(Shop.RETURN, Shop.orders("quality"), wish(Shop.says("好了", null))))
                .contains(Finding.GOAL_MISSED);
        assertThat(findings(Shop.RETURN, Shop.orders("no_reason", "no_reason"), wish(Shop.done("好了"))))
                .containsExactly(Finding.WRONG_CHANGE);
        assertThat(findings(Shop.ASKING, RETURNED, wish(Shop.says("运费我们出", null))))
                .containsExactly(Finding.WRONG_CHANGE);
    }

    @Test
    void a_human_called_without_need_is_told_and_one_the_shopper_asked_for_is_not() {
        assertThat(findings(Shop.RETURN, NOTHING, wish(Shop.human("转人工了"))))
                .containsExactly(Finding.GOAL_MISSED, Finding.HUMAN_NEEDLESS);
        assertThat(findings(
                        Shop.RETURN,
                        NOTHING,
                        wish(Shop.says("没听懂", null)),
                        new Exchange(new Say(Act.HUMAN, "转人工"), Shop.human("好"))))
                .containsExactly(Finding.GOAL_MISSED, Finding.DEAD_END);
    }

    @Test
    void where_it_is_urgent_a_human_must_be_called_at_the_first_word() {
        assertThat(findings(Shop.HURT, NOTHING, wish(Shop.human("先顾人")))).isEmpty();
        assertThat(findings(
                        Shop.HURT, NOTHING, wish(Shop.says("要退货吗？", "reason")), answers("reason", Shop.human("先顾人"))))
                .containsExactly(Finding.HUMAN_MISSED);
    }

    @Test
    void a_wish_for_a_human_that_is_not_heard_is_told() {
        assertThat(findings(Shop.RETURN, NOTHING, new Exchange(new Say(Act.HUMAN, "转人工"), Shop.says("您说什么？", null))))
                .contains(Finding.HUMAN_REFUSED);
    }

    @Test
    void the_same_words_twice_and_a_question_already_answered_are_blemishes() {
        Set<Finding> findings = findings(
                Shop.RETURN,
                RETURNED,
                wish(Shop.says("因为什么？", "reason")),
                answers("reason", Shop.says("因为什么？", "reason")),
                answers("reason", Shop.done("好了")));
        assertThat(findings).containsExactly(Finding.SAME_REPLY, Finding.ASKED_AGAIN);
        assertThat(findings).noneMatch(Finding::fatal);
    }

    @Test
    void asking_which_order_after_the_opening_named_it_is_asking_again() {
        assertThat(findings(
                        Shop.RETURN,
                        RETURNED,
                        new Exchange(new Say(Act.WISH, "我要退水壶"), Shop.says("哪一件？", "order")),
                        answers("order", Shop.done("好了"))))
                .containsExactly(Finding.ASKED_AGAIN);
    }
}
