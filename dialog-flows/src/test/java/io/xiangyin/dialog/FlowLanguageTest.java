package io.xiangyin.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.Outbound;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Reply;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.policy.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the words of the flow language do, each in a flow of a few lines on the real engine. */
class FlowLanguageTest {
    private static final String HEAD = "flow: main\ntitle: 办事\ntriggers: {words: [办事]}\nsteps:\n";

    @TempDir
    Path folder;

    private final List<ActionCall> calls = new ArrayList<>();
    private final List<Rehearsal> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Rehearsal::close);
    }

    private Rehearsal flow(String steps, String... others) throws IOException {
        Files.writeString(folder.resolve("actions.yaml"), """
                actions:
                  pay: {service: shop, post: "/pay?customer={customer}", money: "{amount}"}
                  gift: {service: shop, post: "/gift?customer={customer}", human: true}
                """);
        Files.writeString(folder.resolve("policy.yaml"), "policy: {law: {days: 7}}\n");
        Files.writeString(folder.resolve("main.yaml"), HEAD + steps);
        for (int i = 0; i < others.length; i++) {
            Files.writeString(folder.resolve("other" + i + ".yaml"), others[i]);
        }
        Rehearsal rehearsal = new Rehearsal(
                FlowBook.read(folder),
                (customer, call) -> {
                    calls.add(call);
                    return new ActionOutcome.Succeeded(Map.of("no", "P1"));
                },
                Map.of("天气", "晴天。"),
                Limits.DEFAULT);
        open.add(rehearsal);
        return rehearsal;
    }

    private static String say(Rehearsal rehearsal, String text) throws InterruptedException {
        return replies(rehearsal.say(List.of(text))).stream().map(Reply::text).collect(Collectors.joining("\n"));
    }

    private static List<Reply> replies(List<ConversationEvent> events) {
        return events.stream()
                .filter(Outbound.class::isInstance)
                .map(event -> ((Outbound) event).reply())
                .toList();
    }

    @Test
    void set_remembers_and_a_branch_looks_with_a_pattern_and_at_the_policy() throws Exception {
        Rehearsal bot = flow("""
                  - set: {days: "5", word: 蓝色XL}
                  - branch:
                      - when: {days: "<= {policy.law.days}", word: "~ [A-Z]+"}
                        go: good
                      - else: bad
                  - id: good
                    say: "{policy.law.days}天内，{word}"
                    go: last
                  - id: bad
                    say: 不行
                  - id: last
                    end: completed
                """);
        assertThat(say(bot, "办事")).isEqualTo("7天内，蓝色XL");
    }

    @Test
    void a_called_flow_comes_back_with_the_values_both_have() throws Exception {
        Rehearsal bot = flow("""
                  - call: inner
                  - branch:
                      - when: {colour: red}
                        go: red
                      - else: other
                  - id: red
                    say: 红的
                    go: last
                  - id: other
                    say: 别的
                  - id: last
                    set: {colour: done}
                """, """
                flow: inner
                title: 选颜色
                steps:
                  - choose: colour
                    ask: 什么颜色？
                    options: [{value: red, title: 红, words: [红]}, {value: blue, title: 蓝, words: [蓝]}]
                """);
        assertThat(say(bot, "办事")).isEqualTo("什么颜色？");
        assertThat(say(bot, "红的吧")).isEqualTo("红的");
        assertThat(bot.conversation().activeFlow()).isNull();
    }

    @Test
    void a_called_flow_that_is_given_up_takes_the_caller_along() throws Exception {
        Rehearsal bot = flow("""
                  - call: inner
                  - say: 到这里
                """, """
                flow: inner
                title: 选颜色
                steps:
                  - collect: colour
                    type: text
                    ask: 什么颜色？
                """);
        say(bot, "办事");
        assertThat(say(bot, "算了")).contains("选颜色先不办了").doesNotContain("到这里");
        assertThat(bot.conversation().flows()).isEmpty();
    }

    @Test
    void an_answer_comes_from_the_knowledge_base_and_the_flow_goes_on() throws Exception {
        Rehearsal bot = flow("""
                  - answer: 今天天气
                    unanswered: sorry
                  - say: 带伞吗？
                    go: last
                  - id: sorry
                    say: 不知道
                  - id: last
                    end: completed
                """);
        assertThat(say(bot, "办事")).isEqualTo("晴天。\n带伞吗？");
    }

    @Test
    void an_answer_that_is_not_there_leads_elsewhere() throws Exception {
        Rehearsal bot = flow("""
                  - answer: 月亮
                    unanswered: sorry
                  - say: 带伞吗？
                    go: last
                  - id: sorry
                    say: 不知道
                  - id: last
                    end: completed
                """);
        assertThat(say(bot, "办事")).isEqualTo("不知道");
    }

    @Test
    void money_up_to_the_limit_moves_and_above_it_a_human_decides() throws Exception {
        Rehearsal little = flow("""
                  - id: p
                    action: pay
                    with: {amount: "500"}
                  - say: 付了
                """);
        assertThat(say(little, "办事")).isEqualTo("付了");
        assertThat(calls).hasSize(1);

        Rehearsal much = flow("""
                  - id: p
                    action: pay
                    with: {amount: "500.01"}
                  - say: 付了
                """);
        assertThat(say(much, "办事")).contains("超过500元", "人工客服确认");
        assertThat(calls).hasSize(1);
        assertThat(much.conversation().status()).isEqualTo(Conversation.Status.QUEUED);
        assertThat(Objects.requireNonNull(much.conversation().handoff()).reason())
                .isEqualTo(HandoffReason.NEEDS_DECISION);
    }

    @Test
    void an_amount_that_is_no_number_is_not_paid() throws Exception {
        Rehearsal bot = flow("""
                  - id: p
                    action: pay
                    with: {amount: 很多}
                  - say: 付了
                """);
        assertThat(say(bot, "办事")).contains("人工客服确认");
        assertThat(calls).isEmpty();
    }

    @Test
    void a_promise_of_compensation_always_waits_for_a_human() throws Exception {
        Rehearsal bot = flow("""
                  - id: g
                    action: gift
                  - say: 送了
                """);
        assertThat(say(bot, "办事")).contains("人工客服确认");
        assertThat(calls).isEmpty();
    }

    @Test
    void a_confirmation_goes_on_with_yes_and_changes_nothing_with_no() throws Exception {
        String steps = """
                  - confirm: sure
                    ask: 取消吗？
                    agree: [取消]
                  - id: p
                    action: pay
                    with: {amount: "1"}
                  - say: 付了
                """;
        Rehearsal yes = flow(steps);
        say(yes, "办事");
        assertThat(say(yes, "取消吧")).isEqualTo("付了");
        Rehearsal no = flow(steps);
        say(no, "办事");
        assertThat(say(no, "不用了，谢谢")).isEqualTo("好的，办事先不办，什么都没改动。");
        assertThat(calls).hasSize(1);
    }

    @Test
    void a_form_is_found_within_a_sentence_and_asked_again_in_other_words() throws Exception {
        Rehearsal bot = flow("""
                  - collect: phone
                    type: phone
                    ask: 电话？
                    reask: 十一位的手机号。
                  - say: "{phone}"
                """);
        say(bot, "办事");
        assertThat(say(bot, "我也不记得")).contains("十一位的手机号");
        assertThat(say(bot, "哦是138 0001 0011这个")).isEqualTo("13800010011");
    }

    @Test
    void the_parts_of_an_address_are_fields() throws Exception {
        Rehearsal bot = flow("""
                  - collect: place
                    type: place
                    ask: 地址？
                  - say: "{place.province}/{place.city}/{place.district}/{place.detail}/{place.phone}"
                """);
        say(bot, "办事");
        assertThat(say(bot, "上海浦东新区张江路88号3栋501，电话13912345678")).isEqualTo("上海市/上海市/浦东新区/张江路88号3栋501/13912345678");
    }

    @Test
    void elders_hear_the_text_for_elders() throws Exception {
        Rehearsal bot = flow("  - say: {default: 请稍候, elder: 您等一下}\n");
        bot.add(new ElderModeSwitched(true, "customer"));
        assertThat(say(bot, "办事")).isEqualTo("您等一下");
    }

    @Test
    void a_dialect_has_its_own_text() throws Exception {
        Rehearsal bot = flow("  - say: {default: 请稍候, yue: 等等先}\n");
        assertThat(say(bot, "唔该，我想办事嘅")).isEqualTo("等等先");
    }

    @Test
    void a_card_keeps_the_rows_that_have_a_value() throws Exception {
        Rehearsal bot = flow("""
                  - set: {name: 水壶}
                  - say: 这是您的订单
                    card: {title: "{name}", rows: {名字: "{name}", 备注: "{name.none}"}}
                """);
        Reply reply = replies(bot.say(List.of("办事"))).getFirst();
        assertThat(reply.kind()).isEqualTo(Reply.Kind.CARD);
        assertThat(reply.card()).isEqualTo(new Reply.Card("水壶", null, List.of(new Reply.Card.Row("名字", "水壶"))));
    }

    @Test
    void two_matters_in_one_message_are_done_one_after_the_other() throws Exception {
        Rehearsal bot = flow("  - say: 第一件\n", """
                flow: other
                title: 第二
                triggers: {words: [别的事]}
                steps:
                  - collect: x
                    type: text
                    ask: 第二件？
                """);
        assertThat(say(bot, "我要办事，另外还有别的事")).isEqualTo("第一件\n我们接着办第二。\n第二件？");
    }
}
