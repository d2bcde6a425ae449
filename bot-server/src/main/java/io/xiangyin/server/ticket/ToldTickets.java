package io.xiangyin.server.ticket;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.TicketTold;
import io.xiangyin.core.Customer;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.config.TicketTimes;
import io.xiangyin.server.ticket.Ticket.Change;
import io.xiangyin.server.ticket.Ticket.Kind;
import io.xiangyin.server.ticket.Ticket.Priority;
import io.xiangyin.server.ticket.Ticket.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tickets that a log tells of, so that the list of tickets and the report over the log agree. For logs that were
 * made up; in a shop's own life the ticket comes first and is told of then.
 */
public final class ToldTickets {
    private static final int LONGEST_SUBJECT = 60;

    private final TicketStore store;
    private final TicketTimes times;

    public ToldTickets(TicketStore store, TicketTimes times) {
        this.store = store;
        this.times = times;
    }

    /** Takes in what one conversation tells; rehearsals leave no ticket, as they leave no trace in the report. */
    public void take(List<RecordedEvent> log) {
        ConversationStarted started = (ConversationStarted) log.getFirst().event();
        if (started.test()) {
            return;
        }
        String subject = "";
        Customer customer = started.customer();
        @Nullable Agent agent = null;
        for (RecordedEvent recorded : log) {
            switch (recorded.event()) {
                case CustomerSpoke spoke -> subject = subject.isEmpty() ? spoke.text() : subject;
                case AgentJoined joined -> agent = joined.agent();
                case TicketTold told -> told(told, recorded, subject, customer, agent);
                default -> {
                    // nothing of a ticket
                }
            }
        }
    }

    private void told(
            TicketTold told, RecordedEvent recorded, String subject, Customer customer, @Nullable Agent agent) {
        String author = agent == null ? "" : agent.name();
        State state = Ticket.read(State.class, told.state()).orElseThrow();
        Ticket seen = store.find(told.ticketId())
                .orElseGet(() -> store.open(
                        opened(told, recorded.at(), shortened(subject), customer, agent),
                        List.of(recorded.conversationId()),
                        new Change(0, recorded.at(), author, "opened", subject)));
        if (state != seen.state()) {
            boolean theirWord = state == State.CLOSED;
            Ticket next =
                    seen.in(state, recorded.at()).with(seen.assignee(), seen.priority(), seen.escalatedAt(), theirWord);
            String name = customer.name() == null ? customer.externalId() : customer.name();
            store.save(
                    next,
                    List.of(new Change(
                            0,
                            recorded.at(),
                            theirWord ? name : author,
                            "state",
                            theirWord ? "confirmed" : Ticket.word(state))));
        }
    }

    private Ticket opened(TicketTold told, Instant at, String subject, Customer customer, @Nullable Agent agent) {
        Kind kind = Ticket.read(Kind.class, told.kind()).orElseThrow();
        return new Ticket(
                told.ticketId(),
                0,
                kind,
                State.OPEN,
                kind == Kind.COMPLAINT ? Priority.HIGH : Priority.NORMAL,
                subject,
                customer.externalId(),
                customer.name(),
                agent == null ? null : agent.id(),
                at,
                at.plus(times.solution().getOrDefault(told.kind(), times.highValue())),
                null,
                null,
                null,
                null,
                false,
                1);
    }

    private static String shortened(String subject) {
        return subject.length() > LONGEST_SUBJECT ? subject.substring(0, LONGEST_SUBJECT) + "…" : subject;
    }
}
