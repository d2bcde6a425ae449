package io.xiangyin.evaluator.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentActed;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Urgency;
import io.xiangyin.evaluator.quality.Agreement.Score;
import io.xiangyin.evaluator.quality.RuleHit.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QualityTest {
    private static final Agent LIN = new Agent("lin", "小林");

    private static List<Rule> rules(ConversationEvent... events) {
        List<RecordedEvent> log = new ArrayList<>();
        for (ConversationEvent event : events) {
            log.add(new RecordedEvent(new ConversationId("conversation-1"), log.size() + 1, Instant.EPOCH, event));
        }
        return QualityRules.check(log).stream().map(RuleHit::rule).toList();
    }

    private static CustomerSpoke shopper(String text) {
        return new CustomerSpoke(text, text, text);
    }

    private static BotReplied bot(String text) {
        return new BotReplied(Reply.text(text));
    }

    private static AgentSpoke agent(String text) {
        return new AgentSpoke(text, LIN, Reply.text(text));
    }

    private static MessageUnderstood angry() {
        return new MessageUnderstood(
                1,
                new Understanding(
                        "气死",
                        "气死",
                        new Understanding.Dialect("cmn", 1),
                        null,
                        Map.of(),
                        new Understanding.Emotion("anger", 0.9),
                        List.of(),
                        null,
                        List.of()));
    }

    @Test
    void the_bot_may_not_say_the_same_twice_without_a_word_between() {
        assertThat(rules(shopper("?"), bot("请稍候"), bot("请稍候"))).containsExactly(Rule.REPEATED_ANSWER);
        assertThat(rules(shopper("?"), bot("请稍候"), shopper("?"), bot("请稍候"))).isEmpty();
    }

    @Test
    void money_may_be_promised_only_where_the_shops_system_was_asked_for_it() {
        ActionCall call = new ActionCall("grant_compensation", Map.of(), "k", true, "step");
        assertThat(rules(agent("这样，我赔您50元"))).containsExactly(Rule.MONEY_PROMISE);
        assertThat(rules(agent("这样，我赔您50元"), new AgentActed(LIN, call, new ActionOutcome.Succeeded(Map.of()), null)))
                .isEmpty();
        assertThat(rules(bot("129元按原路退给您"))).isEmpty();
    }

    @Test
    void anger_is_met_with_a_word_of_sympathy_first() {
        assertThat(rules(shopper("气死"), angry(), bot("请提供订单号"))).containsExactly(Rule.NO_EMPATHY);
        assertThat(rules(shopper("气死"), angry(), bot("对不起，让您久等了"))).isEmpty();
    }

    @Test
    void a_place_in_the_queue_is_no_answer_to_anger() {
        NoticeGiven place = new NoticeGiven(Reply.notice("前面还有 2 位。"));
        assertThat(rules(shopper("气死"), angry(), place, agent("对不起，让您久等了"))).isEmpty();
        assertThat(rules(shopper("气死"), angry(), place, agent("请问哪一单"))).containsExactly(Rule.NO_EMPATHY);
    }

    @Test
    void what_the_shopper_gave_is_not_asked_again_and_some_words_are_never_said() {
        assertThat(rules(new SlotFilled("order", "XY1", "水壶", false), agent("请问您的订单号是多少？")))
                .containsExactly(Rule.ASKED_AGAIN);
        assertThat(rules(agent("请耐心等待"))).containsExactly(Rule.FORBIDDEN_WORDS);
    }

    @Test
    void nobody_is_sent_off_with_a_question_open() {
        ConversationResolved closed = new ConversationResolved(LIN, null);
        assertThat(rules(agent("您好"), shopper("那什么时候退？"), closed)).containsExactly(Rule.NO_OUTCOME);
        assertThat(rules(agent("明天退"), shopper("好的谢谢"), closed)).isEmpty();
        assertThat(rules(shopper("?"), new ConversationResolved(null, null))).isEmpty();
    }

    @Test
    void every_stratum_has_its_share_in_a_sample_and_the_same_seed_draws_the_same() {
        List<Integer> all = IntStream.range(0, 100).boxed().toList();
        List<Integer> drawn = Sample.draw(all, one -> one < 95 ? "many" : "few", 0.1, 7);
        assertThat(drawn).hasSize(10 + 1).doesNotHaveDuplicates().isSubsetOf(all);
        assertThat(drawn).filteredOn(one -> one >= 95).hasSize(1);
        assertThat(Sample.draw(all, one -> one < 95 ? "many" : "few", 0.1, 7)).isEqualTo(drawn);
        assertThat(Sample.draw(all, one -> one < 95 ? "many" : "few", 0.1, 8)).isNotEqualTo(drawn);
    }

    /** 20 yes-yes, 15 no-no, 5 yes-no, 10 no-yes: agreement 0.7, by chance 0.5·0.6 + 0.5·0.4 = 0.5, kappa 0.4. */
    @Test
    void kappa_is_agreement_beyond_chance() {
        List<Score> scores = new ArrayList<>();
        add(scores, 20, 5, 5);
        add(scores, 15, 1, 1);
        add(scores, 5, 5, 1);
        add(scores, 10, 1, 5);
        Agreement agreement = Agreement.of(scores);
        assertThat(agreement.kappa()).isCloseTo(0.4, within(1e-12));
        assertThat(agreement.pairs()).isEqualTo(50);
        assertThat(agreement.disputed()).hasSize(15);
    }

    private static void add(List<Score> scores, int times, int first, int second) {
        for (int i = 0; i < times; i++) {
            String conversation = "c-" + scores.size();
            scores.add(new Score(conversation, "empathy", "a", first));
            scores.add(new Score(conversation, "empathy", "b", second));
        }
    }

    @Test
    void a_ruling_settles_a_dispute_and_counts_instead_of_the_two() {
        Agreement agreement = Agreement.of(List.of(
                new Score("c", "empathy", "a", 2),
                new Score("c", "empathy", "b", 4),
                new Score("c", "empathy", "ruling", 4)));
        assertThat(agreement.disputed()).isEmpty();
        assertThat(agreement.means()).containsEntry("empathy", 4.0);
        assertThatThrownBy(() ->
                        Agreement.of(List.of(new Score("c", "empathy", "a", 2), new Score("c", "empathy", "a", 4))))
                .hasMessageContaining("scored twice by a");
    }

    private static Map<String, Boolean> duties(ConversationEvent... events) {
        List<RecordedEvent> log = new ArrayList<>();
        for (ConversationEvent event : events) {
            log.add(new RecordedEvent(
                    new ConversationId("conversation-1"),
                    log.size() + 1,
                    Instant.EPOCH.plusSeconds(100L * log.size()),
                    event));
        }
        SelfCheck check = new SelfCheck();
        check.read(log, QualityRules.check(log));
        Map<String, Boolean> kept = new HashMap<>();
        check.duties().stream().filter(duty -> duty.kept() != null).forEach(duty -> kept.put(duty.duty(), duty.kept()));
        assertThat(check.duties())
                .allSatisfy(duty -> assertThat(duty.broken())
                        .as(duty.duty())
                        .isEqualTo(Boolean.FALSE.equals(duty.kept()) ? List.of("conversation-1") : List.of()));
        return kept;
    }

    private static HandoffRequested request(HandoffReason reason, Urgency urgency) {
        return new HandoffRequested(reason, Handoff.Origin.WORDS, urgency, Instant.EPOCH);
    }

    @Test
    void a_duty_without_occasion_is_neither_kept_nor_broken() {
        assertThat(duties(shopper("?"), bot("在"))).containsOnly(Map.entry("三分钟内要有回应", true), Map.entry("记录可查", true));
    }

    @Test
    void a_request_for_a_human_that_nothing_came_of_breaks_the_duty() {
        HandoffRequested asked = request(HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL);
        assertThat(duties(asked, new HandoffQueued(Urgency.NORMAL))).containsEntry("顾客不要机器人，转人工", true);
        assertThat(duties(asked)).containsEntry("顾客不要机器人，转人工", false);
        assertThat(duties(asked, asked, new HandoffQueued(Urgency.NORMAL))).containsEntry("顾客不要机器人，转人工", false);
    }

    @Test
    void danger_must_be_put_first_and_nobody_waits_three_minutes_for_a_word() {
        assertThat(duties(request(HandoffReason.SAFETY, Urgency.NORMAL), new HandoffQueued(Urgency.NORMAL)))
                .containsEntry("危及人身财产，立刻转人工，排在最前", false);
        assertThat(duties(request(HandoffReason.SAFETY, Urgency.SAFETY), new HandoffQueued(Urgency.SAFETY)))
                .containsEntry("危及人身财产，立刻转人工，排在最前", true);
        assertThat(duties(shopper("?"), shopper("?"), bot("在"))).containsEntry("三分钟内要有回应", false);
    }
}
