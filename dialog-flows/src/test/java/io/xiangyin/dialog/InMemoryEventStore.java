package io.xiangyin.dialog;

import io.xiangyin.core.AppendResult;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The log in a map, for tests of whole turns. */
final class InMemoryEventStore implements EventStore {
    private final Map<ConversationId, List<RecordedEvent>> logs = new HashMap<>();
    private final List<Consumer<List<RecordedEvent>>> listeners = new ArrayList<>();
    private final InstantSource clock;

    InMemoryEventStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<RecordedEvent> load(ConversationId id, long after) {
        List<RecordedEvent> log = logs.getOrDefault(id, List.of());
        return List.copyOf(log.subList((int) Math.min(after, log.size()), log.size()));
    }

    @Override
    public synchronized AppendResult append(ConversationId id, long expectedVersion, List<ConversationEvent> events) {
        List<RecordedEvent> log = logs.computeIfAbsent(id, _ -> new ArrayList<>());
        Optional<RecordedEvent> original = duplicate(log, events);
        if (original.isPresent()) {
            return new AppendResult.Duplicate(original.get());
        }
        if (expectedVersion != ANY_VERSION && expectedVersion != log.size()) {
            return new AppendResult.Stale(log.size());
        }
        List<RecordedEvent> added = new ArrayList<>();
        for (ConversationEvent event : events) {
            added.add(new RecordedEvent(id, log.size() + added.size() + 1L, clock.instant(), event));
        }
        log.addAll(added);
        listeners.forEach(listener -> listener.accept(List.copyOf(added)));
        return new AppendResult.Appended(List.copyOf(added));
    }

    private static Optional<RecordedEvent> duplicate(List<RecordedEvent> log, List<ConversationEvent> events) {
        return events.getFirst() instanceof CustomerSpoke spoke
                ? log.stream()
                        .filter(old -> old.event() instanceof CustomerSpoke before
                                && before.channelMessageId().equals(spoke.channelMessageId()))
                        .findFirst()
                : Optional.empty();
    }

    @Override
    public void subscribe(Consumer<List<RecordedEvent>> listener) {
        listeners.add(listener);
    }

    @Override
    public List<ConversationId> listAwaitingBot() {
        return List.of();
    }

    @Override
    public List<ConversationId> listUndelivered() {
        return List.of();
    }

    @Override
    public int redact(String externalId, String reason) {
        throw new UnsupportedOperationException("nothing is erased in these tests");
    }
}
