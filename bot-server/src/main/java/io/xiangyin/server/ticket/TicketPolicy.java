package io.xiangyin.server.ticket;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.routing.Triage;
import io.xiangyin.server.ticket.Ticket.Kind;
import java.time.Duration;

/**
 * Until when tickets are to be solved.
 *
 * @param solution for everybody
 * @param expert for shoppers of high value, until an expert has it in hand
 * @param complaint for complaints; the law's seven days are the outer bound
 * @param escalateAtPercent share of the time gone at which supervisors are warned
 */
public record TicketPolicy(
        Duration solution, Duration expert, Duration complaint, int escalateAtPercent, Triage triage) {
    /** The service levels of the founding scheme: two hours, thirty minutes for high value, every case in a day. */
    public static TicketPolicy usual(Triage triage) {
        return new TicketPolicy(Duration.ofHours(2), Duration.ofMinutes(30), Duration.ofHours(24), 80, triage);
    }

    Duration time(Kind kind, boolean highValue) {
        if (highValue) {
            return expert;
        }
        return kind == Kind.COMPLAINT ? complaint : solution;
    }

    boolean highValue(Conversation conversation) {
        return triage.highValue(conversation.customer());
    }
}
