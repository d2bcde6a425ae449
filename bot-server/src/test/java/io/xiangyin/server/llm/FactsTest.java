package io.xiangyin.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A set text in other words says what it said, or is not said so. */
class FactsTest {
    private static Facts facts(String text) {
        return Objects.requireNonNull(Facts.in(text));
    }

    @ParameterizedTest
    @CsvSource({
        "订单XY1003-01明天上午送到,订单〔1〕〔2〕〔3〕送到",
        "退回「连衣裙」要3天,退回〔1〕要〔2〕",
        "三个工作日内会有人联系您,〔1〕内会有人联系您",
        "请打13812345678,请打〔1〕",
    })
    void numbers_dates_names_and_order_numbers_are_hidden(String text, String template) {
        assertThat(facts(text).template()).isEqualTo(template);
        assertThat(facts(text).fill(template)).isEqualTo(text);
    }

    @Test
    void another_word_order_or_tone_passes_and_the_facts_come_back() {
        Facts facts = facts("请问您要修改订单XY1003-01的收货地址吗？");
        String words = "您是要改一下订单〔1〕的收货地址对吗？";
        assertThat(facts.objection(words)).isNull();
        assertThat(facts.fill(words)).isEqualTo("您是要改一下订单XY1003-01的收货地址对吗？");
    }

    @ParameterizedTest
    @CsvSource({
        "包裹会到,facts",
        "包裹〔1〕〔1〕到,facts",
        "包裹〔1〕到，后天也行,new-fact",
        "包裹〔1〕不会到,opposite",
        "包裹最多〔1〕到,limit",
        "包裹〔1〕一定到,promise",
        "包裹〔1〕到吗？,question",
        "今儿好啊〔1〕,matter",
    })
    void what_loses_adds_or_turns_round_something_is_refused(String words, String why) {
        assertThat(facts("包裹明天到").objection(words)).isEqualTo(why);
    }

    @Test
    void a_long_story_is_refused() {
        assertThat(facts("包裹明天到").objection("包裹〔1〕到" + "，您放心等着就好".repeat(4))).isEqualTo("long");
    }

    @Test
    void cantonese_says_no_in_its_own_words() {
        assertThat(facts("这个订单没有发货，不能修改规格。").objection("呢个订单冇发货，唔可以修改规格。")).isNull();
        assertThat(facts("这个订单没有发货，不能修改规格。").objection("呢个订单发咗货，唔可以修改规格。")).isEqualTo("opposite");
    }
}
