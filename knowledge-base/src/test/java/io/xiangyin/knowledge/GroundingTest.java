package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement stands only if its passage bears it out. */
class GroundingTest {
    private static final String PASSAGE = "签收后7天内可以无理由退货，来回运费由买家承担。质量问题15天内退换，运费由店铺承担。单笔最多补偿20元。";

    private static final Grounding BY_WORDS = new Grounding(null);

    @ParameterizedTest
    @ValueSource(strings = {"签收后七天内可以无理由退货。", "质量问题的话，15日内退换，运费由我们承担。", "单笔最多补偿二十元。"})
    void what_the_passage_says_stands_also_with_numbers_in_words(String statement) {
        assertThat(BY_WORDS.objection(statement, PASSAGE)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "签收后10天内可以无理由退货。, number",
        "签收后7小时内可以无理由退货。, number",
        "单笔最多补偿200元。, number",
        "签收后7天内不可以无理由退货。, opposite",
        "明天送您一张优惠券。, words"
    })
    void another_number_unit_or_sense_is_told_by_its_name(String statement, String objection) {
        assertThat(BY_WORDS.objection(statement, PASSAGE)).isEqualTo(objection);
    }

    @Test
    void another_payer_is_told() {
        assertThat(BY_WORDS.objection("质量问题退换，运费由买家承担。", "质量问题15天内退换，运费由店铺承担。")).isEqualTo("who");
    }

    @Test
    void other_words_for_the_same_stand_where_the_vectors_are_near_and_only_there() {
        String otherwise = "要是质量问题，十五天里头给您退换。";
        assertThat(BY_WORDS.objection(otherwise, PASSAGE)).isEqualTo("words");
        assertThat(new Grounding((_, _) -> 0.8).objection(otherwise, PASSAGE)).isNull();
        assertThat(new Grounding((_, _) -> 0.7).objection(otherwise, PASSAGE)).isEqualTo("words");
    }

    @Test
    void nearness_never_makes_up_for_a_number_or_for_words_that_are_not_there_at_all() {
        Grounding credulous = new Grounding((_, _) -> 1);
        assertThat(credulous.objection("质量问题30天内退换。", PASSAGE)).isEqualTo("number");
        assertThat(credulous.objection("今晚请您吃饭看电影。", PASSAGE)).isEqualTo("words");
    }
}
