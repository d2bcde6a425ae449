package io.xiangyin.server.ticket;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.CallbackRequested;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.MessageLeft;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.server.ticket.Ticket.Change;
import io.xiangyin.server.ticket.Ticket.Kind;
import io.xiangyin.server.ticket.Ticket.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tickets of what shoppers leave while nobody is there, of complaints, and of talks that end with something to do; and
 * watches the promised times of all tickets.
 */
public final class TicketClerk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TicketClerk.class);
    private static final long WATCH_EVERY_MS = 5_000;

    private final TicketDesk desk;
    private final TicketStore store;
    private final EventStore events;
    private final Conversations conversations;
    private final TicketPolicy policy;
    private final Phrases phrases;
    private final Consumer<JsonObject> alarm;
    private final InstantSource clock;
    /** Author of what nobody did by hand. */
    private final String system;

    /** Tickets known to be late; what is in their history is asked once. */
    private final Set<String> breached = new HashSet<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tickets").factory());

    /** @param alarm tells supervisors at once of a ticket that is nearly or really late */
    public TicketClerk(
            TicketDesk desk,
            TicketStore store,
            EventStore events,
            Conversations conversations,
            TicketPolicy policy,
            Phrases phrases,
            Consumer<JsonObject> alarm,
            InstantSource clock) {
        this.desk = desk;
        this.store = store;
        this.events = events;
        this.conversations = conversations;
        this.policy = policy;
        this.phrases = phrases;
        this.alarm = alarm;
        this.clock = clock;
        this.system = phrases.get("ticket.system");
    }

    /** Follows conversations, and watches the promised times. */
    public void start() {
        events.subscribe(recorded -> {
            if (recorded.stream().anyMatch(TicketClerk::opensTicket)) {
                thread.execute(() -> recorded.forEach(this::follow));
            }
        });
        var _ = thread.scheduleWithFixedDelay(this::watch, WATCH_EVERY_MS, WATCH_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private static boolean opensTicket(RecordedEvent recorded) {
        return switch (recorded.event()) {
            case MessageLeft _, CallbackRequested _, AgentJoined _ -> true;
            case ConversationResolved e -> "follow_up".equals(e.outcome());
            default -> false;
        };
    }

    private void follow(RecordedEvent recorded) {
        try {
            Conversation conversation = conversations.load(recorded.conversationId());
            Handoff handoff = conversation.handoff();
            switch (recorded.event()) {
                case MessageLeft e -> once(conversation, Kind.MESSAGE, e.text());
                case CallbackRequested _ -> once(conversation, Kind.CALLBACK, phrases.get("ticket.subject.callback"));
                case AgentJoined _
                when handoff != null && handoff.urgency() == Urgency.COMPLAINT ->
                    once(conversation, Kind.COMPLAINT, phrases.get("ticket.subject.complaint"));
                case ConversationResolved e
                when "follow_up".equals(e.outcome()) ->
                    once(
                            conversation,
                            Kind.AFTER_SALES,
                            e.note() == null || e.note().isBlank() ? phrases.get("ticket.subject.followUp") : e.note());
                default -> {
                    // opens none
                }
            }
        } catch (RuntimeException failure) {
            LOG.error("No ticket was made for conversation {}", recorded.conversationId(), failure);
        }
    }

    /** One open ticket of a kind for a conversation; what comes later is added to it. */
    private void once(Conversation conversation, Kind kind, String words) {
        Instant now = clock.instant();
        var filter =
                new TicketStore.Filter(null, kind, null, null, conversation.id().value(), null, true, false);
        List<Ticket> open = store.list(filter, now, 1, 0);
        if (open.isEmpty()) {
            String agent =
                    conversation.agent() == null ? null : conversation.agent().id();
            desk.open(kind, null, words, conversation, agent, system);
        } else {
            store.save(open.getFirst(), List.of(new Change(0, now, system, "comment", words)));
        }
    }

    /** Warns before a promised time runs out, and notes when it has. */
    void watch() {
        try {
            Instant now = clock.instant();
            for (Ticket ticket : store.listOpen()) {
                if (ticket.late(now, policy.escalateAtPercent())) {
                    long left =
                            Math.max(0, Duration.between(now, ticket.dueAt()).toMinutes());
                    store.save(
                            ticket.with(ticket.assignee(), Priority.URGENT, now, ticket.confirmed()),
                            List.of(new Change(0, now, system, "escalated", Long.toString(left))));
                    raise("ticket_due", ticket);
                }
                if (ticket.overdue(now) && breached.add(ticket.id()) && !noted(ticket)) {
                    store.save(desk.get(ticket.id()), List.of(new Change(0, now, system, "breached", "")));
                    raise("ticket_late", ticket);
                }
            }
        } catch (RuntimeException failure) {
            LOG.error("The times of tickets could not be watched; it is tried again", failure);
        }
    }

    private boolean noted(Ticket ticket) {
        return store.changes(ticket.id()).stream()
                .anyMatch(change ->
                        change.kind().equals("breached") && change.at().isAfter(ticket.dueAt()));
    }

    private void raise(String about, Ticket ticket) {
        alarm.accept(new JsonObject()
                .put("about", about)
                .put("ticketId", ticket.id())
                .put("number", ticket.number())
                .put("subject", ticket.subject()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
