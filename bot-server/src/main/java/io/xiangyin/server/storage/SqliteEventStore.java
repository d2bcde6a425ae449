package io.xiangyin.server.storage;

import io.xiangyin.core.AppendResult;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
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

    private final Jdbi jdbi;
    private final EventCodec codec;
    private final Connection connection;
    private final EventWriter writer;
    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final List<Consumer<List<RecordedEvent>>> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean open = true;

    public SqliteEventStore(Database database, EventCodec codec, InstantSource clock) {
        this.jdbi = database.jdbi();
        this.codec = codec;
        try {
            this.connection = database.openWriter();
            this.writer = new EventWriter(connection, codec, clock);
            connection.setAutoCommit(false);
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
        try {
            return jdbi.withHandle(handle -> new EventReader(handle.getConnection(), codec).load(id, after));
        } catch (SQLException broken) {
            throw new StorageException("Conversation " + id + " could not be read: " + broken.getMessage(), broken);
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
        return ids("SELECT conversation_id FROM conversation WHERE awaits_bot = 1");
    }

    @Override
    public List<ConversationId> listUndelivered() {
        return ids("SELECT conversation_id FROM conversation WHERE undelivered > 0");
    }

    private List<ConversationId> ids(String sql) {
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .mapTo(String.class)
                .map(ConversationId::new)
                .list());
    }

    @Override
    public int redact(String externalId, String reason) {
        return write(new Erasure(codec, externalId, reason));
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
            if (!open || !queue.offer(work, 1, TimeUnit.SECONDS)) {
                throw new StorageException(
                        open
                                ? "More is being written than the disk takes; try again in a second"
                                : "The store is closed");
            }
            return (T) work.done.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StorageException("Interrupted while waiting to write", interrupted);
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw cause instanceof IllegalArgumentException illegal
                    ? illegal
                    : new StorageException("The event log could not be written: " + cause.getMessage(), cause);
        }
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
        try {
            List<Object> results = new ArrayList<>(group.size());
            for (Work work : group) {
                results.add(work.job.on(writer, connection));
            }
            connection.commit();
            publish(results);
            for (int i = 0; i < results.size(); i++) {
                group.get(i).done.complete(results.get(i));
            }
        } catch (SQLException | RuntimeException failure) {
            rollBack();
            if (group.size() == 1) {
                group.getFirst().done.completeExceptionally(failure);
            } else {
                group.forEach(work -> commit(List.of(work)));
            }
        }
    }

    private void rollBack() {
        writer.forget();
        try {
            connection.rollback();
        } catch (SQLException broken) {
            LOG.error("Rolling back failed", broken);
        }
    }

    private void publish(List<Object> results) {
        for (Object result : results) {
            if (result instanceof AppendResult.Appended appended
                    && !appended.events().isEmpty()) {
                for (Consumer<List<RecordedEvent>> listener : listeners) {
                    try {
                        listener.accept(appended.events());
                    } catch (RuntimeException failure) {
                        LOG.error("A listener of the event log failed", failure);
                    }
                }
            }
        }
    }

    /** Writes what waits, then closes. */
    @Override
    public void close() {
        open = false;
        try {
            thread.join(10_000);
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (SQLException broken) {
            LOG.warn("Closing the event log failed", broken);
        }
    }
}
