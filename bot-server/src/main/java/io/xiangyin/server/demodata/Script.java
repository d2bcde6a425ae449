package io.xiangyin.server.demodata;

import io.xiangyin.core.Agent;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understanding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One conversation's log while it is being made up: a clock that only goes forward, and what happens at each tick. */
final class Script {
    private static final Understanding.Emotion ANGER = new Understanding.Emotion("anger", 0.8);

    private final ConversationId id;
    private final List<RecordedEvent> events = new ArrayList<>();
    private Instant now;
    private @Nullable Instant talkEnded;
    private long lastSaid;

    Script(ConversationId id, Instant begin) {
        this.id = id;
        now = begin.truncatedTo(ChronoUnit.MILLIS);
    }

    ConversationId id() {
        return id;
    }

    Instant now() {
        return now;
    }

    /** Lets time pass. */
    Script after(Duration pause) {
        now = now.plus(pause).truncatedTo(ChronoUnit.MILLIS);
        return this;
    }

    /** Lets time pass until then, if it is not past. */
    Script at(Instant then) {
        now = then.isAfter(now) ? then.truncatedTo(ChronoUnit.MILLIS) : now;
        return this;
    }

    long add(ConversationEvent event) {
        long seq = events.size() + 1L;
        events.add(new RecordedEvent(id, seq, now, event));
        return seq;
    }

    void customer(String text) {
        String message = id + "-" + (events.size() + 1);
        lastSaid = add(new CustomerSpoke("m-" + message, message, text));
    }

    /** The bot reads what was said last. */
    void understood(
            String text, String mandarin, String dialect, @Nullable String intent, boolean angry, Command command) {
        add(new MessageUnderstood(
                lastSaid,
                new Understanding(
                        text,
                        mandarin,
                        new Understanding.Dialect(dialect, dialect.equals("cmn") ? 1 : 0.9),
                        intent == null ? null : new Understanding.Intent(intent, 0.86),
                        Map.of(),
                        angry ? ANGER : Understanding.Emotion.NEUTRAL,
                        List.of(),
                        null,
                        List.of(command))));
    }

    /** Sequence number of what was said last. */
    long lastSaid() {
        return lastSaid;
    }

    void bot(Reply reply, Duration delivery) {
        delivered(add(new BotReplied(reply)), delivery);
    }

    void notice(String text, Duration delivery) {
        delivered(add(new NoticeGiven(Reply.notice(text))), delivery);
    }

    void agent(Agent agent, String text) {
        delivered(
                add(new AgentSpoke("a-" + id + "-" + (events.size() + 1), agent, Reply.text(text))),
                Duration.ofMillis(60));
    }

    void delivered(long seq, Duration delivery) {
        after(delivery);
        add(new ReplyDelivered(seq, 1));
    }

    /** From here on only things that may come days later: a ticket, a judgement. */
    void talkEnds() {
        talkEnded = now;
    }

    /** When the talk ended; what comes later is about it. */
    Instant talkEnd() {
        return talkEnded == null ? now : talkEnded;
    }

    /** The log as it stands at an instant; null if people were still talking then. */
    @Nullable List<RecordedEvent> standing(Instant then) {
        return talkEnd().isAfter(then)
                ? null
                : events.stream().filter(event -> !event.at().isAfter(then)).toList();
    }
}
