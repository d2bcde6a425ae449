package io.xiangyin.server.storage;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.StorageException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The tools of the event log: export, import, proof that nothing was changed, and rebuilding what is derived from it. */
public final class EventLog {
    private final Database database;
    private final EventCodec codec;
    private final SqliteEventStore store;

    /** @param store a store over the same database; its writer is the one that imports and rebuilds */
    public EventLog(Database database, EventCodec codec, SqliteEventStore store) {
        this.database = database;
        this.codec = codec;
        this.store = store;
    }

    /** What came of an import. */
    public sealed interface Imported {
        /** All of it is stored; {@code conversations} counts those that began in it. */
        record Taken(long events, long conversations) implements Imported {}

        /**
         * Nothing of it is stored.
         *
         * @param line the first bad line, from 1; 0 if it is the file itself
         * @param sentence what is wrong and what to do, beginning with {@code line 17:} if it is about a line
         */
        record Refused(long line, String sentence) implements Imported {}
    }

    /**
     * What the hash chains prove.
     *
     * @param erased how many of the events were erased by a sanctioned erasure
     * @param firstBreak null if nothing was changed or cut out; the counts reach up to the break
     */
    public record Verification(
            long conversations,
            long events,
            long erased,
            @Nullable Break firstBreak) {
        public boolean intact() {
            return firstBreak == null;
        }
    }

    /**
     * The first place at which the log is not what was stored.
     *
     * @param conversationId null if no trace of the conversation is left
     * @param seq the event concerned, null with the conversation
     * @param sentence where and what
     */
    public record Break(
            Kind kind,
            @Nullable String conversationId,
            @Nullable Long seq,
            String sentence) {
        /** What was done to the log. */
        public enum Kind {
            CHANGED_CONTENT,
            CHANGED_PLACE,
            MISSING_EVENT,
            CUT_TAIL,
            ADDED_EVENT,
            WIPED_CONTENT,
            MISSING_CONVERSATION,
            HEAD_LOST
        }
    }

    /** Work on a connection that may also fail to write its outcome. */
    @FunctionalInterface
    private interface Read<T> {
        T from(Connection connection) throws SQLException, IOException;
    }

    /**
     * Writes every event, one line each, in the order of storage.
     *
     * @return how many
     * @throws IOException if the writer fails
     */
    public long exportTo(Writer out) throws IOException {
        return inSnapshot(connection -> export(connection, out));
    }

    /**
     * Writes every event to a file, which appears only when it is complete.
     *
     * @throws StorageException if the file cannot be written
     */
    public long exportTo(Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            long count;
            try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                count = exportTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return count;
        } catch (IOException unwritable) {
            throw new StorageException(
                    "The export " + file.toAbsolutePath() + " cannot be written (" + unwritable
                            + "). Give another file, or make room.",
                    unwritable);
        }
    }

    private static long export(Connection connection, Writer out) throws SQLException, IOException {
        long count = 0;
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("""
                        SELECT conversation_id, seq, at, type, data, salt, digest, hash FROM event ORDER BY position
                        """)) {
            while (rows.next()) {
                out.write(LogLine.format(EventReader.row(rows)));
                out.write('\n');
                count++;
            }
        }
        return count;
    }

    /** Validates every line and stores all of them in one transaction, or none. */
    public Imported importFrom(Path file) {
        try {
            return store.write(new LogImport(file, codec));
        } catch (StorageException failed) {
            if (failed.getCause() instanceof LogImport.RefusedException refused) {
                return new Imported.Refused(refused.line(), String.valueOf(refused.getMessage()));
            }
            throw failed;
        }
    }

    /**
     * Stores whole conversations that are not here yet, with the times they have; all of them or none.
     *
     * @throws StorageException if one is here already, or they cannot be stored
     */
    public void importConversations(List<List<RecordedEvent>> logs) {
        store.write((writer, _) -> {
            for (List<RecordedEvent> log : logs) {
                writer.importConversation(log);
            }
            return logs.size();
        });
    }

    /** Walks every hash chain to its end or to the first break. */
    public Verification verify() {
        try {
            return inSnapshot(connection -> new LogCheck(connection, codec).run());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Empties the table that is derived from the events and fills it again, in one transaction.
     *
     * @param progress told how many conversations are done, after each
     * @return how many conversations there are
     */
    public long rebuild(LongConsumer progress) {
        return store.write((writer, connection) -> {
            writer.forget();
            try (Statement delete = connection.createStatement()) {
                delete.execute("DELETE FROM conversation");
                delete.execute("DELETE FROM conversation_fact");
                delete.execute("DELETE FROM fact_mark");
            }
            long done = 0;
            for (String id = after("", connection); id != null; id = after(id, connection)) {
                writer.rebuild(new ConversationId(id));
                progress.accept(++done);
            }
            return done;
        });
    }

    private static @Nullable String after(String id, Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT min(conversation_id) FROM event WHERE conversation_id > ?")) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }

    private <T> T inSnapshot(Read<T> work) throws IOException {
        try {
            return database.jdbi().<T, Exception>inTransaction(handle -> work.from(handle.getConnection()));
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception broken) {
            throw new StorageException("The event log could not be read: " + broken.getMessage(), broken);
        }
    }
}
