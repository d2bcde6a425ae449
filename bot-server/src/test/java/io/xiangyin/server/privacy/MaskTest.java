package io.xiangyin.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is personal never leaves, however it is written; what only looks like it stays readable. */
class MaskTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "打我电话13812345678 | 13812345678 | 电话",
                "打我电话138 1234 5678 | 138 1234 5678 | 电话",
                "打我电话１３８１２３４５６７８ | １３８１２３４５６７８ | 电话",
                "打我电话一三八一二三四五六七八 | 一三八一二三四五六七八 | 电话",
                "身份证11010519491231002X | 11010519491231002X | 身份证号",
                "身份证110105 19491231 002X | 110105 19491231 002X | 身份证号",
                "退到银行卡4111 1111 1111 1111 | 4111 1111 1111 1111 | 银行卡号",
                "发票发到wang.guilan@example.com | wang.guilan@example.com | 邮箱",
                "住在浙江省杭州市西湖区文三路12号3单元201 | 文三路12号 | 地址",
                "收货人写夏玉兰 | 夏玉兰 | 姓名",
                "订单XY1001-01怎么还没到 | XY1001-01 | 单号"
            })
    void personal_values_become_marks_and_come_back(String text, String value, String kind) {
        Mask mask = new Mask(List.of());
        String hidden = mask.hide(text);
        assertThat(hidden).doesNotContain(value).contains("〔" + kind + "1〕");
        assertThat(mask.show(hidden)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"预算3000到4000的手机", "第1001次来你们家", "1.5L的电热水壶129元贵了吧", "7天无理由退货还作数吗", "拉链坏了"})
    void prices_sizes_and_plain_talk_stay(String text) {
        assertThat(new Mask(List.of()).hide(text)).isEqualTo(text);
    }

    @Test
    void the_same_value_has_the_same_mark_and_another_has_another() {
        Mask mask = new Mask(List.of());
        assertThat(mask.hide("打13812345678，不通打13987654321")).contains("〔电话1〕", "〔电话2〕");
        assertThat(mask.hide("还是13812345678吧")).isEqualTo("还是〔电话1〕吧");
        assertThat(mask.show("先打〔电话2〕")).isEqualTo("先打13987654321");
    }

    @Test
    void the_name_of_the_customer_is_hidden_wherever_it_stands() {
        assertThat(new Mask(List.of("王桂兰")).hide("跟王桂兰说一声")).isEqualTo("跟〔姓名1〕说一声");
    }
}
