package io.xiangyin.server.workbench;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Approvals in the database. Of two who decide at once, one does. */
public final class ApprovalStore {
    private final Jdbi jdbi;

    public ApprovalStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Stores a new one; the same id again changes nothing. */
    void ask(Approval approval) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO approval (approval_id, conversation_id, agent_id, agent_name, action, arguments, yuan,
                            reason, state, asked_at)
                        VALUES (:id, :conversation, :agent, :name, :action, :arguments, :yuan, :reason, :state, :at)
                        ON CONFLICT (approval_id) DO NOTHING
                        """)
                .bind("id", approval.id())
                .bind("conversation", approval.conversation().value())
                .bind("agent", approval.agent().id())
                .bind("name", approval.agent().name())
                .bind("action", approval.action())
                .bind("arguments", new JsonObject(Map.copyOf(approval.arguments())).encode())
                .bind("yuan", approval.yuan())
                .bind("reason", approval.reason())
                .bind("state", approval.state())
                .bind("at", approval.askedAt().toEpochMilli())
                .execute());
    }

    /** Notes a decision; false if it is not waiting any more. */
    boolean decide(String id, String state, String by, Instant at) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                UPDATE approval SET state = :state, decided_by = :by, decided_at = :at
                                WHERE approval_id = :id AND state = 'waiting'
                                """)
                        .bind("id", id)
                        .bind("state", state)
                        .bind("by", by)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1);
    }

    Optional<Approval> find(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM approval WHERE approval_id = :id")
                .bind("id", id)
                .map((row, _) -> approval(row))
                .findOne());
    }

    /**
     * The latest first.
     *
     * @param agent whose they are; null for everybody's
     * @param state null for any
     */
    List<Approval> list(@Nullable String agent, @Nullable String state, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM approval
                        WHERE (:agent IS NULL OR agent_id = :agent) AND (:state IS NULL OR state = :state)
                        ORDER BY asked_at DESC LIMIT :limit
                        """)
                .bind("agent", agent)
                .bind("state", state)
                .bind("limit", limit)
                .map((row, _) -> approval(row))
                .list());
    }

    /** Takes what is personal out of the approvals of these conversations; who decided what stays. */
    public void erase(List<ConversationId> conversations) {
        jdbi.useTransaction(handle -> conversations.forEach(
                id -> handle.createUpdate("""
                        UPDATE approval SET reason = '[erased]', arguments = '{}' WHERE conversation_id = :id
                        """).bind("id", id.value()).execute()));
    }

    private static Approval approval(ResultSet row) throws SQLException {
        Map<String, String> arguments = new HashMap<>();
        new JsonObject(row.getString("arguments"))
                .forEach(entry -> arguments.put(entry.getKey(), String.valueOf(entry.getValue())));
        long decided = row.getLong("decided_at");
        return new Approval(
                row.getString("approval_id"),
                new ConversationId(row.getString("conversation_id")),
                new Agent(row.getString("agent_id"), row.getString("agent_name")),
                row.getString("action"),
                arguments,
                row.getString("yuan"),
                row.getString("reason"),
                row.getString("state"),
                Instant.ofEpochMilli(row.getLong("asked_at")),
                row.getString("decided_by"),
                decided == 0 ? null : Instant.ofEpochMilli(decided));
    }
}
