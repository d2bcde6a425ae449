package io.xiangyin.server.report;

import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.FactSheet;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.SheetReader;
import io.xiangyin.server.storage.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
    /** Into how many sets customers fall at most. */
    private static final int SHARDS = 64;
    /** Sheets have about 300 bytes, and each processor has a set in memory. */
    private static final int SHEETS_AT_A_TIME = 30_000;
    /** So that no processor is idle for long when the others end. */
    private static final int LEAST_SETS = 8;

    private final Jdbi jdbi;
    private final EventCodec codec;
    private final ReportSettings settings;
    private final Consumer<Touched> touched;
    private final Progress progress = new Progress();

    /** Nobody follows what it reads. */
    public FactTable(Jdbi jdbi, EventCodec codec, ReportSettings settings) {
        this(jdbi, codec, settings, _ -> {});
    }

    /** @param touched told of every conversation that is read, once its facts are stored */
    FactTable(Jdbi jdbi, EventCodec codec, ReportSettings settings, Consumer<Touched> touched) {
        this.jdbi = jdbi;
        this.codec = codec;
        this.settings = settings;
        this.touched = touched;
    }

    private record Mark(long position, String stamp) {}

    private record Kept(String id, String customer, Instant startedAt, Instant lastAt, FactSheet sheet) {}

    /** A conversation that was read again. */
    public record Touched(String customer, Instant startedAt) {}

    /** Reads what the log has more than the table. */
    public synchronized void catchUp() {
        long begin = begin();
        long end = jdbi.withHandle(handle -> handle.createQuery("SELECT coalesce(max(position), 0) FROM event")
                .mapTo(Long.class)
                .one());
        if (end - begin <= STRIDE) {
            readOn(begin, end);
            return;
        }
        try {
            for (long position = begin; position < end; position += STRIDE) {
                progress.reached(Progress.Of.LOG, position, end);
                readOn(position, Math.min(end, position + STRIDE));
            }
        } finally {
            progress.reached(Progress.Of.LOG, end, end);
        }
    }

    private void readOn(long after, long upTo) {
        if (after >= upTo) {
            return;
        }
        List<Kept> kept = read(after, upTo);
        keep(kept, upTo);
        kept.forEach(one -> touched.accept(new Touched(one.customer(), one.startedAt())));
    }

    /** What is being read now. */
    Progress progress() {
        return progress;
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
        ConversationStarted started = (ConversationStarted) log.getFirst().event();
        return new Kept(
                id,
                started.customer().externalId(),
                log.getFirst().at(),
                log.getLast().at(),
                sheet);
    }

    private void keep(List<Kept> kept, long position) {
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                            INSERT OR REPLACE INTO conversation_fact
                            VALUES (:shard, :startedAt, :id, :customer, :lastAt, :sheet)
                            """);
            for (Kept one : kept) {
                batch.bind("shard", Math.floorMod(one.customer().hashCode(), SHARDS))
                        .bind("startedAt", millis(one.startedAt()))
                        .bind("id", one.id())
                        .bind("customer", one.customer())
                        .bind("lastAt", millis(one.lastAt()))
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
        catchUp();
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

    /** Reads the sheets of all conversations touched since, one set of customers after another, each processor its own. */
    <T extends SheetReader> T byCustomers(Instant since, T reader) {
        Map<Integer, List<FactSheet>> longGoingOn = longGoingOn(since);
        int sets = Math.clamp(count(since) / SHEETS_AT_A_TIME + 1, LEAST_SETS, SHARDS);
        AtomicInteger done = new AtomicInteger();
        progress.reached(Progress.Of.CUSTOMERS, 0, sets);
        try {
            IntStream.range(0, sets).parallel().forEach(set -> {
                reader.add(ofSet(set, sets, since, longGoingOn));
                progress.reached(Progress.Of.CUSTOMERS, done.incrementAndGet(), sets);
            });
        } finally {
            progress.reached(Progress.Of.CUSTOMERS, sets, sets);
        }
        return reader;
    }

    private List<FactSheet> ofSet(int set, int sets, Instant since, Map<Integer, List<FactSheet>> longGoingOn) {
        List<Integer> shards = IntStream.range(0, SHARDS)
                .filter(shard -> shard % sets == set)
                .boxed()
                .toList();
        List<FactSheet> sheets = begunSince(since, shards);
        shards.forEach(shard -> sheets.addAll(longGoingOn.getOrDefault(shard, List.of())));
        return sheets;
    }

    private int count(Instant since) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT count(*) FROM conversation_fact WHERE last_at >= :since")
                        .bind("since", millis(since))
                        .mapTo(Integer.class)
                        .one());
    }

    private List<FactSheet> begunSince(Instant since, List<Integer> shards) {
        return jdbi.withHandle(handle -> new ArrayList<>(handle.createQuery(
                        "SELECT sheet FROM conversation_fact WHERE shard IN (<shards>) AND started_at >= :since")
                .bindList("shards", shards)
                .setFetchSize(1_000)
                .bind("since", millis(since))
                .map((row, _) -> new FactSheet(row.getBytes(1)))
                .list()));
    }

    /** Those that began before and were touched since, by shard. */
    private Map<Integer, List<FactSheet>> longGoingOn(Instant since) {
        Map<Integer, List<FactSheet>> found = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT shard, sheet FROM conversation_fact INDEXED BY conversation_fact_last
                        WHERE last_at >= :since AND started_at < :since
                        """)
                .bind("since", millis(since))
                .map((row, _) -> Map.entry(row.getInt(1), new FactSheet(row.getBytes(2))))
                .forEach(one -> found.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(one.getValue())));
        return found;
    }

    /** The sheets of the customers of whom a conversation began in {@code [from, to)}, as far as they were touched since. */
    List<FactSheet> about(Instant from, Instant to, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT sheet FROM conversation_fact WHERE last_at >= :since AND customer IN
                            (SELECT customer FROM conversation_fact WHERE started_at >= :from AND started_at < :to)
                        """)
                .bind("since", millis(since))
                .bind("from", millis(from))
                .bind("to", millis(to))
                .map((row, _) -> new FactSheet(row.getBytes(1)))
                .list());
    }

    /** When the conversations of a customer began that were touched since. */
    List<Instant> beginnings(String customer, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT started_at FROM conversation_fact WHERE customer = :customer AND last_at >= :since")
                .bind("customer", customer)
                .bind("since", millis(since))
                .mapTo(Long.class)
                .map(Instant::ofEpochMilli)
                .list());
    }

    /** Whether there are events after now. */
    boolean isAhead(Instant now) {
        return jdbi.withHandle(handle -> !ahead(handle, now).isEmpty());
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
