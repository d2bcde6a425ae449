package io.xiangyin.core.turn;

import io.xiangyin.core.AppendResult;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.SilencePolicy;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps an eye on conversations in which the bot has asked something, and does what the policy wants when the answer
 * stays out. What is due follows from the log alone, so that a restart forgets nothing.
 */
public final class Silences {
    /** How often what is due is tried again when the log moved on meanwhile, such as by a receipt of delivery. */
    private static final int TRIES = 5;

    private final EventStore store;
    private final Conversations conversations;
    private final SilencePolicy policy;
    private final InstantSource clock;
    private final Set<ConversationId> watched = ConcurrentHashMap.newKeySet();

    public Silences(EventStore store, Conversations conversations, SilencePolicy policy, InstantSource clock) {
        this.store = store;
        this.conversations = conversations;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Begins to watch the log.
     *
     * @param recent conversations that may have been waiting for an answer when a former process stopped
     */
    public void start(Collection<ConversationId> recent) {
        watched.addAll(recent);
        store.subscribe(events -> {
            if (events.stream().anyMatch(recorded -> recorded.event() instanceof SlotAsked)) {
                watched.add(events.getFirst().conversationId());
            }
        });
    }

    /** Does what has become due; to be called every few seconds. */
    public void sweep() {
        watched.forEach(this::look);
    }

    private void look(ConversationId id) {
        for (int tries = 0; tries < TRIES; tries++) {
            Conversation conversation = conversations.load(id);
            SilencePolicy.Prompt prompt = conversation.awaitsBot() ? null : policy.next(conversation);
            if (prompt == null) {
                forget(id, conversation);
                return;
            }
            boolean due = !prompt.due().isAfter(clock.instant());
            if (!due || !(store.append(id, conversation.version(), prompt.facts()) instanceof AppendResult.Stale)) {
                return;
            }
        }
    }

    /** Takes the conversation off, unless something was asked in it meanwhile; one that awaits the bot comes back so. */
    private void forget(ConversationId id, Conversation seen) {
        watched.remove(id);
        if (conversations.load(id).version() != seen.version()) {
            watched.add(id);
        }
    }
}
