package io.xiangyin.server.storage;

import io.xiangyin.core.AppendResult;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.LastUsed;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event log on SQLite. One thread writes: it takes everything that waits, up to a limit, into one transaction, and
 * answers the callers after the commit, so that the cost of making data durable is shared.
 */
public final class SqliteEventStore implements EventStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteEventStore.class);
    private static final int LARGEST_GROUP = 512;
    private static final int LONGEST_QUEUE = 8_192;
    private static final int REMEMBERED = 20_000;
    /** Takes the write lock at once: a transaction that reads first fails if somebody else writes in between. */
    private static final String BEGIN = "BEGIN IMMEDIATE";

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Jdbi jdbi;
    private final EventCodec codec;
    private final Connection connection;
    private final EventWriter writer;
    private final Statement transaction;
    private final Database database;
    private final BlockingQueue<Work> queue;
    private final Duration patience;
    /** The last event of conversations written to lately, so that a turn that knows it need not read. */
    private final Map<ConversationId, Long> lastEvents = Collections.synchronizedMap(new LastUsed<>(REMEMBERED));

    private final List<Consumer<List<RecordedEvent>>> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean open = true;

    public SqliteEventStore(Database database, EventCodec codec, InstantSource clock) {
        this(database, codec, clock, LONGEST_QUEUE, PATIENCE);
    }

    SqliteEventStore(Database database, EventCodec codec, InstantSource clock, int longestQueue, Duration patience) {
        this.database = database;
        this.queue = new ArrayBlockingQueue<>(longestQueue);
        this.patience = patience;
        this.jdbi = database.jdbi();
        this.codec = codec;
        try {
            this.connection = database.openWriter();
            this.writer = new EventWriter(connection, codec, clock);
            this.transaction = connection.createStatement();
        } catch (SQLException broken) {
            throw new StorageException("The event log could not be opened for writing: " + broken.getMessage(), broken);
        }
        this.thread = Thread.ofPlatform().name("event-writer").start(this::run);
    }

    /** Something to do on the writer's thread, inside a transaction. */
    @FunctionalInterface
    interface Job<T> {
        T on(EventWriter writer, Connection connection) throws SQLException;
    }

    private static final class Work {
        private final Job<?> job;
        private final CompletableFuture<Object> done = new CompletableFuture<>();

        Work(Job<?> job) {
            this.job = job;
        }
    }

    @Override
    public List<RecordedEvent> load(ConversationId id, long after) {
        Long last = lastEvents.get(id);
        if (last != null && last <= after) {
            return List.of();
        }
        try {
            return jdbi.withHandle(handle -> new EventReader(handle.getConnection(), codec).load(id, after));
        } catch (SQLException | JdbiException broken) {
            throw new StorageException("Conversation " + id + " could not be read: " + broken.getMessage(), broken);
        } catch (IllegalArgumentException undecodable) {
            throw new StorageException(
                    "Conversation " + id + " could not be read: " + undecodable.getMessage()
                            + ". Run `xiangyin events verify` to see whether the log was changed.",
                    undecodable);
        }
    }

    @Override
    public AppendResult append(ConversationId id, long expectedVersion, List<ConversationEvent> events) {
        return write((writer, _) -> writer.append(id, expectedVersion, events));
    }

    @Override
    public void subscribe(Consumer<List<RecordedEvent>> listener) {
        listeners.add(listener);
    }

    @Override
    public List<ConversationId> listAwaitingBot() {
        return ids("SELECT conversation_id FROM conversation WHERE awaits_bot = 1", Map.of());
    }

    @Override
    public List<ConversationId> listUndelivered() {
        return ids("SELECT conversation_id FROM conversation WHERE undelivered > 0", Map.of());
    }

    /** A customer's conversations, the one in which something happened last first. */
    public List<ConversationId> listConversations(String customerId) {
        return ids(
                "SELECT conversation_id FROM conversation WHERE customer_id = :customer ORDER BY last_position DESC",
                Map.of("customer", customerId));
    }

    /** The first of {@link #listConversations}, at the same price however many there are. */
    public Optional<ConversationId> findLatestConversation(String customerId) {
        return ids("""
                SELECT conversation_id FROM conversation WHERE customer_id = :customer
                ORDER BY last_position DESC LIMIT 1
                """, Map.of("customer", customerId)).stream().findFirst();
    }

    /** Conversations with the bot in which something happened since. */
    public List<ConversationId> listWithBotSince(Instant since) {
        return ids(
                "SELECT conversation_id FROM conversation WHERE status = 'BOT' AND last_at >= :since",
                Map.of("since", since.toEpochMilli()));
    }

    private List<ConversationId> ids(String sql, Map<String, ?> values) {
        try {
            return jdbi.withHandle(handle -> handle.createQuery(sql)
                    .bindMap(values)
                    .mapTo(String.class)
                    .map(ConversationId::new)
                    .list());
        } catch (JdbiException broken) {
            throw new StorageException("The conversations could not be listed: " + broken.getMessage(), broken);
        }
    }

    @Override
    public int redact(String externalId, String reason) {
        int touched = write(new Erasure(codec, externalId, reason));
        database.emptyWriteAheadLog();
        return touched;
    }

    /**
     * Runs a job in a transaction of the writer and waits until it is durable.
     *
     * @throws StorageException if it failed, or the writer has too much to do; nothing was stored then
     */
    @SuppressWarnings("unchecked")
    <T> T write(Job<T> job) {
        Work work = new Work(job);
        try {
            if (!open) {
                throw closed();
            }
            if (!queue.offer(work, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StorageException("More is being written than the disk takes; try again in a second");
            }
            if (!open && queue.remove(work)) { // close() came in between, and nobody will take it any more
                throw closed();
            }
            return (T) work.done.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StorageException("Interrupted while waiting to write", interrupted);
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new StorageException("The event log could not be written: " + cause.getMessage(), cause);
        }
    }

    private static StorageException closed() {
        return new StorageException("The event log is closed; start the program again");
    }

    private void run() {
        List<Work> group = new ArrayList<>(LARGEST_GROUP);
        while (open || !queue.isEmpty()) {
            try {
                Work first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
                queue.drainTo(group, LARGEST_GROUP - 1);
                commit(group);
            } catch (InterruptedException ignored) {
                // close() clears `open`; whatever waits is still written
            } finally {
                group.clear();
            }
        }
    }

    /** Commits the group as one; if that fails, one by one, so that nobody suffers for another's work. */
    private void commit(List<Work> group) {
        List<Object> results = new ArrayList<>(group.size());
        try {
            transaction.execute(BEGIN);
            for (Work work : group) {
                results.add(work.job.on(writer, connection));
            }
            transaction.execute("COMMIT");
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack();
            if (group.size() == 1) {
                group.getFirst().done.completeExceptionally(failure);
            } else {
                group.forEach(work -> commit(List.of(work)));
            }
            return;
        }
        lastEvents.putAll(writer.takeChanged());
        writer.takeAppended().forEach(this::publish);
        for (int i = 0; i < results.size(); i++) {
            group.get(i).done.complete(results.get(i));
        }
    }

    private void rollBack() {
        writer.forget();
        try {
            transaction.execute("ROLLBACK");
        } catch (SQLException noneOpen) {
            LOG.debug("Nothing to roll back", noneOpen);
        }
    }

    private void publish(List<RecordedEvent> events) {
        for (Consumer<List<RecordedEvent>> listener : listeners) {
            try {
                listener.accept(events);
            } catch (RuntimeException | Error failure) {
                LOG.error("A listener of the event log failed", failure);
            }
        }
    }

    /** Writes what waits, then closes. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(10_000);
            for (Work late = queue.poll(); late != null; late = queue.poll()) {
                late.done.completeExceptionally(closed());
            }
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException broken) {
            LOG.warn("Closing the event log failed", broken);
        }
    }
}
