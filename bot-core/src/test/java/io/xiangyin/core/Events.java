package io.xiangyin.core;

import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Short words for the events that tests tell their stories in. */
public final class Events {
    public static final Agent XIAOLIN = new Agent("xiaolin", "小林");
    public static final Agent AHKEUNG = new Agent("ahkeung", "阿强");
    public static final ActionCall CANCEL =
            new ActionCall("cancelOrder", Map.of("orderNo", "XY1003-01"), "key-1", true, "cancelled");

    private Events() {}

    public static ConversationStarted started() {
        return startedBy("c-1001");
    }

    public static ConversationStarted startedBy(String externalId) {
        return startedBy(externalId, "web");
    }

    public static ConversationStarted startedBy(String externalId, String channel) {
        return new ConversationStarted(
                channel, new Customer(externalId, "王桂兰", Map.of("ageGroup", "70+"), true), false);
    }

    /** The shopper's message with the given channel message id. */
    public static CustomerSpoke spoke(String channelMessageId, String text) {
        return new CustomerSpoke("m-" + channelMessageId, channelMessageId, text);
    }

    public static MessageUnderstood understood(long upTo, Command... commands) {
        return new MessageUnderstood(upTo, understanding("text up to " + upTo, commands));
    }

    public static Understanding understanding(String text, Command... commands) {
        return new Understanding(
                text,
                text,
                Understanding.Dialect.MANDARIN,
                null,
                Map.of(),
                Understanding.Emotion.NEUTRAL,
                List.of(),
                null,
                List.of(commands));
    }

    public static BotReplied replied(String text) {
        return new BotReplied(Reply.text(text));
    }

    public static NoticeGiven notice(String text) {
        return new NoticeGiven(Reply.notice(text));
    }

    public static HandoffRequested requested(Handoff.Origin origin, Urgency urgency) {
        return new HandoffRequested(
                HandoffReason.CUSTOMER_REQUEST, origin, urgency, Instant.parse("2026-11-01T01:59:59.500Z"));
    }

    public static HandoffQueued queued() {
        return new HandoffQueued(Urgency.NORMAL);
    }

    public static AgentJoined joined(Agent agent) {
        return new AgentJoined(agent);
    }

    public static AgentSpoke agentSpoke(Agent agent, String messageId, String text) {
        return new AgentSpoke(messageId, agent, Reply.text(text));
    }

    /** Events as the log would hold them, numbered from 1, a second apart. */
    public static List<RecordedEvent> log(ConversationId id, ConversationEvent... events) {
        return log(id, Arrays.asList(events));
    }

    public static List<RecordedEvent> log(ConversationId id, List<ConversationEvent> events) {
        List<RecordedEvent> log = new ArrayList<>();
        for (ConversationEvent event : events) {
            Instant at = Instant.parse("2026-11-01T02:00:00Z").plusSeconds(log.size());
            log.add(new RecordedEvent(id, log.size() + 1L, at, event));
        }
        return log;
    }
}
