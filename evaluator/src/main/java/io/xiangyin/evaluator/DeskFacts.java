package io.xiangyin.evaluator;

import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.CallbackRequested;
import io.xiangyin.core.ConversationEvent.MessageLeft;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.TicketTold;
import io.xiangyin.core.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people did in a conversation.
 *
 * @param humanSpoke whether an agent wrote
 * @param askedAgain whether an agent asked for what the shopper had given
 * @param complaints complaint tickets of the conversation
 */
record DeskFacts(boolean humanSpoke, boolean askedAgain, List<Complaint> complaints) {
    private static final String COMPLAINT = "complaint";
    private static final String CLOSED = "closed";

    /** A complaint ticket; closing one takes the customer's own word. */
    record Complaint(Instant openedAt, @Nullable Instant closedAt) {
        Optional<Duration> took() {
            return Optional.ofNullable(closedAt).map(end -> Duration.between(openedAt, end));
        }
    }

    DeskFacts {
        complaints = List.copyOf(complaints);
    }

    static DeskFacts read(List<RecordedEvent> events, Instant now) {
        boolean humanSpoke = false;
        boolean askedAgain = false;
        Set<String> given = new HashSet<>();
        Map<String, Complaint> complaints = new LinkedHashMap<>();
        for (RecordedEvent recorded : events) {
            if (recorded.at().isAfter(now)) {
                break;
            }
            switch (recorded.event()) {
                case SlotFilled e -> given.add(e.slot());
                case CallbackRequested e -> phone(e.phone(), given);
                case MessageLeft e -> phone(e.phone(), given);
                case AgentSpoke e -> {
                    humanSpoke = true;
                    askedAgain |= !AskedAgain.find(given, e.reply().text()).isEmpty();
                }
                case TicketTold e
                when e.kind().equals(COMPLAINT) -> {
                    Complaint before = complaints.get(e.ticketId());
                    Instant opened = before == null ? recorded.at() : before.openedAt();
                    complaints.put(
                            e.ticketId(), new Complaint(opened, e.state().equals(CLOSED) ? recorded.at() : null));
                }
                default -> {
                    // not about the desk
                }
            }
        }
        return new DeskFacts(humanSpoke, askedAgain, List.copyOf(complaints.values()));
    }

    private static void phone(@Nullable String phone, Set<String> given) {
        if (phone != null) {
            given.add("phone");
        }
    }
}
