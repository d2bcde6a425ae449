package io.xiangyin.server.storage;

import io.xiangyin.core.Agent;
import io.xiangyin.core.AppendResult;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.LastUsed;
import io.xiangyin.core.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes events and, in the same transaction, the conversation row derived from them. Belongs to one thread and one
 * connection; knows nothing of commits. Heads of conversations are remembered, so an append reads nothing.
 */
final class EventWriter {
    private static final int REMEMBERED = 20_000;

    /**
     * Where a conversation stands, as this writer last left it.
     *
     * @param lastPosition in the whole log of the last event with which the talk went on; a judgement made of it later
     *     is none
     */
    private record Head(Conversation conversation, String hash, long startedMillis, long atMillis, long lastPosition) {
        Head then(RecordedEvent event, String nextHash, long position) {
            long at = event.at().toEpochMilli();
            return new Head(
                    conversation.then(List.of(event)),
                    nextHash,
                    event.seq() == 1 ? at : startedMillis,
                    at,
                    event.event() instanceof ConversationEvent.TurnLabelled ? lastPosition : position);
        }
    }

    private final EventCodec codec;
    private final InstantSource clock;
    private final EventReader reader;
    private final PreparedStatement insertEvent;
    private final PreparedStatement upsertConversation;
    private final PreparedStatement findDuplicate;
    private final PreparedStatement findHead;
    private final List<List<RecordedEvent>> appended = new ArrayList<>();
    private final Map<ConversationId, Long> changed = new HashMap<>();
    private final Map<ConversationId, Head> heads = new LastUsed<>(REMEMBERED);

    EventWriter(Connection connection, EventCodec codec, InstantSource clock) throws SQLException {
        this.codec = codec;
        this.clock = clock;
        this.reader = new EventReader(connection, codec);
        this.insertEvent = connection.prepareStatement("""
                INSERT INTO event (conversation_id, seq, at, type, data, salt, digest, hash, dedupe_key)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING position
                """);
        this.upsertConversation = connection.prepareStatement("""
                INSERT INTO conversation (conversation_id, version, head_hash, channel, customer_id, customer_name,
                    status, awaits_bot, undelivered, elder_mode, dialect, reason, urgency, requested_at, queued_at,
                    agent_id, started_at, last_at, offered_to, last_agent, last_position)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?18, ?17, ?19, ?20, ?21)
                ON CONFLICT (conversation_id) DO UPDATE SET
                    version = ?2, head_hash = ?3, channel = ?4, customer_id = ?5, customer_name = ?6, status = ?7,
                    awaits_bot = ?8, undelivered = ?9, elder_mode = ?10, dialect = ?11, reason = ?12, urgency = ?13,
                    requested_at = ?14, queued_at = ?15, agent_id = ?16, last_at = ?17,
                    offered_to = ?19, last_agent = ?20, last_position = ?21
                """);
        this.findDuplicate = connection.prepareStatement(
                "SELECT conversation_id, seq, at, type, data FROM event WHERE dedupe_key = ?");
        this.findHead = connection.prepareStatement("""
                SELECT hash, (SELECT MAX(position) FROM event WHERE conversation_id = ?1 AND type <> 'TurnLabelled')
                FROM event WHERE conversation_id = ?1 ORDER BY seq DESC LIMIT 1
                """);
    }

    /** Appends in the open transaction. */
    AppendResult append(ConversationId id, long expectedVersion, List<ConversationEvent> events) throws SQLException {
        Head head = head(id);
        long version = head.conversation().version();
        boolean known = expectedVersion == EventStore.ANY_VERSION ? version > 0 : version == expectedVersion;
        if (!known) {
            return new AppendResult.Stale(version);
        }
        String channel = channel(head.conversation(), events);
        for (ConversationEvent event : events) {
            RecordedEvent original = findDuplicate(dedupeKey(id, channel, event));
            if (original != null) {
                return new AppendResult.Duplicate(original);
            }
        }
        long at = Math.max(clock.millis(), head.atMillis());
        return new AppendResult.Appended(write(head, events, at));
    }

    private List<RecordedEvent> write(Head head, List<ConversationEvent> events, long atMillis) throws SQLException {
        Instant at = Instant.ofEpochMilli(atMillis);
        List<RecordedEvent> recorded = new ArrayList<>(events.size());
        Head now = head;
        for (ConversationEvent event : events) {
            Conversation before = now.conversation();
            String data = codec.encode(event);
            String salt = HashChain.salt();
            EventRow row =
                    link(before.id(), before.version() + 1, atMillis, EventCodec.type(event), data, salt, now.hash());
            RecordedEvent entry = new RecordedEvent(before.id(), row.seq(), at, event);
            long position = insert(row, dedupeKey(before.id(), before.channel(), event));
            recorded.add(entry);
            now = now.then(entry, row.hash(), position);
        }
        remember(now);
        if (!recorded.isEmpty()) {
            appended.add(List.copyOf(recorded));
        }
        return recorded;
    }

    private void remember(Head head) throws SQLException {
        heads.put(head.conversation().id(), head);
        upsert(head);
    }

    /** What was appended since the last call, to be told to listeners once it is durable. */
    List<List<RecordedEvent>> takeAppended() {
        List<List<RecordedEvent>> taken = List.copyOf(appended);
        appended.clear();
        return taken;
    }

    /** The conversations written to since the last call, with the last event of each. */
    Map<ConversationId, Long> takeChanged() {
        Map<ConversationId, Long> taken = Map.copyOf(changed);
        changed.clear();
        return taken;
    }

    private static EventRow link(
            ConversationId id, long seq, long at, String type, String data, String salt, String previousHash) {
        String digest = HashChain.digest(salt, data);
        String hash = HashChain.hash(previousHash, id.value(), seq, at, type, digest);
        return new EventRow(id.value(), seq, at, type, data, salt, digest, hash);
    }

    /**
     * Stores a row that came from elsewhere, after checking its place in the chain, or giving it one if it has none. The
     * content of a row with a digest but no salt was erased; whoever imports sees to it that the erasure is vouched for.
     *
     * @return null if stored, else what is wrong with it and what to do
     */
    @Nullable String importRow(EventRow row, ConversationEvent event) throws SQLException {
        ConversationId id = new ConversationId(row.conversationId());
        Head head = head(id);
        if (row.seq() != head.conversation().version() + 1) {
            return "expected seq " + (head.conversation().version() + 1) + " in conversation " + id + ", found "
                    + row.seq()
                    + "; leave out what is in the log already, and put the lines of a conversation in order";
        }
        if ((row.seq() == 1) != (event instanceof ConversationStarted)) {
            return "a conversation begins with ConversationStarted and has no other, found " + row.type() + " as seq "
                    + row.seq();
        }
        if (row.atMillis() < head.atMillis()) {
            return "its time is earlier than that of the event before it; put the lines of a conversation in order";
        }
        String salt = row.salt();
        EventRow linked = row;
        if (row.hash().isEmpty()) {
            linked = link(id, row.seq(), row.atMillis(), row.type(), row.data(), HashChain.salt(), head.hash());
        } else {
            if (salt != null && !HashChain.digest(salt, row.data()).equals(row.digest())) {
                return "its content does not match its digest; it was changed after it was exported, so export again";
            }
            String expected =
                    HashChain.hash(head.hash(), id.value(), row.seq(), row.atMillis(), row.type(), row.digest());
            if (!expected.equals(row.hash())) {
                return "its hash does not follow from the event before it; a line was changed or left out, so export"
                        + " again";
            }
        }
        String key = dedupeKey(id, head.conversation().channel(), event);
        if (findDuplicate(key) != null) {
            return "a message with the same id is already in the log; leave this line out";
        }
        long position = insert(linked, key);
        RecordedEvent entry = new RecordedEvent(id, linked.seq(), Instant.ofEpochMilli(linked.atMillis()), event);
        remember(head.then(entry, linked.hash(), position));
        return null;
    }

    /**
     * Stores the whole log of a conversation that is not here yet, with the times it has.
     *
     * @throws IllegalArgumentException if it is here
     */
    void importConversation(List<RecordedEvent> log) throws SQLException {
        ConversationId id = log.getFirst().conversationId();
        if (head(id).conversation().version() > 0) {
            throw new IllegalArgumentException(
                    "Conversation " + id + " is in the log already. Give a data folder without it.");
        }
        Head head = head(id);
        for (RecordedEvent one : log) {
            long at = one.at().toEpochMilli();
            String type = EventCodec.type(one.event());
            EventRow row = link(id, one.seq(), at, type, codec.encode(one.event()), HashChain.salt(), head.hash());
            long position = insert(row, dedupeKey(id, head.conversation().channel(), one.event()));
            head = head.then(one, row.hash(), position);
        }
        upsert(head);
    }

    /** Recomputes the derived row of a conversation. */
    void rebuild(ConversationId id) throws SQLException {
        heads.remove(id);
        upsert(head(id));
    }

    /** Forgets what is remembered, after a transaction was rolled back. */
    void forget() {
        heads.clear();
        changed.clear();
        appended.clear();
    }

    private Head head(ConversationId id) throws SQLException {
        Head known = heads.get(id);
        if (known != null) {
            return known;
        }
        findHead.setString(1, id.value());
        try (ResultSet row = findHead.executeQuery()) {
            if (!row.next()) {
                return new Head(Conversation.empty(id), HashChain.GENESIS, 0, 0, 0);
            }
            List<RecordedEvent> events = reader.load(id, 0);
            return new Head(
                    Conversation.replay(id, events),
                    row.getString(1),
                    events.getFirst().at().toEpochMilli(),
                    events.getLast().at().toEpochMilli(),
                    row.getLong(2));
        }
    }

    private static String channel(Conversation conversation, List<ConversationEvent> events) {
        return conversation.version() == 0
                        && !events.isEmpty()
                        && events.getFirst() instanceof ConversationStarted started
                ? started.channel()
                : conversation.channel();
    }

    private static @Nullable String dedupeKey(ConversationId id, String channel, ConversationEvent event) {
        return switch (event) {
            case CustomerSpoke spoke -> channel + "|" + spoke.channelMessageId();
            case AttachmentReceived received ->
                "attachment|" + id + "|" + received.attachment().id();
            case AgentSpoke spoke -> "agent|" + id + "|" + spoke.messageId();
            default -> null;
        };
    }

    private @Nullable RecordedEvent findDuplicate(@Nullable String key) throws SQLException {
        if (key == null) {
            return null;
        }
        findDuplicate.setString(1, key);
        try (ResultSet row = findDuplicate.executeQuery()) {
            return row.next() ? reader.read(row) : null;
        }
    }

    /** @return its position in the whole log */
    private long insert(EventRow row, @Nullable String dedupeKey) throws SQLException {
        insertEvent.setString(1, row.conversationId());
        insertEvent.setLong(2, row.seq());
        insertEvent.setLong(3, row.atMillis());
        insertEvent.setString(4, row.type());
        insertEvent.setString(5, row.data());
        insertEvent.setString(6, row.salt());
        insertEvent.setString(7, row.digest());
        insertEvent.setString(8, row.hash());
        insertEvent.setString(9, dedupeKey);
        try (ResultSet key = insertEvent.executeQuery()) {
            key.next();
            return key.getLong(1);
        }
    }

    private void upsert(Head head) throws SQLException {
        Conversation c = head.conversation();
        upsertConversation.setString(1, c.id().value());
        upsertConversation.setLong(2, c.version());
        upsertConversation.setString(3, head.hash());
        upsertConversation.setString(4, c.channel());
        upsertConversation.setString(5, c.started() == null ? "" : c.customer().externalId());
        upsertConversation.setString(
                6, c.started() == null ? null : c.customer().name());
        upsertConversation.setString(7, c.status().name());
        upsertConversation.setBoolean(8, c.awaitsBot());
        upsertConversation.setInt(9, c.undelivered().size());
        upsertConversation.setBoolean(10, c.elderMode());
        upsertConversation.setString(11, c.dialect());
        var handoff = c.handoff();
        upsertConversation.setString(
                12, handoff == null ? null : handoff.reason().name());
        setLong(13, handoff == null ? null : (long) handoff.urgency().rank());
        setLong(14, handoff == null ? null : handoff.requestedAt().toEpochMilli());
        Instant queuedAt = handoff == null ? null : handoff.queuedAt();
        setLong(15, queuedAt == null ? null : queuedAt.toEpochMilli());
        upsertConversation.setString(16, c.agent() == null ? null : c.agent().id());
        upsertConversation.setLong(17, head.atMillis());
        upsertConversation.setLong(18, head.startedMillis());
        upsertConversation.setString(19, handoff == null ? null : id(handoff.offered()));
        upsertConversation.setString(20, id(c.lastAgent()));
        upsertConversation.setLong(21, head.lastPosition());
        upsertConversation.executeUpdate();
        changed.put(c.id(), c.version());
    }

    private static @Nullable String id(@Nullable Agent agent) {
        return agent == null ? null : agent.id();
    }

    private void setLong(int index, @Nullable Long value) throws SQLException {
        if (value == null) {
            upsertConversation.setNull(index, Types.INTEGER);
        } else {
            upsertConversation.setLong(index, value);
        }
    }
}
