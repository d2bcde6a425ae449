package io.xiangyin.dialog.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Understanding.Escalation;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.dialect.DialectLexicon;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is brought to a human, how urgently, and who is not. The clauses are listed in docs/conformance.md. */
class EscalationLexiconTest {
    private static final DialectLexicon DIALECTS = DialectLexicon.standard();
    private static final EscalationLexicon LEXICON = EscalationLexicon.standard();

    private static EscalationLexicon.Heard hear(String text) {
        return LEXICON.hear(text, DIALECTS.hear(text).mandarin());
    }

    private static @Nullable Escalation escalation(String text) {
        return hear(text).escalation();
    }

    private static void goes(String text, HandoffReason reason, Urgency urgency) {
        assertThat(escalation(text))
                .as(text)
                .extracting(Escalation::reason, Escalation::urgency)
                .containsExactly(reason, urgency);
    }

    @Test
    void gbt_47746_trigger_a_repeated_failure_goes_to_a_human() {
        goes("我都问了三遍了，你答非所问", HandoffReason.REPEATED_FAILURE, Urgency.NORMAL);
    }

    @Test
    void gbt_47746_trigger_b_refusing_the_bot_goes_to_a_human() {
        goes("我不想跟机器人说话", HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL);
    }

    @Test
    void gbt_47746_trigger_c_identity_and_bank_data_go_to_a_human_and_are_not_told_on() {
        goes("身份证号11010519491231002X帮我查", HandoffReason.SECURITY, Urgency.COMPLAINT);
        goes("有人自称客服让我共享屏幕", HandoffReason.SECURITY, Urgency.COMPLAINT);
        assertThat(hear("身份证号11010519491231002X").signals())
                .noneMatch(signal -> signal.evidence().contains("1101"));
    }

    @Test
    void gbt_47746_trigger_d_danger_goes_to_a_human_before_all_others() {
        goes("水壶漏电，电到我了，我要投诉", HandoffReason.SAFETY, Urgency.SAFETY);
    }

    @Test
    void gbt_47746_trigger_e_waiting_without_an_answer_goes_to_a_human() {
        goes("等了半小时没人回", HandoffReason.REPEATED_FAILURE, Urgency.NORMAL);
    }

    @Test
    void gbt_47746_negative_mood_and_complaints_go_to_a_human_and_are_not_put_last() {
        goes("气死我了，你们就是骗子", HandoffReason.COMPLAINT, Urgency.COMPLAINT);
        goes("我要去12315举报", HandoffReason.COMPLAINT, Urgency.COMPLAINT);
    }

    @Test
    void gbt_47746_old_shoppers_who_ask_are_served_before_others() {
        goes("我今年七十二岁了，眼神不好，找个人帮我", HandoffReason.CUSTOMER_REQUEST, Urgency.CARE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"搵真人", "喊个人来跟我说嘛", "給我轉人工", "寻个人帮帮我好伐", "给俺找个人", "转 人 工", "zhuanrengong", "不用了，直接转人工", "怎么还不转人工"
            })
    void a_clear_request_is_heard_in_any_dialect_and_writing(String text) {
        assertThat(escalation(text)).as(text).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "先不转人工",
                "唔使轉人工",
                "覅转人工",
                "人工费多少钱",
                "扫地机器人怎么连wifi",
                "没有人受伤，就是杯子碎了",
                "这个水壶会漏电吗",
                "我不想投诉，只想退货",
                "人工客服几点上班",
                "快递到哪里了",
                "运单SF1234512345678"
            })
    void denials_look_alikes_and_ordinary_questions_stay_with_the_bot(String text) {
        assertThat(escalation(text)).as(text).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "合同纠纷应当向哪个法院起诉？",
                "用人单位拖欠工资，劳动者可以申请仲裁吗",
                "伪造病历骗取保险金是否构成诈骗罪？",
                "行政诉讼的起诉期限是多久",
                "学校里学生摔伤，学校要承担责任吗？",
                "股东能否请求法院解散公司"
            })
    void questions_of_law_stay_with_the_bot(String text) {
        assertThat(escalation(text)).as(text).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "你们不退钱，我能去法院起诉吗？",
                "我要起诉，应当去哪个法院？",
                "店家卖假货，应当承担什么法律责任？",
                "再不发货我就去仲裁，你们怎么说",
                "怎么投诉",
                "12315电话多少",
                "插座漏电着火，责任怎么认定？",
                "我被诈骗了，是否构成诈骗罪，怎么办"
            })
    void threats_and_dangers_are_heard_also_as_questions_with_words_of_law(String text) {
        assertThat(escalation(text)).as(text).isNotNull();
    }

    @Test
    void what_is_taken_back_leaves_the_rest() {
        goes("不用转人工，我要投诉", HandoffReason.COMPLAINT, Urgency.COMPLAINT);
        goes("不用转人工，水壶着火了", HandoffReason.SAFETY, Urgency.SAFETY);
    }

    @Test
    void the_evidence_is_the_shoppers_words() {
        assertThat(escalation("麻烦找一个真人给我")).extracting(Escalation::evidence).isEqualTo("找一个真人");
    }

    @Test
    void feelings_are_told_with_their_strength() {
        assertThat(hear("好烦，尺码不合适").emotion().label()).isEqualTo("anger");
        assertThat(hear("我很担心，急着用呢").emotion().label()).isEqualTo("anxiety");
        assertThat(hear("太好了，谢谢你们").emotion().label()).isEqualTo("joy");
        assertThat(hear("我想退货").emotion().label()).isEqualTo("neutral");
        assertThat(hear("好烦！！！").emotion().score())
                .isGreaterThan(hear("好烦").emotion().score());
    }

    @Test
    void signs_of_age_are_told_with_their_words() {
        assertThat(hear("字太小了看不清，我不会弄").signals())
                .filteredOn(signal -> signal.type().equals("elder"))
                .extracting(signal -> signal.evidence())
                .contains("字太小", "不会弄");
    }
}
