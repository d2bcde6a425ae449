package io.xiangyin.evaluator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.evaluator.simulation.Say.Act;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedShopperTest {
    private static SimulatedShopper shopper(Goal goal, Persona persona) {
        return new SimulatedShopper(new Shopper(0, 7, goal, persona), Shop.cast(goal, persona));
    }

    private static Act act(Optional<Say> said) {
        return said.orElseThrow().act();
    }

    @Test
    void they_open_with_their_wish_and_answer_what_is_asked_from_what_they_know() {
        SimulatedShopper shopper = shopper(Shop.RETURN, Shop.persona(4, false));
        assertThat(shopper.open().text()).contains("退").contains("水壶");
        Say answer = shopper.answer(Shop.says("因为什么要退？", "reason")).orElseThrow();
        assertThat(answer.act()).isEqualTo(Act.ANSWER);
        assertThat(answer.fact()).isEqualTo("reason");
        assertThat(answer.text()).isIn("不喜欢", "用不着");
    }

    @Test
    void they_agree_when_asked_to_confirm_their_own_order_and_object_to_another() {
        SimulatedShopper shopper = shopper(Shop.RETURN, Shop.persona(4, false));
        shopper.open();
        Optional<Say> objection = shopper.answer(Shop.says("确认给「羽绒服」办退货吗？", "confirmed"));
        assertThat(act(objection)).isEqualTo(Act.CORRECT);
        assertThat(objection.orElseThrow().text()).contains("水壶");
        assertThat(act(shopper.answer(Shop.says("确认给「电热水壶」办退货吗？", "confirmed"))))
                .isEqualTo(Act.CONFIRM);
    }

    @Test
    void they_leave_when_the_shop_shows_what_they_wanted() {
        SimulatedShopper shopper = shopper(Shop.RETURN, Shop.persona(4, false));
        shopper.open();
        assertThat(shopper.answer(Shop.done("办好了"))).isEmpty();
        assertThat(shopper.satisfied()).isTrue();
    }

    @Test
    void the_bots_word_that_it_is_done_does_not_satisfy_them() {
        SimulatedShopper shopper = shopper(Shop.RETURN, Shop.persona(4, false));
        shopper.open();
        assertThat(act(shopper.answer(Shop.says("退货办好了", null)))).isEqualTo(Act.REPHRASE);
        assertThat(shopper.satisfied()).isFalse();
    }

    @Test
    void they_want_a_human_when_their_patience_is_spent() {
        SimulatedShopper shopper = shopper(Shop.RETURN, Shop.persona(2, false));
        shopper.open();
        assertThat(act(shopper.answer(Shop.says("没查到", null)))).isEqualTo(Act.REPHRASE);
        assertThat(act(shopper.answer(Shop.says("还是没查到", null)))).isEqualTo(Act.HUMAN);
        assertThat(shopper.answer(Shop.human("已经帮您转人工"))).isEmpty();
    }

    @Test
    void one_who_changes_their_mind_takes_the_wish_back_once_and_then_wants_it_after_all() {
        SimulatedShopper shopper = shopper(Shop.RETURN, Shop.persona(4, true));
        shopper.open();
        assertThat(act(shopper.answer(Shop.says("确认给「电热水壶」办退货吗？", "confirmed"))))
                .isEqualTo(Act.WITHDRAW);
        Optional<Say> again = shopper.answer(Shop.says("好的，先不办", null));
        assertThat(act(again)).isEqualTo(Act.RESUME);
        assertThat(again.orElseThrow().text()).contains("水壶");
        assertThat(act(shopper.answer(Shop.says("确认给「电热水壶」办退货吗？", "confirmed"))))
                .isEqualTo(Act.CONFIRM);
    }

    @Test
    void one_who_only_asks_is_content_when_told() {
        SimulatedShopper shopper = shopper(Shop.ASKING, Shop.persona(4, false));
        shopper.open();
        assertThat(shopper.answer(Shop.says("运费我们出", null))).isEmpty();
        assertThat(shopper.satisfied()).isTrue();
    }

    @Test
    void the_same_number_and_seed_make_the_same_shopper_and_another_seed_another() {
        assertThat(talk(7)).isEqualTo(talk(7));
        assertThat(java.util.stream.LongStream.range(0, 20)
                        .mapToObj(SimulatedShopperTest::talk)
                        .distinct()
                        .count())
                .isGreaterThan(1);
    }

    private static String talk(long seed) {
        Persona persona = Shop.persona(4, false);
        SimulatedShopper shopper =
                new SimulatedShopper(new Shopper(3, seed, Shop.RETURN, persona), Shop.cast(Shop.RETURN, persona));
        return shopper.open().text()
                + shopper.answer(Shop.says("因为什么？", "reason")).orElseThrow().text();
    }
}
