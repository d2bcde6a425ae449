package io.xiangyin.server.customer;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.server.attachment.AttachmentFolder;
import io.xiangyin.server.ticket.TicketStore;
import io.xiangyin.server.workbench.ApprovalStore;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Erases everything personal about a customer, in all places where something is kept; what was done and when stays. */
public final class CustomerErasure {
    private final EventStore store;
    private final Function<String, List<ConversationId>> conversationsOf;
    private final TicketStore tickets;
    private final ApprovalStore approvals;
    private final AttachmentFolder files;
    private final BiConsumer<String, String> elsewhere;

    /**
     * @param conversationsOf a customer's conversations
     * @param elsewhere erases what is kept beside the event log, given the customer and their pseudonym
     */
    public CustomerErasure(
            EventStore store,
            Function<String, List<ConversationId>> conversationsOf,
            TicketStore tickets,
            ApprovalStore approvals,
            AttachmentFolder files,
            BiConsumer<String, String> elsewhere) {
        this.store = store;
        this.conversationsOf = conversationsOf;
        this.tickets = tickets;
        this.approvals = approvals;
        this.files = files;
        this.elsewhere = elsewhere;
    }

    /** What was touched; {@code pseudonym} stands for the customer in tickets from now on. */
    public record Erased(String pseudonym, int conversations, int tickets) {}

    public Erased erase(String externalId, String reason) {
        String pseudonym = "erased-" + ConversationId.random();
        List<ConversationId> conversations = conversationsOf.apply(externalId);
        approvals.erase(conversations);
        files.erase(conversations);
        elsewhere.accept(externalId, pseudonym);
        int open = tickets.erase(externalId, pseudonym);
        return new Erased(pseudonym, store.redact(externalId, reason), open);
    }
}
