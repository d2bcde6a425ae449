package io.xiangyin.server.storage;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads events of a conversation over one connection. */
final class EventReader {
    private final Connection connection;
    private final EventCodec codec;

    EventReader(Connection connection, EventCodec codec) {
        this.connection = connection;
        this.codec = codec;
    }

    List<RecordedEvent> load(ConversationId id, long after) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT conversation_id, seq, at, type, data FROM event
                WHERE conversation_id = ? AND seq > ? ORDER BY seq
                """)) {
            query.setString(1, id.value());
            query.setLong(2, after);
            List<RecordedEvent> events = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    events.add(read(rows));
                }
            }
            return events;
        }
    }

    /** Reads the row the cursor stands on: conversation_id, seq, at, type, data. */
    RecordedEvent read(ResultSet row) throws SQLException {
        return new RecordedEvent(
                new ConversationId(row.getString(1)),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                codec.decode(row.getString(4), row.getString(5)));
    }

    /** The row the cursor stands on: conversation_id, seq, at, type, data, salt, digest, hash. */
    static EventRow row(ResultSet row) throws SQLException {
        return new EventRow(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8));
    }
}
