package io.xiangyin.demo.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file: every read sees one snapshot, writes run one after another.
 *
 * <p>Blocks its caller; never call it on an event loop.
 */
final class OrderStore implements AutoCloseable {

    private static final int SCHEMA_VERSION = 1;
    private static final List<String> TABLES_CHILDREN_FIRST = List.of(
            "first_answers",
            "service_records",
            "refund_steps",
            "refunds",
            "shipment_events",
            "shipments",
            "orders",
            "customers");

    private static final int READERS = 4;

    private final HikariDataSource pool;
    private final Jdbi readers;
    private final Handle writer;

    private final ReentrantLock writing = new ReentrantLock();

    private OrderStore(HikariDataSource pool, Handle writer) {
        this.pool = pool;
        this.readers = Jdbi.create(pool);
        this.writer = writer;
    }

    /**
     * Opens the file; a new one is created and seeded, an existing one is left as it is.
     *
     * @throws IllegalArgumentException if the file cannot be used as the order system's database
     */
    static OrderStore open(Path database, Instant now) {
        Path folder = database.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "The folder of the order database " + database + " does not exist: create it first.");
        }
        try {
            return openOrClose(database, now);
        } catch (JdbiException e) {
            throw new IllegalArgumentException(
                    "Cannot use " + database + " as the order database: expected a new path or a file this service "
                            + "wrote; delete it or name another.",
                    e);
        }
    }

    private static OrderStore openOrClose(Path database, Instant now) {
        Handle writer = Jdbi.create(dataSource(database, SQLiteConfig.TransactionMode.IMMEDIATE))
                .open();
        try {
            prepare(writer, database, now);
            return new OrderStore(readers(database), writer);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    <T> T read(Function<OrderTables, T> work) {
        return readers.inTransaction(handle -> work.apply(new OrderTables(handle)));
    }

    /** Runs the work alone and keeps all of it, or nothing if it throws. */
    <T> T write(Function<OrderTables, T> work) {
        writing.lock();
        try {
            return writer.inTransaction(handle -> work.apply(new OrderTables(handle)));
        } finally {
            writing.unlock();
        }
    }

    /** Throws everything away and puts the seed back, with times relative to the given one. */
    void reset(Instant now) {
        writing.lock();
        try {
            writer.useTransaction(handle -> {
                for (String table : TABLES_CHILDREN_FIRST) {
                    handle.execute("DELETE FROM " + table);
                }
                seed(handle, now);
            });
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            pool.close();
            writer.close();
        } finally {
            writing.unlock();
        }
    }

    private static void prepare(Handle writer, Path database, Instant now) {
        writer.useTransaction(handle -> {
            int version = readNumber(handle, "PRAGMA user_version");
            if (version == SCHEMA_VERSION) {
                return;
            }
            if (version != 0 || readNumber(handle, "SELECT count(*) FROM sqlite_master") > 0) {
                throw new IllegalArgumentException("The file " + database + " is another database (version " + version
                        + ", expected " + SCHEMA_VERSION + "): delete it or name another.");
            }
            handle.createScript(Texts.file("schema.sql")).execute();
            seed(handle, now);
            handle.execute("PRAGMA user_version = " + SCHEMA_VERSION);
        });
    }

    private static int readNumber(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Integer.class).one();
    }

    private static void seed(Handle handle, Instant now) {
        for (String statement : handle.createScript(Texts.file("seed.sql")).getStatements()) {
            handle.createUpdate(statement)
                    .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
                    .bind("now", now.toEpochMilli())
                    .bind("hour", Duration.ofHours(1).toMillis())
                    .bind("day", Duration.ofDays(1).toMillis())
                    .execute();
        }
    }

    /** Connections kept open, for opening one takes longer than reading an order. */
    private static HikariDataSource readers(Path database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("order-readers");
        config.setDataSource(dataSource(database, SQLiteConfig.TransactionMode.DEFERRED));
        config.setMaximumPoolSize(READERS);
        return new HikariDataSource(config);
    }

    private static SQLiteDataSource dataSource(Path database, SQLiteConfig.TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(5_000);
        config.setTransactionMode(mode);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database.toAbsolutePath());
        return source;
    }
}
