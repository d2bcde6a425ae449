package io.xiangyin.core;

import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ActionStarted;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationRedacted;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The event log in memory: everything the port promises, but for durability. */
public final class InMemoryEventStore implements EventStore {
    private static final String ERASED = "[erased]";

    private final InstantSource clock;
    private final Map<ConversationId, List<RecordedEvent>> logs = new LinkedHashMap<>();
    private final Map<String, RecordedEvent> messages = new HashMap<>();
    private final List<Consumer<List<RecordedEvent>>> listeners = new ArrayList<>();

    public InMemoryEventStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<RecordedEvent> load(ConversationId id, long after) {
        List<RecordedEvent> log = log(id);
        return List.copyOf(log.subList((int) Math.min(after, log.size()), log.size()));
    }

    @Override
    public synchronized AppendResult append(ConversationId id, long expectedVersion, List<ConversationEvent> events) {
        List<RecordedEvent> log = log(id);
        boolean known = expectedVersion == ANY_VERSION ? !log.isEmpty() : expectedVersion == log.size();
        if (!known) {
            return new AppendResult.Stale(log.size());
        }
        List<RecordedEvent> added = record(id, log, events);
        for (RecordedEvent event : added) {
            RecordedEvent original = messages.get(key(channel(log, added), event));
            if (original != null) {
                return new AppendResult.Duplicate(original);
            }
        }
        List<RecordedEvent> all = new ArrayList<>(log);
        all.addAll(added);
        logs.put(id, all);
        added.forEach(event -> messages.put(key(channel(all, List.of()), event), event));
        listeners.forEach(listener -> listener.accept(added));
        return new AppendResult.Appended(added);
    }

    private List<RecordedEvent> record(ConversationId id, List<RecordedEvent> log, List<ConversationEvent> events) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Instant at = !log.isEmpty() && log.getLast().at().isAfter(now)
                ? log.getLast().at()
                : now;
        List<RecordedEvent> added = new ArrayList<>();
        for (ConversationEvent event : events) {
            added.add(new RecordedEvent(id, log.size() + added.size() + 1L, at, event));
        }
        return List.copyOf(added);
    }

    private List<RecordedEvent> log(ConversationId id) {
        return logs.getOrDefault(id, List.of());
    }

    private static String channel(List<RecordedEvent> log, List<RecordedEvent> added) {
        RecordedEvent first = log.isEmpty() ? added.getFirst() : log.getFirst();
        return first.event() instanceof ConversationStarted started ? started.channel() : "";
    }

    private static String key(String channel, RecordedEvent recorded) {
        return switch (recorded.event()) {
            case CustomerSpoke spoke -> channel + "|" + spoke.channelMessageId();
            case AttachmentReceived received ->
                "attachment|" + recorded.conversationId() + "|"
                        + received.attachment().id();
            case AgentSpoke spoke -> "agent|" + recorded.conversationId() + "|" + spoke.messageId();
            default -> "event|" + recorded.conversationId() + "|" + recorded.seq();
        };
    }

    @Override
    public synchronized void subscribe(Consumer<List<RecordedEvent>> listener) {
        listeners.add(listener);
    }

    @Override
    public List<ConversationId> listAwaitingBot() {
        return list(Conversation::awaitsBot);
    }

    @Override
    public List<ConversationId> listUndelivered() {
        return list(conversation -> !conversation.undelivered().isEmpty());
    }

    private synchronized List<ConversationId> list(Predicate<Conversation> wanted) {
        return logs.keySet().stream()
                .filter(id -> wanted.test(Conversation.replay(id, log(id))))
                .toList();
    }

    @Override
    public synchronized int redact(String externalId, String reason) {
        List<ConversationId> touched = logs.keySet().stream()
                .filter(id ->
                        Conversation.replay(id, log(id)).customer().externalId().equals(externalId))
                .toList();
        String pseudonym = "erased-" + ConversationId.random();
        for (ConversationId id : touched) {
            Map<String, String> erased = new HashMap<>();
            logs.computeIfPresent(
                    id,
                    (_, log) -> log.stream()
                            .map(old -> erase(old, pseudonym, erased))
                            .toList());
            log(id).forEach(event ->
                    messages.computeIfPresent(key(channel(log(id), List.of()), event), (_, _) -> event));
            append(id, ANY_VERSION, List.of(new ConversationRedacted(reason, erased)));
        }
        return touched.size();
    }

    private static RecordedEvent erase(RecordedEvent old, String pseudonym, Map<String, String> erased) {
        ConversationEvent bare = erase(old.event(), pseudonym);
        if (!bare.equals(old.event())) {
            erased.put(Long.toString(old.seq()), "not hashed in memory");
        }
        return new RecordedEvent(old.conversationId(), old.seq(), old.at(), bare);
    }

    private static ConversationEvent erase(ConversationEvent event, String pseudonym) {
        return switch (event) {
            case ConversationStarted e ->
                new ConversationStarted(
                        e.channel(),
                        new Customer(pseudonym, null, Map.of(), e.customer().verified()),
                        e.test());
            case CustomerSpoke e -> new CustomerSpoke(e.messageId(), e.channelMessageId(), ERASED);
            case MessageUnderstood e -> new MessageUnderstood(e.upTo(), Events.understanding(ERASED));
            case BotReplied _ -> new BotReplied(Reply.text(ERASED));
            case AgentSpoke e -> new AgentSpoke(e.messageId(), e.agent(), Reply.text(ERASED));
            case SlotFilled e -> new SlotFilled(e.slot(), ERASED, ERASED, e.corrected());
            case ActionStarted e -> new ActionStarted(erase(e.call()));
            case ActionEnded e -> new ActionEnded(erase(e.call()), new ActionOutcome.Succeeded(Map.of()));
            case KnowledgeConsulted e -> new KnowledgeConsulted(ERASED, e.hits(), e.confidence(), e.answered());
            case ConversationEvent.ReturnedToBot e -> new ConversationEvent.ReturnedToBot(e.agent(), erase(e.note()));
            case ConversationEvent.ConversationTransferred e ->
                new ConversationEvent.ConversationTransferred(e.from(), erase(e.note()));
            case ConversationEvent.ConversationResolved e ->
                new ConversationEvent.ConversationResolved(e.by(), erase(e.note()));
            case CustomerRated e -> new CustomerRated(e.score(), e.resolved(), erase(e.comment()));
            default -> event;
        };
    }

    private static ActionCall erase(ActionCall call) {
        return new ActionCall(call.action(), Map.of(), call.idempotencyKey(), call.mutates(), call.into());
    }

    private static @Nullable String erase(@Nullable String text) {
        return text == null ? null : ERASED;
    }
}
