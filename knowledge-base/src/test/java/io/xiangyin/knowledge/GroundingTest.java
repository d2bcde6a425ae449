package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            签收后7天内可以无理由退货，来回运费由买家承担。 |
            质量问题15天内退换，运费由店铺承担。 |
            质量问题可以退换，运费由买家承担。 | who
            质量问题的运费由买家承担。 | who
            无理由退货，来回运费由店铺承担。 | who
            """)
    void the_payer_of_one_case_is_not_told_of_another(String statement, @Nullable String objection) {
        assertThat(BY_WORDS.objection(statement, PASSAGE)).isEqualTo(objection);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            没拆封的内衣，7天内可以退。 |
            拆了封的不支持无理由退货。 |
            拆封后的内衣，7天内可以退。 | opposite
            拆了封也支持无理由退货。 | opposite
            发货前可以改地址。 |
            已发货的订单可以改地址。 | opposite
            上门检测不要钱，维修免费。 |
            上门检测不要钱，维修要收费。 | opposite
            """)
    void a_no_stays_with_what_it_denies(String statement, @Nullable String objection) {
        String passage = "未拆封的内衣、袜子，7天内可以退。拆了封的不支持无理由退货。没发货的订单可以改地址。上门检测不要钱，维修免费。";
        assertThat(BY_WORDS.objection(statement, passage)).isEqualTo(objection);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            生鲜的话，24小时内发。 |
            生鲜的话，48小时内发。 | number
            现货24小时内发。 | number
            满59元免邮费。 |
            不满59元的话，邮费收10元。 |
            不满59元免邮费。 | limit
            满59元收10元。 | limit
            超时没发的，最多赔50元。 |
            超时没发的，赔50元。 | limit
            一单满59元永久免邮费。 | limit
            """)
    void the_number_and_the_limit_of_one_case_are_not_told_of_another(String statement, @Nullable String objection) {
        String passage = "现货付款后48小时内发，生鲜24小时内发。一单满59元免邮费，不满59元收10元。超时没发的，最多赔50元。";
        assertThat(BY_WORDS.objection(statement, passage)).isEqualTo(objection);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            现货多久发货 | 48小时内发。 |
            生鲜多久发货 | 48小时内发。 | number
            质量问题退货谁出运费 | 运费由店铺承担。 |
            质量问题退货谁出运费 | 运费由买家承担。 | who
            """)
    void an_answer_that_names_no_case_is_about_the_one_asked_for(
            String asked, String statement, @Nullable String objection) {
        Grounding.Known known = new Grounding.Known(PASSAGE + "现货付款后48小时内发，生鲜24小时内发，周末照常发。");
        assertThat(BY_WORDS.objection(statement, known, asked)).isEqualTo(objection);
    }

    @Test
    void other_words_for_the_same_stand_where_the_vectors_are_near_and_only_there() {
        String otherwise = "要是东西有质量问题，十五天里头我们给您办好退换。";
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
