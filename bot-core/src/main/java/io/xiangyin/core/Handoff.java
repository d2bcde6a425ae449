package io.xiangyin.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request for a human that is not closed yet.
 *
 * @param reason why it came to this
 * @param origin who asked
 * @param urgency its class in the queue
 * @param requestedAt when the shopper asked, or the bot saw that a human is needed
 * @param queuedAt when it was put in the queue; null until then
 */
public record Handoff(
        HandoffReason reason,
        Origin origin,
        Urgency urgency,
        Instant requestedAt,
        @Nullable Instant queuedAt) {

    /** Who asked for the human. */
    public enum Origin {
        BUTTON,
        WORDS,
        BOT,
        AGENT
    }

    /** The same place in the queue after a further request, which may make it more urgent. */
    Handoff joinedBy(Handoff further) {
        boolean rises = further.urgency.rank() < urgency.rank();
        return rises ? new Handoff(further.reason, further.origin, further.urgency, requestedAt, queuedAt) : this;
    }

    Handoff queued(Instant at) {
        return new Handoff(reason, origin, urgency, requestedAt, at);
    }
}
