package io.xiangyin.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a human that is not closed yet.
 *
 * @param reason why it came to this
 * @param origin who asked
 * @param urgency its class in the queue
 * @param requestedAt when the shopper asked, or the bot saw that a human is needed
 * @param queuedAt when it was put in the queue; null until then
 * @param skills what the agent must be able to do
 * @param offered the agent it is offered to; null if to nobody in particular
 * @param triaged whether its class and skills were looked at since it was queued
 */
public record Handoff(
        HandoffReason reason,
        Origin origin,
        Urgency urgency,
        Instant requestedAt,
        @Nullable Instant queuedAt,
        List<String> skills,
        @Nullable Agent offered,
        boolean triaged) {

    public Handoff {
        skills = List.copyOf(skills);
    }

    /** A request that nobody has looked at yet. */
    public Handoff(
            HandoffReason reason, Origin origin, Urgency urgency, Instant requestedAt, @Nullable Instant queuedAt) {
        this(reason, origin, urgency, requestedAt, queuedAt, List.of(), null, false);
    }

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
        return rises
                ? new Handoff(
                        further.reason, further.origin, further.urgency, requestedAt, queuedAt, skills, offered, false)
                : this;
    }

    Handoff queued(Instant at) {
        return new Handoff(reason, origin, urgency, requestedAt, at, skills, null, false);
    }

    Handoff triaged(Urgency seen, List<String> needs) {
        return new Handoff(reason, origin, urgency.or(seen), requestedAt, queuedAt, needs, offered, true);
    }

    Handoff offeredTo(@Nullable Agent agent) {
        return new Handoff(reason, origin, urgency, requestedAt, queuedAt, skills, agent, triaged);
    }
}
