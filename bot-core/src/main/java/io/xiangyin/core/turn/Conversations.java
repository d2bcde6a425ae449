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
 * Conversations as they stand now. Keeps the last used ones folded and follows the log with them, so that a turn reads
 * nothing it has seen. After an erasure the whole log is read again, for the fold still holds what was erased.
 */
public final class Conversations {
    private final EventStore store;
    private final Map<ConversationId, Conversation> recent;

    /** @param capacity how many folded conversations to keep */
    public Conversations(EventStore store, int capacity) {
        this.store = store;
        this.recent = new LastUsed<>(capacity);
        store.subscribe(this::follow);
    }

    /** Keeps up with the log, so that whoever asks after an event finds it told already. */
    private void follow(List<RecordedEvent> events) {
        RecordedEvent first = events.getFirst();
        ConversationId id = first.conversationId();
        synchronized (recent) {
            Conversation known = first.seq() == 1 ? Conversation.empty(id) : recent.get(id);
            if (known == null || known.version() + 1 != first.seq()) {
                return;
            }
            if (isErased(events)) {
                recent.remove(id);
            } else {
                recent.put(id, known.then(events));
            }
        }
    }

    private static boolean isErased(List<RecordedEvent> events) {
        return events.stream().anyMatch(recorded -> recorded.event() instanceof ConversationRedacted);
    }

    /** The conversation with every event stored so far; {@link Conversation#empty} if there is none. */
    public Conversation load(ConversationId id) {
        Conversation known;
        synchronized (recent) {
            known = recent.getOrDefault(id, Conversation.empty(id));
        }
        List<RecordedEvent> fresh = store.load(id, known.version());
        if (fresh.isEmpty()) {
            return known;
        }
        boolean erased = known.version() > 0 && isErased(fresh);
        Conversation now = erased ? Conversation.replay(id, store.load(id, 0)) : known.then(fresh);
        return remember(id, now);
    }

    private Conversation remember(ConversationId id, Conversation now) {
        synchronized (recent) {
            recent.merge(id, now, (a, b) -> a.version() >= b.version() ? a : b);
        }
        return now;
    }
}
