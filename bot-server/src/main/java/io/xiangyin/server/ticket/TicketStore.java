package io.xiangyin.server.ticket;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.StorageException;
import io.xiangyin.server.storage.Like;
import io.xiangyin.server.ticket.Ticket.Change;
import io.xiangyin.server.ticket.Ticket.Kind;
import io.xiangyin.server.ticket.Ticket.Priority;
import io.xiangyin.server.ticket.Ticket.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Tickets in the database. A change is stored with its line of history, and only over the version it saw. */
public final class TicketStore {
    private static final long FIRST_NUMBER = 1_001;

    private final Jdbi jdbi;

    public TicketStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Which tickets to list; null stands for any.
     *
     * @param open whether to leave out closed ones
     * @param words part of the subject, or the number
     */
    record Filter(
            @Nullable State state,
            @Nullable Kind kind,
            @Nullable String assignee,
            @Nullable String customer,
            @Nullable String conversation,
            @Nullable String words,
            boolean open,
            boolean overdue) {}

    /** Stores a new ticket under the next number. */
    Ticket open(Ticket ticket, List<ConversationId> conversations, Change change) {
        return writing(handle -> {
            handle.createUpdate("""
                            INSERT INTO ticket (ticket_id, number, kind, state, priority, subject, customer_id, customer_name,
                                assignee, opened_at, due_at, confirmed, version)
                            SELECT :id, coalesce(max(number) + 1, :first), :kind, :state, :priority, :subject, :customer,
                                :name, :assignee, :openedAt, :dueAt, 0, 1 FROM ticket
                            """)
                    .bind("id", ticket.id())
                    .bind("first", FIRST_NUMBER)
                    .bind("kind", Ticket.word(ticket.kind()))
                    .bind("state", Ticket.word(ticket.state()))
                    .bind("priority", Ticket.word(ticket.priority()))
                    .bind("subject", ticket.subject())
                    .bind("customer", ticket.customerId())
                    .bind("name", ticket.customerName())
                    .bind("assignee", ticket.assignee())
                    .bind("openedAt", ticket.openedAt().toEpochMilli())
                    .bind("dueAt", ticket.dueAt().toEpochMilli())
                    .execute();
            note(handle, ticket.id(), change);
            conversations.forEach(id -> link(handle, ticket.id(), id));
            return find(handle, ticket.id()).orElseThrow();
        });
    }

    /**
     * Stores a ticket as it was changed.
     *
     * @return false if somebody else changed it since; nothing was stored then
     */
    boolean save(Ticket ticket, List<Change> changes) {
        return writing(handle -> {
            int stored = handle.createUpdate("""
                            UPDATE ticket SET state = :state, priority = :priority, assignee = :assignee, due_at = :dueAt,
                                paused_at = :pausedAt, escalated_at = :escalatedAt, solved_at = :solvedAt,
                                closed_at = :closedAt, confirmed = :confirmed, version = version + 1
                            WHERE ticket_id = :id AND version = :version
                            """)
                    .bind("id", ticket.id())
                    .bind("version", ticket.version())
                    .bind("state", Ticket.word(ticket.state()))
                    .bind("priority", Ticket.word(ticket.priority()))
                    .bind("assignee", ticket.assignee())
                    .bind("dueAt", ticket.dueAt().toEpochMilli())
                    .bind("pausedAt", millis(ticket.pausedAt()))
                    .bind("escalatedAt", millis(ticket.escalatedAt()))
                    .bind("solvedAt", millis(ticket.solvedAt()))
                    .bind("closedAt", millis(ticket.closedAt()))
                    .bind("confirmed", ticket.confirmed() ? 1 : 0)
                    .execute();
            if (stored == 1) {
                changes.forEach(change -> note(handle, ticket.id(), change));
            }
            return stored == 1;
        });
    }

    void link(String ticketId, ConversationId conversation) {
        writing(handle -> {
            link(handle, ticketId, conversation);
            return true;
        });
    }

    Optional<Ticket> find(String id) {
        return reading(handle -> find(handle, id));
    }

    /** The most pressing first: open ones by when they are due, then closed ones, the latest first. */
    List<Ticket> list(Filter filter, Instant now, int limit, int offset) {
        return reading(handle -> handle.createQuery("""
                        SELECT * FROM ticket
                        WHERE (:state IS NULL OR state = :state) AND (:kind IS NULL OR kind = :kind)
                            AND (:assignee IS NULL OR assignee = :assignee)
                            AND (:customer IS NULL OR customer_id = :customer)
                            AND (:conversation IS NULL OR ticket_id IN
                                (SELECT ticket_id FROM ticket_conversation WHERE conversation_id = :conversation))
                            AND (:words IS NULL OR subject LIKE :like ESCAPE '!' OR CAST(number AS TEXT) = :words)
                            AND (:open = 0 OR closed_at IS NULL)
                            AND (:overdue = 0 OR (state IN ('open', 'in_progress') AND due_at < :now))
                        ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END,
                            CASE WHEN state = 'solved' THEN 1 ELSE 0 END,
                            CASE WHEN closed_at IS NULL THEN due_at ELSE -closed_at END, number
                        LIMIT :limit OFFSET :offset
                        """)
                .bind("state", filter.state() == null ? null : Ticket.word(filter.state()))
                .bind("kind", filter.kind() == null ? null : Ticket.word(filter.kind()))
                .bind("assignee", filter.assignee())
                .bind("customer", filter.customer())
                .bind("conversation", filter.conversation())
                .bind("words", filter.words())
                .bind("like", Like.containing(filter.words()))
                .bind("open", filter.open() ? 1 : 0)
                .bind("overdue", filter.overdue() ? 1 : 0)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, _) -> ticket(row))
                .list());
    }

    /** Every ticket that is not closed. */
    List<Ticket> listOpen() {
        return reading(handle -> handle.createQuery("SELECT * FROM ticket WHERE closed_at IS NULL ORDER BY due_at")
                .map((row, _) -> ticket(row))
                .list());
    }

    List<Change> changes(String ticketId) {
        return reading(handle -> handle.createQuery("SELECT * FROM ticket_change WHERE ticket_id = :id ORDER BY seq")
                .bind("id", ticketId)
                .map((row, _) -> new Change(
                        row.getInt("seq"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("author"),
                        row.getString("kind"),
                        row.getString("text")))
                .list());
    }

    List<ConversationId> conversations(String ticketId) {
        return reading(handle -> handle.createQuery(
                        "SELECT conversation_id FROM ticket_conversation WHERE ticket_id = :id ORDER BY 1")
                .bind("id", ticketId)
                .mapTo(String.class)
                .map(ConversationId::new)
                .list());
    }

    /** Takes everything personal out of a customer's tickets; what was done and when stays. */
    public int erase(String customerId, String pseudonym) {
        return writing(handle -> {
            handle.createUpdate("""
                            UPDATE ticket_change SET text = '[erased]' WHERE kind IN ('opened', 'comment') AND ticket_id IN
                                (SELECT ticket_id FROM ticket WHERE customer_id = :customer)
                            """).bind("customer", customerId).execute();
            return handle.createUpdate("""
                            UPDATE ticket SET subject = '[erased]', customer_id = :pseudonym, customer_name = NULL
                            WHERE customer_id = :customer
                            """)
                    .bind("customer", customerId)
                    .bind("pseudonym", pseudonym)
                    .execute();
        });
    }

    private static void note(Handle handle, String ticketId, Change change) {
        handle.createUpdate("""
                        INSERT INTO ticket_change (ticket_id, seq, at, author, kind, text)
                        SELECT :id, coalesce(max(seq), 0) + 1, :at, :author, :kind, :text
                        FROM ticket_change WHERE ticket_id = :id
                        """)
                .bind("id", ticketId)
                .bind("at", change.at().toEpochMilli())
                .bind("author", change.author())
                .bind("kind", change.kind())
                .bind("text", change.text())
                .execute();
    }

    private static void link(Handle handle, String ticketId, ConversationId conversation) {
        handle.createUpdate("""
                        INSERT INTO ticket_conversation (ticket_id, conversation_id) VALUES (:ticket, :conversation)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("ticket", ticketId)
                .bind("conversation", conversation.value())
                .execute();
    }

    private static Optional<Ticket> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM ticket WHERE ticket_id = :id")
                .bind("id", id)
                .map((row, _) -> ticket(row))
                .findOne();
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        return new Ticket(
                row.getString("ticket_id"),
                row.getLong("number"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Priority.valueOf(row.getString("priority").toUpperCase(Locale.ROOT)),
                row.getString("subject"),
                row.getString("customer_id"),
                row.getString("customer_name"),
                row.getString("assignee"),
                Instant.ofEpochMilli(row.getLong("opened_at")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                time(row, "paused_at"),
                time(row, "escalated_at"),
                time(row, "solved_at"),
                time(row, "closed_at"),
                row.getInt("confirmed") == 1,
                row.getInt("version"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Handle handle);
    }

    private <T> T reading(Work<T> work) {
        try {
            return jdbi.withHandle(work::on);
        } catch (JdbiException unreadable) {
            throw new StorageException("Tickets could not be read", unreadable);
        }
    }

    private <T> T writing(Work<T> work) {
        try {
            return jdbi.inTransaction(work::on);
        } catch (JdbiException unwritable) {
            throw new StorageException("Tickets could not be stored", unwritable);
        }
    }
}
