package io.xiangyin.server.workbench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.NoteAdded;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.Like;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Search over what was said before. */
public final class PastTalks {
    private final Jdbi jdbi;
    private final EventCodec codec;

    public PastTalks(Jdbi jdbi, EventCodec codec) {
        this.jdbi = jdbi;
        this.codec = codec;
    }

    /**
     * Conversations in which these words were said, the latest first, each with the words around.
     *
     * @param words null for all conversations
     * @param customer null for those of any customer
     */
    JsonArray find(@Nullable String words, @Nullable String customer, int limit) {
        JsonArray rows = new JsonArray();
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT c.conversation_id, c.customer_id, c.customer_name, c.channel, c.status, c.started_at, c.last_at,
                            c.last_agent, e.type, e.data
                        FROM conversation c
                        LEFT JOIN event e ON e.conversation_id = c.conversation_id AND e.seq = (
                            SELECT max(m.seq) FROM event m WHERE m.conversation_id = c.conversation_id
                                AND m.type IN ('CustomerSpoke', 'AgentSpoke', 'BotReplied', 'NoteAdded')
                                AND (:words IS NULL OR m.data LIKE :like ESCAPE '!'))
                        WHERE (:customer IS NULL OR c.customer_id = :customer) AND (:words IS NULL OR e.seq IS NOT NULL)
                        ORDER BY c.last_at DESC LIMIT :limit
                        """)
                .bind("words", words)
                .bind("like", Like.containing(words))
                .bind("customer", customer)
                .bind("limit", limit)
                .map((row, _) -> new JsonObject()
                        .put("conversationId", row.getString("conversation_id"))
                        .put(
                                "customer",
                                new JsonObject()
                                        .put("externalId", row.getString("customer_id"))
                                        .put("name", row.getString("customer_name")))
                        .put("channel", row.getString("channel"))
                        .put("status", row.getString("status").toLowerCase(Locale.ROOT))
                        .put(
                                "startedAt",
                                Instant.ofEpochMilli(row.getLong("started_at")).toString())
                        .put(
                                "lastAt",
                                Instant.ofEpochMilli(row.getLong("last_at")).toString())
                        .put("lastAgent", row.getString("last_agent"))
                        .put("text", text(row.getString("type"), row.getString("data"))))
                .forEach(rows::add));
        return rows;
    }

    private String text(@Nullable String type, @Nullable String data) {
        if (type == null || data == null) {
            return "";
        }
        return switch (codec.decode(type, data)) {
            case CustomerSpoke e -> e.text();
            case NoteAdded e -> e.text();
            case ConversationEvent.Outbound e -> e.reply().text();
            default -> "";
        };
    }
}
