package io.xiangyin.evaluator;

import io.xiangyin.core.Agent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The human side of one episode while it is being read: who waits, who holds it, who spoke. */
final class HumanSide {
    private final List<WaitDraft> waits = new ArrayList<>();
    /** Not accepted yet. */
    private @Nullable WaitDraft waiting;
    /** Accepted by the agent who holds the episode. */
    private @Nullable WaitDraft served;
    /** The request whose first human text is still to come, across transfers. */
    private @Nullable WaitDraft unheard;

    private @Nullable Agent holder;
    private boolean joined;
    private int transfers;
    private @Nullable Instant firstText;

    boolean botHolds() {
        return waiting == null && holder == null;
    }

    boolean withAgent() {
        return holder != null;
    }

    boolean waiting() {
        return waiting != null;
    }

    void requested(Instant at) {
        if (botHolds()) {
            unheard = open(false, at);
        }
    }

    void acknowledged(Instant at) {
        if (waiting != null) {
            waiting.acknowledged(at);
        }
    }

    void queued(Instant at) {
        requested(at);
        if (waiting != null) {
            waiting.queued(at);
        }
    }

    /** The shopper was told how long it is likely to take. */
    void told(Duration expected) {
        if (waiting != null) {
            waiting.told(expected);
        }
    }

    void joined(Agent agent, Instant at) {
        if (waiting != null) {
            waiting.accepted(at);
        }
        served = waiting;
        waiting = null;
        holder = agent;
        joined = true;
    }

    void spoke(Agent agent, Instant at) {
        firstText = firstText == null ? at : firstText;
        if (unheard != null) {
            unheard.humanText(at);
            unheard = null;
        }
        if (served != null && agent.equals(holder)) {
            served.replied(at);
        }
    }

    void transferred(Instant at) {
        if (waiting != null) {
            waiting.left(at);
        }
        holder = null;
        served = null;
        transfers++;
        open(true, at);
    }

    /** The bot has it again, or nobody: the shopper left the queue, the agent gave it back, or it was settled. */
    void ended(Instant at) {
        if (waiting != null) {
            waiting.left(at);
        }
        waiting = null;
        served = null;
        unheard = null;
        holder = null;
    }

    boolean everJoined() {
        return joined;
    }

    /** Whether a human was asked for, or came. */
    boolean involved() {
        return joined || !waits.isEmpty();
    }

    int transfers() {
        return transfers;
    }

    Optional<Instant> firstText() {
        return Optional.ofNullable(firstText);
    }

    List<Wait> waits() {
        return waits.stream().map(WaitDraft::build).toList();
    }

    private WaitDraft open(boolean transfer, Instant at) {
        WaitDraft wait = new WaitDraft(transfer, at);
        waits.add(wait);
        waiting = wait;
        return wait;
    }
}
