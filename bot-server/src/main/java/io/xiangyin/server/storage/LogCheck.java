package io.xiangyin.server.storage;

import io.xiangyin.core.ConversationEvent.ConversationRedacted;
import io.xiangyin.server.storage.EventLog.Break;
import io.xiangyin.server.storage.EventLog.Verification;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks the hash chains of all conversations over one connection, one event in memory at a time. */
final class LogCheck {
    private final Connection connection;
    private final EventCodec codec;
    private long conversations;
    private long events;
    private long erasedEvents;

    private String conversation = "";
    private long seq;
    private String hash = HashChain.GENESIS;
    private @Nullable Map<Long, String> vouched;

    LogCheck(Connection connection, EventCodec codec) {
        this.connection = connection;
        this.codec = codec;
    }

    Verification run() throws SQLException {
        Break found = walk();
        if (found == null) {
            found = headsWithoutEvents();
        }
        if (found == null) {
            found = gapInPositions();
        }
        return new Verification(conversations, events, erasedEvents, found);
    }

    private @Nullable Break walk() throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("""
                        SELECT conversation_id, seq, at, type, data, salt, digest, hash FROM event
                        ORDER BY conversation_id, seq
                        """)) {
            while (rows.next()) {
                EventRow row = EventReader.row(rows);
                Break found = row.conversationId().equals(conversation) ? null : next(row.conversationId());
                if (found == null) {
                    found = check(row);
                }
                if (found != null) {
                    return found;
                }
            }
        }
        return next("");
    }

    /** Ends one conversation and begins the next. */
    private @Nullable Break next(String id) throws SQLException {
        Break found = conversation.isEmpty() ? null : checkHead();
        conversation = id;
        seq = 0;
        hash = HashChain.GENESIS;
        vouched = null;
        conversations += id.isEmpty() ? 0 : 1;
        return found;
    }

    private @Nullable Break check(EventRow row) throws SQLException {
        long expected = seq + 1;
        if (row.seq() != expected) {
            return broken(Break.Kind.MISSING_EVENT, expected, "the event is missing; the next one is " + row.seq());
        }
        events++;
        Break found = checkContent(row);
        if (found != null) {
            return found;
        }
        String follows = HashChain.hash(hash, conversation, row.seq(), row.atMillis(), row.type(), row.digest());
        if (!follows.equals(row.hash())) {
            return broken(
                    Break.Kind.CHANGED_PLACE,
                    row.seq(),
                    "the hash does not follow from the event before it; its time, type, digest or hash was changed");
        }
        seq = row.seq();
        hash = row.hash();
        return null;
    }

    private @Nullable Break checkContent(EventRow row) throws SQLException {
        String salt = row.salt();
        String committed = vouched().get(row.seq());
        if (salt != null) {
            boolean cameBack = committed != null && !committed.equals(HashChain.sha256(row.data()));
            if (cameBack) {
                return broken(
                        Break.Kind.CHANGED_CONTENT, row.seq(), "its content was erased, but other content is there");
            }
            return HashChain.digest(salt, row.data()).equals(row.digest())
                    ? null
                    : broken(Break.Kind.CHANGED_CONTENT, row.seq(), "the content does not match its digest");
        }
        erasedEvents++;
        if (committed == null) {
            return broken(
                    Break.Kind.WIPED_CONTENT,
                    row.seq(),
                    "the content was wiped, but no ConversationRedacted event vouches for it");
        }
        return committed.equals(HashChain.sha256(row.data()))
                ? null
                : broken(Break.Kind.CHANGED_CONTENT, row.seq(), "the content was changed after its erasure");
    }

    /** What the erasures of the conversation say its content is now, by sequence number. */
    private Map<Long, String> vouched() throws SQLException {
        Map<Long, String> known = vouched;
        if (known != null) {
            return known;
        }
        Map<Long, String> read = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT type, data FROM event
                WHERE conversation_id = ? AND type = 'ConversationRedacted' ORDER BY seq
                """)) {
            query.setString(1, conversation);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    note(rows.getString(1), rows.getString(2), read);
                }
            }
        }
        vouched = read;
        return read;
    }

    private void note(String type, String data, Map<Long, String> into) {
        try {
            if (codec.decode(type, data) instanceof ConversationRedacted redacted) {
                redacted.erased().forEach((number, digest) -> into.put(Long.valueOf(number), digest));
            }
        } catch (IllegalArgumentException unreadable) {
            // then it vouches for nothing; that it was changed is found when the walk comes to it
        }
    }

    private @Nullable Break checkHead() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT version, head_hash FROM conversation WHERE conversation_id = ?")) {
            query.setString(1, conversation);
            try (ResultSet head = query.executeQuery()) {
                if (!head.next()) {
                    return broken(
                            Break.Kind.HEAD_LOST,
                            seq,
                            "the conversation table does not know the conversation; if it was emptied on purpose, run"
                                    + " `xiangyin events rebuild`");
                }
                long version = head.getLong(1);
                if (version > seq) {
                    return broken(
                            Break.Kind.CUT_TAIL,
                            seq + 1,
                            "events " + (seq + 1) + " to " + version + " were cut off the end");
                }
                if (version < seq) {
                    return broken(Break.Kind.ADDED_EVENT, version + 1, "the event was not added by the program");
                }
                return head.getString(2).equals(hash)
                        ? null
                        : broken(Break.Kind.CHANGED_PLACE, seq, "its hash is not the one it was stored with");
            }
        }
    }

    private @Nullable Break headsWithoutEvents() throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("""
                        SELECT c.conversation_id, c.version FROM conversation c
                        WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.conversation_id = c.conversation_id)
                        ORDER BY c.conversation_id LIMIT 1
                        """)) {
            if (!row.next()) {
                return null;
            }
            conversation = row.getString(1);
            return broken(
                    Break.Kind.MISSING_CONVERSATION,
                    1,
                    "the whole conversation is missing, " + row.getLong(2) + " events");
        }
    }

    /** Positions are given without gaps, so a gap shows what left no other trace. */
    private @Nullable Break gapInPositions() throws SQLException {
        long expected = 1;
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("SELECT position FROM event ORDER BY position")) {
            while (rows.next() && rows.getLong(1) == expected) {
                expected++;
            }
        }
        long given = lastPositionGiven();
        if (expected == events + 1 && expected == given + 1) {
            return null;
        }
        return new Break(
                Break.Kind.MISSING_CONVERSATION,
                null,
                null,
                "position " + expected + " of the log is missing; " + (given - events) + " of " + given
                        + " events were removed together with every trace of their conversation");
    }

    private long lastPositionGiven() throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT seq FROM sqlite_sequence WHERE name = 'event'")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private Break broken(Break.Kind kind, long at, String sentence) {
        return new Break(kind, conversation, at, "conversation " + conversation + ", event " + at + ": " + sentence);
    }
}
