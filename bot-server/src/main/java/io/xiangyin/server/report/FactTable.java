package io.xiangyin.server.report;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.FactSheet;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.server.storage.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The facts of all conversations, kept beside the log and brought up to it before every report: only conversations with
 * events since the last time are read again. Losing it costs time, nothing else.
 */
public final class FactTable {
    /** Positions of the log read at a time; the event writer waits for one such write at most. */
    private static final long STRIDE = 20_000;

    private final Jdbi jdbi;
    private final EventCodec codec;
    private final ReportSettings settings;

    public FactTable(Jdbi jdbi, EventCodec codec, ReportSettings settings) {
        this.jdbi = jdbi;
        this.codec = codec;
        this.settings = settings;
    }

    private record Mark(long position, String stamp) {}

    private record Kept(String id, long lastAt, FactSheet sheet) {}

    /**
     * Reads what the log has more than the table.
     *
     * @param progress told the position reached, after each stride
     * @return how many conversations were read
     */
    public synchronized long catchUp(LongConsumer progress) {
        long position = begin();
        long end = jdbi.withHandle(handle -> handle.createQuery("SELECT coalesce(max(position), 0) FROM event")
                .mapTo(Long.class)
                .one());
        long read = 0;
        while (position < end) {
            long upTo = Math.min(end, position + STRIDE);
            List<Kept> kept = read(position, upTo);
            keep(kept, upTo);
            read += kept.size();
            position = upTo;
            progress.accept(position);
        }
        return read;
    }

    /** Forgets everything, so that the next time reads the whole log. */
    public synchronized void clear() {
        jdbi.useTransaction(handle -> {
            handle.execute("DELETE FROM fact_mark");
            handle.execute("DELETE FROM conversation_fact");
        });
    }

    private long begin() {
        Optional<Mark> mark = jdbi.withHandle(handle -> handle.createQuery("SELECT position, stamp FROM fact_mark")
                .map((row, _) -> new Mark(row.getLong(1), row.getString(2)))
                .findOne());
        if (mark.isPresent() && mark.get().stamp().equals(FactSheet.stamp(settings))) {
            return mark.get().position();
        }
        clear();
        return 0;
    }

    private List<Kept> read(long after, long upTo) {
        List<String> ids = jdbi.withHandle(handle -> handle.createQuery("""
                SELECT DISTINCT conversation_id FROM event WHERE position > :after AND position <= :upTo
                """)
                .bind("after", after)
                .bind("upTo", upTo)
                .mapTo(String.class)
                .list());
        return ids.parallelStream().map(this::read).toList(); // decoding takes most of the time
    }

    private Kept read(String id) {
        List<RecordedEvent> log = jdbi.withHandle(handle -> log(id, handle));
        FactSheet sheet = FactSheet.of(log, Instant.MAX, settings).orElseThrow();
        return new Kept(id, log.getLast().at().toEpochMilli(), sheet);
    }

    private void keep(List<Kept> kept, long position) {
        jdbi.useTransaction(handle -> {
            PreparedBatch batch =
                    handle.prepareBatch("INSERT OR REPLACE INTO conversation_fact VALUES (:id, :lastAt, :sheet)");
            for (Kept one : kept) {
                batch.bind("id", one.id())
                        .bind("lastAt", one.lastAt())
                        .bind("sheet", one.sheet().bytes())
                        .add();
            }
            if (!kept.isEmpty()) {
                batch.execute();
            }
            handle.createUpdate("INSERT OR REPLACE INTO fact_mark VALUES (1, :position, :stamp)")
                    .bind("position", position)
                    .bind("stamp", FactSheet.stamp(settings))
                    .execute();
        });
    }

    /** The sheets of all conversations in which something happened since, as of now. */
    List<FactSheet> list(Instant since, Instant now) {
        catchUp(_ -> {});
        return jdbi.inTransaction(handle -> {
            List<FactSheet> sheets = new ArrayList<>(handle.createQuery("""
                    SELECT sheet FROM conversation_fact WHERE last_at >= :since AND last_at <= :now
                    """)
                    .setFetchSize(1_000)
                    .bind("since", millis(since))
                    .bind("now", millis(now))
                    .map((row, _) -> new FactSheet(row.getBytes(1)))
                    .list());
            ahead(handle, now)
                    .forEach(id -> FactSheet.of(log(id, handle), now, settings).ifPresent(sheets::add));
            return sheets;
        });
    }

    /** Conversations with events after now, as an import from a machine whose clock is ahead may bring: read to now only. */
    private static List<String> ahead(Handle handle, Instant now) {
        return handle.createQuery("SELECT conversation_id FROM conversation_fact WHERE last_at > :now")
                .bind("now", millis(now))
                .mapTo(String.class)
                .list();
    }

    private static long millis(Instant instant) {
        return instant.toEpochMilli();
    }

    private List<RecordedEvent> log(String id, Handle handle) {
        return handle.createQuery("""
                SELECT conversation_id, seq, at, type, data FROM event WHERE conversation_id = :id ORDER BY seq
                """)
                .bind("id", id)
                .map((row, _) -> event(row))
                .list();
    }

    private RecordedEvent event(ResultSet row) throws SQLException {
        return new RecordedEvent(
                new ConversationId(row.getString(1)),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                codec.decode(row.getString(4), row.getString(5)));
    }
}
