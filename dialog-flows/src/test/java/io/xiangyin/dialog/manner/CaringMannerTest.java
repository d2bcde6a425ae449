package io.xiangyin.dialog.manner;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Choice;
import io.xiangyin.dialog.understand.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaringMannerTest {
    private final CaringManner manner = new CaringManner(PlainText.standard(), new Phrases(Words.phrases()));

    private static Conversation with(Map<String, String> profile) {
        ConversationId id = new ConversationId("conversation-1");
        return Conversation.replay(
                id,
                List.of(new RecordedEvent(
                        id,
                        1,
                        Instant.EPOCH,
                        new ConversationStarted("web", new Customer("c", null, profile, true), false))));
    }

    private static final Conversation ELDER = with(Map.of(Customer.ELDER_MODE, "true"));
    private static final Conversation ANYBODY = with(Map.of());

    @Test
    void a_long_text_becomes_one_short_sentence_a_line() {
        assertThat(manner.say(Reply.text("签收后七天内可以退。东西要完好、配件齐全。寄回去的运费由您出。"), ELDER)
                        .text())
                .isEqualTo("收到后七天内可以退。\n东西要完好、配件齐全。\n寄回去的运费由您出。");
    }

    @Test
    void things_to_do_become_a_numbered_list() {
        assertThat(manner.say(Reply.text("打开“我的订单”，点“申请退货”，约个时间，快递员上门来取。不会就说“我要退货”。"), ELDER)
                        .text())
                .isEqualTo("1. 打开“我的订单”\n2. 点“申请退货”\n3. 约个时间\n4. 快递员上门来取\n不会就说“我要退货”。");
    }

    @Test
    void jargon_and_english_give_way_except_on_buttons() {
        assertThat(manner.say(Reply.text("钱按原路退回，在APP里点“物流信息”看，¥129。"), ELDER).text())
                .isEqualTo("钱退回您付钱的地方，在手机软件里点“物流信息”看，129元。");
    }

    @Test
    void a_longer_word_is_not_taken_apart() {
        assertThat(manner.say(Reply.text("支付后退到支付宝。"), ELDER).text()).isEqualTo("付款后退到支付宝。");
    }

    @Test
    void choices_are_numbered_and_lose_the_order_number_but_not_their_value() {
        Reply reply = Reply.choices(
                "哪一件？",
                List.of(
                        new Choice("电热水壶 ¥129（XY1001-01）", "XY1001-01"),
                        new Choice("羽绒服 ¥399（XY1001-02）", "XY1001-02")));
        assertThat(manner.say(reply, ELDER).choices())
                .containsExactly(new Choice("1. 电热水壶 129元", "XY1001-01"), new Choice("2. 羽绒服 399元", "XY1001-02"));
        assertThat(manner.say(reply, ANYBODY).choices()).isEqualTo(reply.choices());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "签收后七天内可以退。东西要完好、配件齐全。寄回去的运费由您出。",
                "打开“我的订单”，点“申请退货”，约个时间，快递员上门来取。不会就说“我要退货”。",
                "退货办好了。接下来：1. 把东西装好。2. 在家等快递员，24小时内来取。3. 我们收到了，129元退回您付钱的地方。",
                "好。"
            })
    void said_once_more_nothing_changes(String text) {
        Reply once = manner.say(Reply.choices(text, List.of(new Choice("是", "是"), new Choice("不", "不"))), ELDER);
        assertThat(manner.say(once, ELDER)).isEqualTo(once);
    }

    @Test
    void everybody_else_reads_what_was_written() {
        String text = "签收后七天内可以退，原路退回。东西要完好、配件齐全。寄回去的运费由您出。";
        assertThat(manner.say(Reply.text(text), ANYBODY).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "单号 RT1001-01-1，24小时内来取。| 单号 R T 1 0 0 1 杠 0 1 杠 1，24小时内来取。",
                "每天8:00–22:00在，¥129。| 每天8点到22点在，129元。",
                "打13800001234（陈先生）。| 打1 3 8 0 0 0 0 1 2 3 4，陈先生。",
                "「水壶」说“找人工”。| 水壶说找人工。"
            })
    void a_voice_reads_what_the_ear_understands(String text, String spoken) {
        assertThat(manner.say(Reply.text(text), ANYBODY).spoken()).isEqualTo(spoken);
    }

    @Test
    void a_voice_reads_the_choices_by_their_place() {
        Reply reply = Reply.choices("办吗？", List.of(new Choice("是的", "是的"), new Choice("先不办", "先不办")));
        assertThat(manner.say(reply, ELDER).spoken()).isEqualTo("办吗？您可以说：第1，是的；第2，先不办。");
    }

    @Test
    void a_text_that_reads_well_has_no_other_words_for_the_voice() {
        assertThat(manner.say(Reply.text("好的，这就办。"), ANYBODY).spoken()).isNull();
    }

    @Test
    void the_voice_is_that_of_the_shoppers_tongue() {
        assertThat(manner.say(Reply.text("好。"), ANYBODY).voice()).isEqualTo("zh-CN");
        assertThat(manner.say(Reply.text("好。"), with(Map.of(Customer.DIALECT, "yue")))
                        .voice())
                .isEqualTo("zh-HK");
    }
}
