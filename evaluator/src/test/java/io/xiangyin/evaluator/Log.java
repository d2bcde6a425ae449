package io.xiangyin.evaluator;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Agent;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a conversation's log as a story; time moves only by {@code after} and {@code at}. */
final class Log {
    static final Agent LIN = new Agent("xiaolin", "小林");
    static final Agent KEUNG = new Agent("ahkeung", "阿强");

    private final ConversationId id;
    private Instant now;
    private final List<RecordedEvent> events = new ArrayList<>();
    private long lastSaid;
    private Instant lastSaidAt;
    private long lastOutbound;

    private Log(String id, Instant now) {
        this.id = new ConversationId("conversation-" + id);
        this.now = now;
        lastSaidAt = now;
    }

    static Log open(String id, String customer, String at) {
        return open(id, new Customer(customer, null, Map.of(), true), "web", false, Instant.parse(at));
    }

    static Log open(String id, Customer customer, String channel, boolean test, Instant at) {
        return new Log(id, at).add(new ConversationStarted(channel, customer, test));
    }

    List<RecordedEvent> events() {
        return events;
    }

    Log add(ConversationEvent event) {
        events.add(new RecordedEvent(id, events.size() + 1L, now, event));
        if (event instanceof ConversationEvent.Outbound) {
            lastOutbound = events.size();
        }
        return this;
    }

    Log after(double seconds) {
        now = now.plusMillis(Math.round(seconds * 1000));
        return this;
    }

    Log afterDays(double days) {
        now = now.plus(Duration.ofMillis(Math.round(days * 86_400_000)));
        return this;
    }

    Log at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    Log says(String text) {
        lastSaid = events.size() + 1L;
        lastSaidAt = now;
        return add(new CustomerSpoke("m" + lastSaid, "w" + lastSaid, text));
    }

    Log understood(@Nullable String intent, String dialect, Command... commands) {
        return add(new MessageUnderstood(
                lastSaid,
                new Understanding(
                        "…",
                        "…",
                        new Understanding.Dialect(dialect, 0.9),
                        intent == null ? null : new Understanding.Intent(intent, 0.9),
                        Map.of(),
                        Understanding.Emotion.NEUTRAL,
                        List.of(),
                        null,
                        List.of(commands))));
    }

    /** Staff judge what was made of the shopper's last message. */
    Log labelled(boolean right) {
        return add(new TurnLabelled(lastSaid, right, null, new Agent("a-1", "小林")));
    }

    Log understoodAs(String intent) {
        return understood(intent, "cmn", new Command.AskKnowledge("…"));
    }

    Log understoodAsSmallTalk() {
        return understood(null, "cmn", new Command.SmallTalk("thanks"));
    }

    /** The knowledge base answered with this article. */
    Log answeredFrom(String article) {
        return add(new KnowledgeConsulted(
                "…", List.of(new KnowledgeConsulted.Hit(article, article + "#1", 0.9)), 0.9, true));
    }

    Log consulted(boolean answered) {
        return add(new KnowledgeConsulted("…", List.of(), answered ? 0.9 : 0.1, answered));
    }

    Log botSays(String text) {
        return add(new BotReplied(Reply.text(text)));
    }

    Log notice(String text) {
        return add(new NoticeGiven(Reply.notice(text)));
    }

    /** The last reply reaches the shopper. */
    Log delivered() {
        return add(new ReplyDelivered(lastOutbound, 1));
    }

    /** One question, understood and answered from knowledge and delivered, each a second apart. */
    Log asksAndIsAnswered(String text, String intent) {
        return says(text)
                .after(1)
                .understoodAs(intent)
                .consulted(true)
                .botSays("答案")
                .after(1)
                .delivered();
    }

    Log flowStarts(String flow) {
        return add(new FlowStarted(flow));
    }

    Log order(String orderNo) {
        return add(new SlotFilled("order", orderNo, orderNo, false));
    }

    Log correctedOrder(String orderNo) {
        return add(new SlotFilled("order", orderNo, orderNo, true));
    }

    Log calls(String action, Map<String, String> arguments) {
        return add(new ActionEnded(
                new ActionCall(action, arguments, "key", false, "result"), new ActionOutcome.Succeeded(Map.of())));
    }

    Log flowEnds(String flow) {
        return add(new FlowEnded(flow, FlowEnded.Outcome.COMPLETED));
    }

    Log requestsHumanInWords(HandoffReason reason) {
        return add(new HandoffRequested(reason, Handoff.Origin.WORDS, Urgency.NORMAL, lastSaidAt));
    }

    Log pressesHumanButton() {
        return add(new HandoffRequested(HandoffReason.CUSTOMER_REQUEST, Handoff.Origin.BUTTON, Urgency.NORMAL, now));
    }

    Log queued() {
        return add(new HandoffQueued(Urgency.NORMAL));
    }

    /** Button, notice and queue in one act, as the desk stores them. */
    Log asksForHuman() {
        return pressesHumanButton().notice("已为您转人工").queued();
    }

    Log leavesQueue() {
        return add(new HandoffAbandoned("back_to_bot")).notice("好的，我们继续");
    }

    Log joins(Agent agent) {
        return add(new AgentJoined(agent)).notice("客服已接入");
    }

    Log agentSays(Agent agent, String text) {
        return add(new AgentSpoke("a" + events.size(), agent, Reply.text(text)));
    }

    Log transfers(Agent agent) {
        return add(new ConversationTransferred(agent, null)).notice("正在转接").queued();
    }

    Log returnsToBot(Agent agent) {
        return add(new ReturnedToBot(agent, null)).notice("机器人继续为您服务");
    }

    Log resolvedBy(@Nullable Agent agent) {
        return add(new ConversationResolved(agent, null)).notice("已解决").add(new RatingAsked());
    }

    Log rates(int score, boolean resolved) {
        return add(new CustomerRated(score, resolved, null)).notice("谢谢评价");
    }
}
