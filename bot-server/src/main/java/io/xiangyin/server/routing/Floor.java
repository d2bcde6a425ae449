package io.xiangyin.server.routing;

import io.xiangyin.core.Agent;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.Conversation.Status;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentLeft;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffAssigned;
import io.xiangyin.core.ConversationEvent.HandoffTriaged;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.routing.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who waits and who holds whom, kept in memory beside the log, for the one lane that assigns. */
final class Floor {
    private final Map<ConversationId, Queued> queue = new HashMap<>();
    private final Map<ConversationId, Held> held = new HashMap<>();
    private final Map<String, Instant> idleSince = new HashMap<>();

    /** A conversation in the queue; {@code waiting} is null until it was triaged. */
    private static final class Queued {
        private @Nullable Waiting waiting;
        private @Nullable Agent offered;
        private Instant offeredAt = Instant.EPOCH;
        private int position;
        private boolean late;
        private final Set<String> declined = new HashSet<>();
    }

    /** A conversation with its agent; {@code owedSince} is null while the agent spoke last. */
    record Held(Agent agent, @Nullable Instant owedSince) {}

    /** An offer that stands. */
    record Standing(ConversationId id, Agent agent, Instant since) {}

    /** An agent came to one who had been told their place. */
    record Came(int position, long waitedSeconds) {}

    /**
     * Takes up what happened in a conversation.
     *
     * @param now the conversation after the events
     * @param preferred id of the agent its shopper talked to last; null if there is none
     * @return what the wait was, if an agent came just now; else null
     */
    @Nullable Came take(Conversation now, List<RecordedEvent> events, @Nullable String preferred) {
        Came came = null;
        for (RecordedEvent recorded : events) {
            Came one = take(now.id(), recorded);
            came = one == null ? came : one;
        }
        Handoff handoff = now.handoff();
        if (now.status() == Status.QUEUED && handoff != null) {
            Queued entry = queue.computeIfAbsent(now.id(), _ -> new Queued());
            Instant since = handoff.queuedAt() == null ? handoff.requestedAt() : handoff.queuedAt();
            entry.waiting = handoff.triaged()
                    ? new Waiting(now.id(), handoff.urgency(), since, Set.copyOf(handoff.skills()), preferred, Set.of())
                    : null;
            entry.offered = handoff.offered();
        } else {
            queue.remove(now.id());
        }
        Agent agent = now.agent();
        if (agent == null) {
            held.remove(now.id());
        } else {
            held.putIfAbsent(now.id(), new Held(agent, null)); // after a restart nothing is known to be owed
        }
        return came;
    }

    private @Nullable Came take(ConversationId id, RecordedEvent recorded) {
        Queued entry = queue.computeIfAbsent(id, _ -> new Queued());
        switch (recorded.event()) {
            case HandoffTriaged e -> entry.position = e.position();
            case HandoffAssigned _ -> entry.offeredAt = recorded.at();
            case ConversationTransferred e -> entry.declined.add(e.from().id());
            case AgentLeft e -> entry.declined.add(e.agent().id());
            case AgentJoined e -> {
                held.put(id, new Held(e.agent(), recorded.at()));
                idleSince.put(e.agent().id(), recorded.at());
                Waiting waiting = entry.waiting;
                return waiting == null || entry.position == 0
                        ? null
                        : new Came(
                                entry.position,
                                recorded.at().getEpochSecond() - waiting.since().getEpochSecond());
            }
            case AgentSpoke _ -> held.computeIfPresent(id, (_, old) -> new Held(old.agent(), null));
            case CustomerSpoke _, AttachmentReceived _ ->
                held.computeIfPresent(
                        id, (_, old) -> old.owedSince() == null ? new Held(old.agent(), recorded.at()) : old);
            default -> {
                // neither queue nor floor
            }
        }
        return null;
    }

    /** The agent does not take it; the next is asked. */
    void decline(ConversationId id, String agentId) {
        Queued entry = queue.get(id);
        if (entry != null) {
            entry.declined.add(agentId);
            entry.offered = null;
        }
    }

    /** Those who were never looked at since they joined the queue. */
    List<ConversationId> untriaged() {
        List<ConversationId> ids = new ArrayList<>();
        queue.forEach((id, entry) -> {
            if (entry.waiting == null) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** Whether nobody waits. */
    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Those to be offered now. One whom everybody on duty declined is offered anew. */
    List<Waiting> open(Set<String> onDuty) {
        List<Waiting> open = new ArrayList<>();
        queue.values().forEach(entry -> {
            Waiting waiting = entry.waiting;
            if (waiting != null && entry.offered == null) {
                if (entry.declined.containsAll(onDuty)) {
                    entry.declined.clear();
                }
                open.add(new Waiting(
                        waiting.id(),
                        waiting.urgency(),
                        waiting.since(),
                        waiting.skills(),
                        waiting.preferred(),
                        entry.declined));
            }
        });
        return open;
    }

    /** Those who have waited longer than promised, each once. */
    List<ConversationId> newlyLate(Instant now, Duration promised) {
        List<ConversationId> ids = new ArrayList<>();
        queue.forEach((id, entry) -> {
            if (entry.waiting != null
                    && !entry.late
                    && now.isAfter(entry.waiting.since().plus(promised))) {
                entry.late = true;
                ids.add(id);
            }
        });
        return ids;
    }

    List<Standing> standing() {
        List<Standing> standing = new ArrayList<>();
        queue.forEach((id, entry) -> {
            if (entry.offered != null) {
                standing.add(new Standing(id, entry.offered, entry.offeredAt));
            }
        });
        return standing;
    }

    Map<ConversationId, Held> held() {
        return Map.copyOf(held);
    }

    /** Conversations an agent holds or was offered. */
    Map<String, Integer> loads() {
        Map<String, Integer> loads = new HashMap<>();
        held.values().forEach(one -> loads.merge(one.agent().id(), 1, Integer::sum));
        standing().forEach(one -> loads.merge(one.agent().id(), 1, Integer::sum));
        return loads;
    }

    Instant idleSince(String agentId) {
        return idleSince.getOrDefault(agentId, Instant.EPOCH);
    }
}
