package io.xiangyin.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Command;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.StepReached;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Understanding.Escalation;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.intent.IntentClassifier;
import io.xiangyin.dialog.intent.IntentExample;
import io.xiangyin.dialog.understand.RuleUnderstander;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules make of the shopper's words, with the demo shop's flows and lexicon. */
class UnderstandingTest {
    private static final ConversationId ID = new ConversationId("understanding");
    private static final List<ConversationEvent> FRESH = List.of();
    private static final List<ConversationEvent> ASKED_ORDER = List.of(
            new FlowStarted("return"),
            new StepReached("orders"),
            new ActionEnded(
                    new ActionCall("list_orders", Map.of(), "k", false, "orders"),
                    new ActionOutcome.Succeeded(Map.of(
                            "orders",
                            List.of(
                                    Map.of("orderNo", "XY1001-01", "item", "电热水壶", "amount", "129.00"),
                                    Map.of("orderNo", "XY1001-02", "item", "羽绒服", "amount", "399.00"))))),
            new StepReached("order"),
            new SlotAsked("order"));
    private static final List<ConversationEvent> ASKED_REASON =
            and(ASKED_ORDER, new SlotFilled("order", "XY1001-01", "电热水壶", false), new SlotAsked("reason"));
    private static final List<ConversationEvent> ASKED_CONFIRM =
            and(ASKED_REASON, new SlotFilled("reason", "quality", "坏了", false), new SlotAsked("confirmed"));
    private static final List<ConversationEvent> OFFERED = List.of(new BotReplied(Reply.choices(
            "您想问的是哪一个？",
            List.of(
                    new Reply.Choice("鞋子保修多久", "鞋子保修多久"),
                    new Reply.Choice("大衣保修多久", "大衣保修多久"),
                    new Reply.Choice("都不是，转人工", "转人工")))));
    private static final List<ConversationEvent> WAITING = List.of(new HandoffQueued(Urgency.NORMAL));

    @ParameterizedTest
    @CsvSource({
        "我要退货,return",
        "我想退那个水壶,return",
        "退水壶,return",
        "水壶退了吧,return",
        "我这个水壶能退吗,return",
        "东西不好，给我退掉,return",
        "快递到哪了,track_parcel",
        "我的包裹怎么还不到,track_parcel",
        "快递什么时候到,track_parcel",
        "发货了吗,track_parcel",
        "退款到哪一步了,refund_progress",
        "退款怎么还没到,refund_progress",
        "钱什么时候退给我,refund_progress",
        "我的水壶,about_order",
        "那个水壶,about_order",
        "XY1001-01,about_order",
        "订单号 xy1001-01,about_order",
        "我的订单,about_order"
    })
    void a_wish_starts_its_flow(String text, String flow) {
        assertThat(command(FRESH, text)).isEqualTo(new Command.StartFlow(flow));
    }

    @ParameterizedTest
    @CsvSource({"1,鞋子保修多久", "第一个,鞋子保修多久", "选2吧,大衣保修多久", "第二个谢谢,大衣保修多久"})
    void a_number_after_choices_asks_for_the_one_at_that_place(String text, String question) {
        assertThat(command(OFFERED, text)).isEqualTo(new Command.AskKnowledge(question));
    }

    @Test
    void the_place_of_a_human_among_the_choices_brings_one() {
        assertThat(command(OFFERED, "3")).isInstanceOf(Command.AskHuman.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "第一个月的会员费怎么退"})
    void what_is_no_place_among_the_choices_is_taken_as_it_is(String text) {
        assertThat(command(OFFERED, text)).isEqualTo(command(FRESH, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "退货运费谁出",
                "退货寄回去多久退钱",
                "七天无理由退货是怎么回事",
                "吊牌剪了还能退吗",
                "退货寄到哪里",
                "查物流怎么查",
                "一般几天到货",
                "退款规则是什么",
                "水壶怎么除水垢",
                "钱退到哪个账户",
                "多少钱包邮"
            })
    void a_question_about_a_matter_stays_a_question(String text) {
        assertThat(command(FRESH, text)).isEqualTo(new Command.AskKnowledge(text));
    }

    @ParameterizedTest
    @CsvSource({
        "你好,hello", "在吗？,hello", "你好，在吗,hello", "谢谢啊,thanks", "好的谢谢您,thanks", "唔该,thanks", "再见,bye",
        "没事了,bye", "好的,fine", "嗯嗯,fine", "不用了,nothing", "不办了,nothing", "算了算了,nothing", "？？,empty",
        "……,empty"
    })
    void small_talk_is_heard(String text, String kind) {
        assertThat(command(FRESH, text)).isEqualTo(new Command.SmallTalk(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "是", "是的", "对", "好", "好的，办吧", "嗯嗯", "行吧", "可以的", "中", "得", "要得", "系", "冇问题", "没问题", "1", "一", "好滴",
                "ok", "OK！", "成", "好的好的", "嗯，谢谢", "有"
            })
    void yes_in_many_forms(String text) {
        assertThat(command(ASKED_CONFIRM, text))
                .isInstanceOfSatisfying(
                        Command.FillSlot.class, fill -> assertThat(fill.value()).isEqualTo("yes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "不", "不是", "不用", "不用不用", "算了", "算了吧", "先不办", "不要了", "别办了", "唔使", "莫要", "2", "二", "不行", "我再想想", "没有",
                "不用了谢谢"
            })
    void no_in_many_forms(String text) {
        assertThat(command(ASKED_CONFIRM, text))
                .isInstanceOfSatisfying(
                        Command.FillSlot.class, fill -> assertThat(fill.value()).isEqualTo("no"));
    }

    @ParameterizedTest
    @CsvSource({
        "1,XY1001-01",
        "第二个,XY1001-02",
        "二,XY1001-02",
        "第2件,XY1001-02",
        "选第一个吧,XY1001-01",
        "水壶,XY1001-01",
        "那个壶,XY1001-01",
        "羽绒服,XY1001-02",
        "羽绒的那件,XY1001-02",
        "XY1001-02,XY1001-02",
        "xy1001-02那单,XY1001-02"
    })
    void an_order_is_picked(String text, String order) {
        assertThat(command(ASKED_ORDER, text))
                .isInstanceOfSatisfying(
                        Command.FillSlot.class, fill -> assertThat(fill.value()).isEqualTo(order));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "第五个", "热水器", "那个", "都要"})
    void what_fits_no_order_picks_none(String text) {
        assertThat(command(ASKED_ORDER, text)).isEqualTo(new Command.NotUnderstood());
    }

    @ParameterizedTest
    @CsvSource({
        "不喜欢,no_reason",
        "坏了,quality",
        "第三个,damaged",
        "发错货了,wrong_item",
        "没坏，就是不想要了,no_reason",
        "没有质量问题，买错了,no_reason",
        "箱子压坏了,damaged",
        "老是不热,quality"
    })
    void a_reason_is_understood(String text, String reason) {
        assertThat(command(ASKED_REASON, text))
                .isInstanceOfSatisfying(
                        Command.FillSlot.class, fill -> assertThat(fill.value()).isEqualTo(reason));
    }

    @Test
    void a_correction_replaces_an_earlier_answer() {
        Command corrected = command(ASKED_CONFIRM, "不对，是羽绒服");
        assertThat(corrected).isInstanceOfSatisfying(Command.FillSlot.class, fill -> {
            assertThat(fill.slot()).isEqualTo("order");
            assertThat(fill.value()).isEqualTo("XY1001-02");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"算了", "不退了", "取消", "算了，不退了", "没事了，再见"})
    void a_flow_is_cancelled(String text) {
        assertThat(command(ASKED_ORDER, text)).isEqualTo(new Command.CancelFlow());
    }

    @Test
    void starting_over_is_heard_in_and_outside_a_flow() {
        assertThat(command(ASKED_ORDER, "我要重新开始")).isEqualTo(new Command.StartOver());
        assertThat(command(FRESH, "重新开始")).isEqualTo(new Command.StartOver());
    }

    @Test
    void a_question_in_mid_flow_is_asked_of_the_knowledge_base() {
        assertThat(command(ASKED_REASON, "运费谁出？")).isEqualTo(new Command.AskKnowledge("运费谁出？"));
    }

    @Test
    void an_answer_with_a_question_is_both() {
        assertThat(understand(ASKED_REASON, "坏了，运费谁出呢").commands())
                .extracting(command -> command.getClass().getSimpleName())
                .containsExactly("FillSlot", "AskKnowledge");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "转人工",
                "人工",
                "人工？",
                "找真人",
                "我要人工客服",
                "zhuan ren gong",
                "叫你们经理来",
                "帮我转人工，谢谢你",
                "搵真人",
                "不用转人工……算了，转人工"
            })
    void a_human_is_asked_for(String text) {
        for (List<ConversationEvent> state : List.of(FRESH, ASKED_ORDER, ASKED_CONFIRM)) {
            assertThat(command(state, text))
                    .isEqualTo(new Command.AskHuman(HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"不用转人工", "别转人工客服", "不需要转人工", "先不找人工", "扫地机器人怎么用", "安装的人工费是多少", "人工客服几点上班"})
    void a_human_is_not_asked_for(String text) {
        assertThat(command(FRESH, text)).isNotInstanceOf(Command.AskHuman.class);
    }

    @ParameterizedTest
    @CsvSource({
        "水壶漏电了,SAFETY",
        "孩子烫伤了,SAFETY",
        "不用转人工，着火了,SAFETY",
        "我要投诉你们,COMPLAINT",
        "再不处理我就打12315,COMPLAINT",
        "有人冒充客服让我转账,SECURITY",
        "对方要我验证码,SECURITY"
    })
    void danger_complaint_and_fraud_bring_a_human(String text, HandoffReason reason) {
        assertThat(command(FRESH, text))
                .isInstanceOfSatisfying(
                        Command.AskHuman.class, ask -> assertThat(ask.reason()).isEqualTo(reason));
    }

    @Test
    void danger_is_more_urgent_than_a_complaint() {
        assertThat(command(FRESH, "我要投诉，水壶漏电了")).isEqualTo(new Command.AskHuman(HandoffReason.SAFETY, Urgency.SAFETY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"不等了", "不排了，你来吧", "取消转人工", "不用转人工了"})
    void waiting_can_be_given_up(String text) {
        assertThat(command(WAITING, text)).isEqualTo(new Command.StopWaiting());
    }

    @ParameterizedTest
    @CsvSource({
        "呢件货我唔想要喇，可唔可以退,yue",
        "点解仲未到啊,yue",
        "我的包裹啷个还没到嘛，啥子情况,cmn-x-chuanyu",
        "这玩意儿咋整啊，老埋汰了,cmn-x-dongbei",
        "我要退货,cmn",
        "水壶坏了怎么办,cmn"
    })
    void a_dialect_is_recognised(String text, String code) {
        assertThat(understand(FRESH, text).dialect().code()).isEqualTo(code);
    }

    @Test
    void dialect_is_rewritten_for_matching_and_the_words_kept() {
        Understanding understood = understand(FRESH, "我嘅快递几时到啊，点解仲未到");
        assertThat(understood.text()).isEqualTo("我嘅快递几时到啊，点解仲未到");
        assertThat(understood.mandarin()).contains("我的").contains("为什么");
        assertThat(understood.commands()).containsExactly(new Command.StartFlow("track_parcel"));
    }

    @Test
    void a_burst_of_messages_is_one_wish() {
        Understanding understood = understand(FRESH, "在吗", "我想", "退那个水壶");
        assertThat(understood.text()).isEqualTo("在吗\n我想\n退那个水壶");
        assertThat(understood.commands()).containsExactly(new Command.StartFlow("return"));
    }

    @Test
    void the_same_question_again_says_that_the_answer_was_no_help() {
        Understanding before = understand(FRESH, "多少钱包邮");
        List<ConversationEvent> answered =
                List.of(new CustomerSpoke("m0", "c0", "多少钱包邮"), new ConversationEvent.MessageUnderstood(1, before));
        assertThat(command(answered, "多少钱包邮？")).isEqualTo(new Command.NotUnderstood());
        assertThat(command(answered, "还是没到")).isEqualTo(new Command.NotUnderstood());
        assertThat(command(FRESH, "还是没到")).isNotEqualTo(new Command.NotUnderstood());
    }

    @Test
    void an_elder_is_heard_by_their_own_words() {
        assertThat(understand(FRESH, "我眼睛不好，字太小看不清").signals())
                .anyMatch(signal -> signal.type().equals("elder"));
    }

    private static Command command(List<ConversationEvent> before, String... burst) {
        return understand(before, burst).commands().getFirst();
    }

    @Test
    void a_turn_is_understood_by_its_words_when_the_embedding_model_fails() {
        RuleUnderstander understander = Rehearsal.understander();
        understander.learn(IntentClassifier.train(
                List.of(
                        new IntentExample("我要开发票", "invoice"),
                        new IntentExample("发票抬头开公司", "invoice"),
                        new IntentExample("快递到哪里了", "track_logistics"),
                        new IntentExample("包裹怎么还没到", "track_logistics")),
                new Failing()));

        assertThat(understander.understand(conversation(FRESH, "我要退货")).commands())
                .containsExactly(new Command.StartFlow("return"));
    }

    /** An endpoint that embedded the examples and is down since. */
    private static final class Failing implements EmbeddingModel {
        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment ->
                            Embedding.from(new float[] {1, segment.text().length()}))
                    .toList());
        }

        @Override
        public Response<Embedding> embed(String text) {
            throw new IllegalStateException("connection refused");
        }
    }

    @Test
    void gbt_47746_trigger_e_three_minutes_without_an_answer_bring_in_a_human() {
        Conversation asked = conversation(FRESH, "退款到哪了");
        Instant inTime = Rehearsal.NOW.plus(Duration.ofMinutes(3));
        assertThat(Rehearsal.understander(inTime).understand(asked).escalation())
                .isNull();
        Understanding late = Rehearsal.understander(inTime.plusMillis(1)).understand(asked);
        assertThat(late.escalation())
                .isEqualTo(new Escalation(HandoffReason.SERVICE_FAILURE, Urgency.NORMAL, "waited 3 min"));
        assertThat(late.commands())
                .containsExactly(new Command.AskHuman(HandoffReason.SERVICE_FAILURE, Urgency.NORMAL));
    }

    private static Understanding understand(List<ConversationEvent> before, String... burst) {
        return Rehearsal.understander().understand(conversation(before, burst));
    }

    private static Conversation conversation(List<ConversationEvent> before, String... burst) {
        List<ConversationEvent> events = new ArrayList<>(before);
        for (int i = 0; i < burst.length; i++) {
            events.add(new CustomerSpoke("m" + i, "c" + i, burst[i]));
        }
        List<RecordedEvent> log = new ArrayList<>();
        events.forEach(event -> log.add(new RecordedEvent(ID, log.size() + 1L, Rehearsal.NOW, event)));
        return Conversation.replay(ID, log);
    }

    private static List<ConversationEvent> and(List<ConversationEvent> before, ConversationEvent... more) {
        List<ConversationEvent> all = new ArrayList<>(before);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
