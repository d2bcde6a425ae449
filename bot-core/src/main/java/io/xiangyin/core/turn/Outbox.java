package io.xiangyin.core.turn;

import io.xiangyin.core.Channel;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Brings every reply to its channel, in order within a conversation, at least once. A reply that is refused is tried
 * again with growing waits; the ones behind it wait, until it is delivered or given up.
 */
public final class Outbox {
    private final EventStore store;
    private final Conversations conversations;
    private final ConversationLanes lanes;
    private final Map<String, Channel> channels;
    private final Backoff backoff;
    private final Later later;
    private final InstantSource clock;

    /** @param lanes lanes of its own; delivery must not hold up the next turn */
    public Outbox(
            EventStore store,
            Conversations conversations,
            ConversationLanes lanes,
            Map<String, Channel> channels,
            Backoff backoff,
            Later later,
            InstantSource clock) {
        this.store = store;
        this.conversations = conversations;
        this.lanes = lanes;
        this.channels = Map.copyOf(channels);
        this.backoff = backoff;
        this.later = later;
        this.clock = clock;
    }

    /** Begins to watch the log, and takes up what a stopped process left undelivered. */
    public void start() {
        store.subscribe(events -> {
            if (events.stream().anyMatch(e -> e.event() instanceof ConversationEvent.Outbound)) {
                deliverSoon(events.getFirst().conversationId());
            }
        });
        resume();
    }

    /** Takes up what is undelivered; for when the log could not be written for a while. */
    public void resume() {
        store.listUndelivered().forEach(this::deliverSoon);
    }

    private void deliverSoon(ConversationId id) {
        lanes.submit(id, () -> deliver(id));
    }

    private void deliver(ConversationId id) {
        Conversation conversation = conversations.load(id);
        for (Conversation.Undelivered waiting : conversation.undelivered()) {
            Instant now = clock.instant();
            Instant retryAt = waiting.retryAt();
            if (retryAt != null && retryAt.isAfter(now)) {
                later.run(Duration.between(now, retryAt), () -> deliverSoon(id));
                break;
            }
            ConversationEvent outcome = attempt(conversation.channel(), waiting);
            store.append(id, EventStore.ANY_VERSION, List.of(outcome));
            if (outcome instanceof ReplyFailed failed && failed.retryAt() != null) {
                later.run(Duration.between(now, failed.retryAt()), () -> deliverSoon(id));
                break;
            }
        }
    }

    private ConversationEvent attempt(String channelName, Conversation.Undelivered waiting) {
        RecordedEvent reply = waiting.reply();
        int attempt = waiting.attempts() + 1;
        Channel channel = channels.get(channelName);
        try {
            if (channel == null) {
                throw new Channel.DeliveryException("No channel named '" + channelName + "' is configured");
            }
            channel.deliver(reply);
            return new ReplyDelivered(reply.seq(), attempt);
        } catch (Channel.DeliveryException | RuntimeException refused) {
            Duration wait = backoff.after(attempt);
            Instant retryAt = wait == null ? null : clock.instant().plus(wait);
            return new ReplyFailed(reply.seq(), attempt, refused.toString(), retryAt);
        }
    }
}
