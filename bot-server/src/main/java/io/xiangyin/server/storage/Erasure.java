package io.xiangyin.server.storage;

import io.xiangyin.core.AppendResult;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationRedacted;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one sanctioned change to the log: everything personal about a customer goes, times and structure stay. An event
 * at the end of each conversation commits to the new content, so the chain still verifies and an unsanctioned change
 * does not.
 */
final class Erasure implements SqliteEventStore.Job<Integer> {
    private final EventCodec codec;
    private final String externalId;
    private final String reason;
    private final String pseudonym = "erased-" + ConversationId.random();

    Erasure(EventCodec codec, String externalId, String reason) {
        this.codec = codec;
        this.externalId = externalId;
        this.reason = reason;
    }

    @Override
    public Integer on(EventWriter writer, Connection connection) throws SQLException {
        List<ConversationId> conversations = conversationsOf(connection);
        forgetHeldNews(connection);
        for (ConversationId id : conversations) {
            Map<String, String> erased = erase(id, connection);
            writer.rebuild(id);
            AppendResult result = writer.append(
                    id, EventStore.ANY_VERSION, List.<ConversationEvent>of(new ConversationRedacted(reason, erased)));
            if (!(result instanceof AppendResult.Appended)) {
                throw new IllegalStateException("Erasure of conversation " + id + " was refused: " + result);
            }
        }
        return conversations.size();
    }

    private void forgetHeldNews(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM held_news WHERE customer_id = ?")) {
            delete.setString(1, externalId);
            delete.executeUpdate();
        }
    }

    private List<ConversationId> conversationsOf(Connection connection) throws SQLException {
        List<ConversationId> ids = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT conversation_id FROM conversation WHERE customer_id = ?")) {
            query.setString(1, externalId);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(new ConversationId(rows.getString(1)));
                }
            }
        }
        return ids;
    }

    private Map<String, String> erase(ConversationId id, Connection connection) throws SQLException {
        Map<String, String> digests = new HashMap<>();
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE event SET data = ?, salt = NULL WHERE conversation_id = ? AND seq = ?")) {
            for (RecordedEvent recorded : new EventReader(connection, codec).load(id, 0)) {
                ConversationEvent bare = Personal.erase(recorded.event(), pseudonym);
                if (bare.equals(recorded.event())) {
                    continue;
                }
                String data = codec.encode(bare);
                update.setString(1, data);
                update.setString(2, id.value());
                update.setLong(3, recorded.seq());
                update.executeUpdate();
                digests.put(Long.toString(recorded.seq()), HashChain.sha256(data));
            }
        }
        return digests;
    }
}
