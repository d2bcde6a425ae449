package io.xiangyin.core;

import java.util.List;
import java.util.function.Consumer;

/** A store that lets a test step in just before an append or a load. */
public final class HookedStore implements EventStore {
    private final EventStore store;
    public Consumer<List<ConversationEvent>> beforeAppend = _ -> {};
    public Runnable beforeLoad = () -> {};

    public HookedStore(EventStore store) {
        this.store = store;
    }

    @Override
    public List<RecordedEvent> load(ConversationId id, long after) {
        beforeLoad.run();
        return store.load(id, after);
    }

    @Override
    public AppendResult append(ConversationId id, long expectedVersion, List<ConversationEvent> events) {
        beforeAppend.accept(events);
        return store.append(id, expectedVersion, events);
    }

    @Override
    public void subscribe(Consumer<List<RecordedEvent>> listener) {
        store.subscribe(listener);
    }

    @Override
    public List<ConversationId> listAwaitingBot() {
        return store.listAwaitingBot();
    }

    @Override
    public List<ConversationId> listUndelivered() {
        return store.listUndelivered();
    }

    @Override
    public int redact(String externalId, String reason) {
        return store.redact(externalId, reason);
    }
}
