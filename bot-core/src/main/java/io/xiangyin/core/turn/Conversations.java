package io.xiangyin.core.turn;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Conversations as they stand now. Keeps the last used ones folded, so that a turn reads only what is new instead of
 * the whole log.
 */
public final class Conversations {
    private final EventStore store;
    private final Map<ConversationId, Conversation> recent;

    /** @param capacity how many folded conversations to keep */
    public Conversations(EventStore store, int capacity) {
        this.store = store;
        this.recent = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ConversationId, Conversation> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The conversation with every event stored so far; {@link Conversation#empty} if there is none. */
    public Conversation load(ConversationId id) {
        Conversation known;
        synchronized (recent) {
            known = recent.getOrDefault(id, Conversation.empty(id));
        }
        Conversation now = known.then(store.load(id, known.version()));
        if (now.version() > 0) {
            synchronized (recent) {
                recent.merge(id, now, (a, b) -> a.version() >= b.version() ? a : b);
            }
        }
        return now;
    }
}
