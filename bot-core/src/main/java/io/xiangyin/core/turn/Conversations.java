package io.xiangyin.core.turn;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.ConversationRedacted;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.LastUsed;
import io.xiangyin.core.RecordedEvent;
import java.util.List;
import java.util.Map;

/**
 * Conversations as they stand now. Keeps the last used ones folded, so that a turn reads only what is new instead of
 * the whole log. After an erasure the whole log is read again, for the fold still holds what was erased.
 */
public final class Conversations {
    private final EventStore store;
    private final Map<ConversationId, Conversation> recent;

    /** @param capacity how many folded conversations to keep */
    public Conversations(EventStore store, int capacity) {
        this.store = store;
        this.recent = new LastUsed<>(capacity);
    }

    /**
     * The conversation after events that were just stored, or later. Reads the log only if something between them and what
     * is remembered is missing.
     */
    public Conversation after(List<RecordedEvent> events) {
        ConversationId id = events.getFirst().conversationId();
        Conversation known;
        synchronized (recent) {
            known = recent.get(id);
        }
        if (known == null || events.stream().anyMatch(recorded -> recorded.event() instanceof ConversationRedacted)) {
            return load(id);
        }
        if (known.version() >= events.getLast().seq()) {
            return known;
        }
        return known.version() + 1 == events.getFirst().seq() ? remember(id, known.then(events)) : load(id);
    }

    /** The conversation with every event stored so far; {@link Conversation#empty} if there is none. */
    public Conversation load(ConversationId id) {
        Conversation known;
        synchronized (recent) {
            known = recent.getOrDefault(id, Conversation.empty(id));
        }
        List<RecordedEvent> fresh = store.load(id, known.version());
        boolean erased = known.version() > 0
                && fresh.stream().anyMatch(recorded -> recorded.event() instanceof ConversationRedacted);
        Conversation now = erased ? Conversation.replay(id, store.load(id, 0)) : known.then(fresh);
        return now.version() > 0 ? remember(id, now) : now;
    }

    private Conversation remember(ConversationId id, Conversation now) {
        synchronized (recent) {
            recent.merge(id, now, (a, b) -> a.version() >= b.version() ? a : b);
        }
        return now;
    }
}
