package io.xiangyin.server.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.web.QueueBoard;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CallbackRequested;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.MessageLeft;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.routing.RoutingPolicy;
import io.xiangyin.core.routing.WaitForecast;
import io.xiangyin.server.storage.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who waits and who talks to whom, read from the table derived from the events. Urgent first, then longest waiting. */
public final class DeskQueue implements QueueBoard {
    private static final int MOST_ROWS = 200;

    private final Jdbi jdbi;
    private final EventCodec codec;
    private final WaitForecast forecast;
    private final IntSupplier room;
    /** When a row's turn comes: its arrival less the lead of its class, as {@code Router.order} has it. */
    private final String turn;

    /** @param room conversations that all agents on duty hold at once */
    public DeskQueue(Jdbi jdbi, EventCodec codec, RoutingPolicy policy, WaitForecast forecast, IntSupplier room) {
        this.jdbi = jdbi;
        this.codec = codec;
        this.forecast = forecast;
        this.room = room;
        this.turn = Arrays.stream(Urgency.values())
                .map(urgency -> "WHEN " + urgency.rank() + " THEN "
                        + policy.headStart(urgency).toMillis())
                .collect(Collectors.joining(" ", "%1$s.queued_at - CASE %1$s.urgency ", " ELSE 0 END"));
    }

    private String turn(String alias) {
        return turn.formatted(alias);
    }

    @Override
    public Optional<Place> find(ConversationId id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT count(*) FROM conversation AS me JOIN conversation AS other
                            ON (%s, other.conversation_id) <= (%s, me.conversation_id)
                        WHERE me.conversation_id = :id AND me.status = 'QUEUED' AND other.status = 'QUEUED'
                        """.formatted(turn("other"), turn("me")))
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .filter(position -> position > 0)
                .map(position -> new Place(position, forecast.seconds(position, room.getAsInt()))));
    }

    /** Conversations waiting for an agent, in the order in which they should be taken. */
    public JsonArray waiting() {
        JsonArray rows = new JsonArray();
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT * FROM conversation AS me WHERE status = 'QUEUED'
                        ORDER BY %s, conversation_id LIMIT :most
                        """.formatted(turn("me")))
                .bind("most", MOST_ROWS)
                .map((row, _) -> row(row).put("reason", lower(row.getString("reason")))
                        .put("urgency", urgency(row.getInt("urgency")))
                        .put("requestedAt", time(row.getLong("requested_at")))
                        .put("queuedAt", time(row.getLong("queued_at")))
                        .put("offeredTo", row.getString("offered_to")))
                .forEach(rows::add));
        for (int i = 0; i < rows.size(); i++) {
            rows.getJsonObject(i).put("position", i + 1);
        }
        return rows;
    }

    /** Conversations an agent holds, longest untouched first. */
    public JsonArray heldBy(String agentId) {
        return held("agent_id = :agent", agentId);
    }

    /** Conversations that agents other than this one hold, longest untouched first. */
    public JsonArray heldByOthers(String agentId) {
        return held("agent_id <> :agent", agentId);
    }

    private JsonArray held(String whose, String agentId) {
        JsonArray rows = new JsonArray();
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT conversation.*, staff.name AS agent_name FROM conversation
                            LEFT JOIN staff ON staff.username = agent_id
                        WHERE status = 'WITH_AGENT' AND %s
                        ORDER BY last_at LIMIT :most
                        """.formatted(whose))
                .bind("agent", agentId)
                .bind("most", MOST_ROWS)
                .map((row, _) -> row(row).put("status", lower(row.getString("status")))
                        .put("agentId", row.getString("agent_id"))
                        .put("agentName", row.getString("agent_name")))
                .forEach(rows::add));
        return rows;
    }

    /** How long one who joins now is likely to wait, in seconds. */
    public int expectedWaitSeconds() {
        int waiting = jdbi.withHandle(
                handle -> handle.createQuery("SELECT count(*) FROM conversation WHERE status = 'QUEUED'")
                        .mapTo(Integer.class)
                        .one());
        return forecast.seconds(waiting + 1, room.getAsInt());
    }

    /** Conversations in one of these states, such as {@code QUEUED}. */
    public List<ConversationId> list(String... states) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT conversation_id FROM conversation WHERE status IN (<states>)")
                        .bindList("states", List.of(states))
                        .mapTo(String.class)
                        .map(ConversationId::new)
                        .list());
    }

    /** The agent a customer talked to last, other than in this conversation, not longer ago than told. */
    public Optional<String> findLastAgent(String customerId, ConversationId other, Instant notBefore) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT last_agent FROM conversation
                        WHERE customer_id = :customer AND conversation_id <> :other AND last_agent IS NOT NULL
                            AND last_at >= :from
                        ORDER BY last_at DESC LIMIT 1
                        """)
                .bind("customer", customerId)
                .bind("other", other.value())
                .bind("from", notBefore.toEpochMilli())
                .mapTo(String.class)
                .findOne());
    }

    private JsonObject row(ResultSet row) throws SQLException {
        String id = String.valueOf(row.getString("conversation_id"));
        JsonObject shown = new JsonObject()
                .put("conversationId", id)
                .put(
                        "customer",
                        new JsonObject()
                                .put("externalId", row.getString("customer_id"))
                                .put("name", row.getString("customer_name")))
                .put("channel", row.getString("channel"))
                .put("dialect", row.getString("dialect"))
                .put("elderMode", row.getBoolean("elder_mode"))
                .put("lastAt", time(row.getLong("last_at")));
        lastWords(id, shown);
        left(id, shown);
        return shown;
    }

    private void lastWords(String id, JsonObject shown) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT type, data, at FROM event
                        WHERE conversation_id = :id AND type IN ('CustomerSpoke', 'AttachmentReceived', 'AgentSpoke', 'BotReplied')
                        ORDER BY seq DESC LIMIT 1
                        """)
                .bind("id", id)
                .map((row, _) -> codec.decode(String.valueOf(row.getString(1)), String.valueOf(row.getString(2))))
                .findOne()
                .ifPresent(event -> shown.put("lastText", words(event)).put("lastAuthor", author(event))));
    }

    /** What the shopper left for whoever comes: a message, a number to call. */
    private void left(String id, JsonObject shown) {
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT type, data FROM event
                        WHERE conversation_id = :id AND type IN ('MessageLeft', 'CallbackRequested') ORDER BY seq
                        """)
                .bind("id", id)
                .map((row, _) -> codec.decode(String.valueOf(row.getString(1)), String.valueOf(row.getString(2))))
                .forEach(event -> {
                    switch (event) {
                        case MessageLeft _ -> shown.put("messageLeft", true);
                        case CallbackRequested _ -> shown.put("callback", true);
                        default -> throw new IllegalStateException("the query asks for two types only");
                    }
                }));
    }

    private static String words(ConversationEvent event) {
        return switch (event) {
            case CustomerSpoke spoke -> spoke.text();
            case AttachmentReceived received -> received.attachment().name();
            case ConversationEvent.Outbound outbound -> outbound.reply().text();
            default -> "";
        };
    }

    private static String author(ConversationEvent event) {
        return switch (event) {
            case CustomerSpoke _, AttachmentReceived _ -> "customer";
            case AgentSpoke _ -> "agent";
            case BotReplied _ -> "bot";
            case NoticeGiven _ -> "system";
            default -> "";
        };
    }

    private static String urgency(int rank) {
        return Arrays.stream(Urgency.values())
                .filter(urgency -> urgency.rank() == rank)
                .findFirst()
                .map(urgency -> lower(urgency.name()))
                .orElse("normal");
    }

    private static String lower(@Nullable String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
