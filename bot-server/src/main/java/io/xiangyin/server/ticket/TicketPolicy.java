package io.xiangyin.server.ticket;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.routing.Triage;
import io.xiangyin.server.config.TicketTimes;
import io.xiangyin.server.ticket.Ticket.Kind;
import java.time.Duration;

/** Until when tickets are to be solved, and who is of high value. */
public record TicketPolicy(TicketTimes times, Triage triage) {

    Duration time(Kind kind, boolean highValue) {
        Duration usual = times.solution().getOrDefault(Ticket.word(kind), times.highValue());
        return highValue && times.highValue().compareTo(usual) < 0 ? times.highValue() : usual;
    }

    int escalateAtPercent() {
        return times.escalateAtPercent();
    }

    boolean highValue(Conversation conversation) {
        return triage.highValue(conversation.customer());
    }
}
