package io.xiangyin.server.ticket;

import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.TicketTold;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.server.ticket.Ticket.Change;
import io.xiangyin.server.ticket.Ticket.Kind;
import io.xiangyin.server.ticket.Ticket.Priority;
import io.xiangyin.server.ticket.Ticket.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do to tickets. The customer is told of every change in their conversation, and asked to confirm the end. */
public final class TicketDesk {
    private static final int LONGEST_SUBJECT = 60;

    private final TicketStore store;
    private final EventStore events;
    private final TicketPolicy policy;
    private final OpeningHours hours;
    private final Phrases phrases;
    private final InstantSource clock;

    public TicketDesk(
            TicketStore store,
            EventStore events,
            TicketPolicy policy,
            OpeningHours hours,
            Phrases phrases,
            InstantSource clock) {
        this.store = store;
        this.events = events;
        this.policy = policy;
        this.hours = hours;
        this.phrases = phrases;
        this.clock = clock;
    }

    /** Opens a ticket about a conversation and tells its shopper the number. */
    Ticket open(
            Kind kind,
            @Nullable Priority priority,
            String words,
            Conversation conversation,
            @Nullable String assignee,
            String author) {
        return open(
                kind,
                priority,
                words,
                conversation.customer().externalId(),
                conversation.customer().name(),
                List.of(conversation.id()),
                policy.highValue(conversation),
                assignee,
                author);
    }

    Ticket open(
            Kind kind,
            @Nullable Priority priority,
            String words,
            String customerId,
            @Nullable String customerName,
            List<ConversationId> about,
            boolean highValue,
            @Nullable String assignee,
            String author) {
        Instant now = clock.instant();
        String subject = words.length() > LONGEST_SUBJECT ? words.substring(0, LONGEST_SUBJECT) + "…" : words;
        Priority urgent = kind == Kind.COMPLAINT || highValue ? Priority.HIGH : Priority.NORMAL;
        Ticket ticket = store.open(
                new Ticket(
                        UUID.randomUUID().toString(),
                        0,
                        kind,
                        State.OPEN,
                        priority == null ? urgent : priority,
                        subject,
                        customerId,
                        customerName,
                        assignee,
                        now,
                        due(kind, highValue, now),
                        null,
                        null,
                        null,
                        null,
                        false,
                        1),
                about,
                new Change(0, now, author, "opened", words));
        if (kind != Kind.MESSAGE && kind != Kind.CALLBACK) { // whoever left one was told that it is kept
            tell(ticket);
        }
        return ticket;
    }

    /** What shoppers leave out of hours is promised for the next opening. */
    private Instant due(Kind kind, boolean highValue, Instant now) {
        ZonedDateTime opening = hours.isOpen(now) ? null : hours.nextOpening(now);
        Instant from = opening == null ? now : opening.toInstant();
        return from.plus(policy.time(kind, highValue));
    }

    /** What somebody wants changed; null leaves it as it is. An empty assignee stands for nobody. */
    record Wish(
            @Nullable State state,
            @Nullable Priority priority,
            @Nullable String assignee,
            @Nullable String comment) {}

    /**
     * Changes a ticket.
     *
     * @throws Problem 409 if somebody else changed it, or a complaint would be closed that its customer has not confirmed
     */
    Ticket change(String id, int version, Wish wish, String author) {
        Ticket seen = get(id);
        if (seen.version() != version) {
            throw new Problem(
                    409,
                    "changed-meanwhile",
                    "Somebody else changed the ticket. Load it again and repeat what you want.");
        }
        if (wish.state() == State.CLOSED && seen.kind() == Kind.COMPLAINT && !seen.confirmed()) {
            throw new Problem(
                    409,
                    "not-confirmed",
                    "A complaint is closed by its customer's own word. Set it to solved; the customer is asked.");
        }
        Instant now = clock.instant();
        List<Change> changes = new ArrayList<>();
        Ticket next = seen;
        if (wish.state() != null && wish.state() != seen.state()) {
            next = next.in(wish.state(), now);
            changes.add(new Change(0, now, author, "state", Ticket.word(wish.state())));
        }
        String assignee =
                wish.assignee() == null ? next.assignee() : wish.assignee().isEmpty() ? null : wish.assignee();
        Priority priority = wish.priority() == null ? next.priority() : wish.priority();
        if (wish.assignee() != null) {
            changes.add(new Change(0, now, author, "assigned", wish.assignee()));
        }
        if (wish.priority() != null && wish.priority() != seen.priority()) {
            changes.add(new Change(0, now, author, "priority", Ticket.word(wish.priority())));
        }
        if (wish.comment() != null && !wish.comment().isBlank()) {
            changes.add(new Change(0, now, author, "comment", wish.comment()));
        }
        next = next.with(assignee, priority, next.escalatedAt(), next.confirmed());
        Ticket stored = save(next, changes);
        if (stored.state() != seen.state()) {
            tell(stored);
        }
        return stored;
    }

    /** The customer's own word on a solved ticket: it is closed, or goes on. */
    Ticket confirm(String id, boolean settled) {
        Ticket seen = get(id);
        if (seen.state() != State.SOLVED) {
            throw new Problem(409, "not-solved", "The ticket is not waiting for a word on its end.");
        }
        Instant now = clock.instant();
        Ticket next = seen.in(settled ? State.CLOSED : State.OPEN, now)
                .with(seen.assignee(), seen.priority(), seen.escalatedAt(), settled);
        Ticket stored = save(
                next,
                List.of(new Change(
                        0, now, phrases.get("ticket.customer"), "state", settled ? "confirmed" : "not_settled")));
        tell(stored);
        return stored;
    }

    void link(String id, ConversationId conversation, String author) {
        Ticket seen = get(id);
        store.link(id, conversation);
        save(seen, List.of(new Change(0, clock.instant(), author, "linked", conversation.value())));
    }

    Ticket get(String id) {
        return store.find(id).orElseThrow(Problem::notFound);
    }

    private Ticket save(Ticket next, List<Change> changes) {
        if (!store.save(next, changes)) {
            throw new Problem(409, "changed-meanwhile", "Somebody else changed the ticket. Load it again.");
        }
        return get(next.id());
    }

    /** Tells the customer in the conversation it is about; one opened by hand without a conversation tells nobody. */
    private void tell(Ticket ticket) {
        store.conversations(ticket.id()).stream().findFirst().ifPresent(id -> {
            String words = phrases.get(
                    "ticket." + Ticket.word(ticket.state()),
                    "number",
                    Long.toString(ticket.number()),
                    "subject",
                    ticket.subject(),
                    "due",
                    DateTimeFormatter.ofPattern(phrases.get("ticket.clock"))
                            .format(ticket.dueAt().atZone(OpeningHours.SHOP_TIME)));
            ConversationEvent told = new TicketTold(
                    ticket.id(), Ticket.word(ticket.kind()), Ticket.word(ticket.state()), Reply.notice(words));
            events.append(id, EventStore.ANY_VERSION, List.of(told));
        });
    }
}
