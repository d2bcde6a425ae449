package io.xiangyin.dialog.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.dialog.entity.Entity.Kind;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitiesTest {
    /** A Monday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static List<String> values(Kind kind, String text) {
        return Entities.find(text, TODAY).stream()
                .filter(entity -> entity.kind() == kind)
                .map(Entity::value)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "退我三百五十块, 350",
        "三百五块钱买的, 350",
        "350块, 350",
        "￥350, 350",
        "¥29.9的那个, 29.9",
        "一千二百元, 1200",
        "花了一万二块, 12000",
        "两块五, 2.5",
        "补我十块, 10",
        "我要退５０元, 50"
    })
    void amounts_are_read_in_yuan(String text, String value) {
        assertThat(values(Kind.AMOUNT, text)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({
        "前天买的, 2026-11-21",
        "昨天那单, 2026-11-22",
        "大前天下午签收, 2026-11-20",
        "上礼拜三下的单, 2026-11-18",
        "上周日到的, 2026-11-22",
        "上上个星期五, 2026-11-13",
        "这周一, 2026-11-23",
        "周六买的, 2026-11-21",
        "双十一那天买的, 2026-11-11",
        "618买的, 2026-06-18",
        "双12, 2025-12-12",
        "11月3号, 2026-11-03",
        "十一月三号, 2026-11-03",
        "12月30日, 2025-12-30",
        "2026年5月1日, 2026-05-01",
        "2026-05-01买的, 2026-05-01",
        "5号到的, 2026-11-05",
        "28号的订单, 2026-10-28",
        "三天前签收的, 2026-11-20",
        "两个礼拜以前, 2026-11-09"
    })
    void days_are_counted_from_today(String text, String value) {
        assertThat(values(Kind.DATE, text)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({"都等了五天了, P5D", "48小时, PT48H", "两个小时, PT2H", "半个月了, ''", "十五分钟, PT15M", "用了三个月, P3M", "一年, P1Y"})
    void lengths_of_time_are_read(String text, String value) {
        assertThat(values(Kind.DURATION, text)).isEqualTo(value.isEmpty() ? List.of() : List.of(value));
    }

    @ParameterizedTest
    @CsvSource({"买了俩个, 2", "要一打, 12", "三件, 3", "少发2双, 2", "十五个, 15", "两百箱, 200"})
    void quantities_are_read(String text, String value) {
        assertThat(values(Kind.QUANTITY, text)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({"换成XL的, XL", "要大码, 大", "40码的鞋, 40", "３８.５码, 38.5", "2xl, 2XL", "M码, M"})
    void sizes_are_read(String text, String value) {
        assertThat(values(Kind.SIZE, text)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({"不是，蓝色的, 蓝", "换成黑的吧, 黑", "酒红色, 酒红", "我要白色, 白"})
    void colours_are_read(String text, String value) {
        assertThat(values(Kind.COLOUR, text)).containsExactly(value);
    }

    @Test
    void words_with_a_colour_in_them_are_no_colours() {
        assertThat(values(Kind.COLOUR, "黄鱼和红烧肉，白天发货，退现金")).isEmpty();
    }

    @Test
    void a_phone_number_is_nothing_else() {
        assertThat(Entities.find("打我电话 138-1234-5678", TODAY))
                .extracting(Entity::kind, Entity::value)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.PHONE, "13812345678"));
    }

    @Test
    void order_and_parcel_numbers_are_told_apart() {
        assertThat(values(Kind.ORDER_NO, "订单xy1001-01的单号SF1234567890123")).containsExactly("XY1001-01");
        assertThat(values(Kind.TRACKING_NO, "订单xy1001-01的单号SF1234567890123")).containsExactly("SF1234567890123");
        assertThat(values(Kind.ORDER_NO, "订单号20250611123456 麻烦查一下")).containsExactly("20250611123456");
    }

    @ParameterizedTest
    @CsvSource({"改到浙江省杭州市西湖区文三路12号3幢501室, 浙江省杭州市西湖区文三路12号3幢501室", "成都市武侯区人民南路88号, 成都市武侯区人民南路88号"})
    void an_address_is_read_from_the_province_to_the_door(String text, String value) {
        assertThat(values(Kind.ADDRESS, text)).hasSize(1).first().asString().endsWith(value);
    }

    @Test
    void a_day_that_does_not_exist_is_not_read() {
        assertThat(values(Kind.DATE, "2月30号")).isEmpty();
    }

    @Test
    void a_text_without_values_has_none() {
        assertThat(Entities.find("我想问一下你们家的东西质量怎么样", TODAY)).isEmpty();
    }
}
