package io.xiangyin.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.xiangyin.core.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The SQLite file in the data folder. Write-ahead log with {@code synchronous=FULL}: a commit that returned survives
 * {@code kill -9} and power loss.
 */
public final class Database implements AutoCloseable {
    private static final int READERS = 6;
    private static final String MAGIC = "SQLite format 3\0";

    private final SQLiteDataSource source;
    private final HikariDataSource readers;
    private final Jdbi jdbi;

    private Database(SQLiteDataSource source) {
        this.source = source;
        HikariConfig config = new HikariConfig();
        config.setPoolName("sqlite-readers");
        config.setDataSource(source);
        config.setMaximumPoolSize(READERS);
        config.setConnectionTimeout(5_000);
        this.readers = new HikariDataSource(config);
        this.jdbi = Jdbi.create(readers);
    }

    /**
     * Opens the database, creates it if absent, and brings its schema up to date.
     *
     * @throws StorageException if the folder cannot be written or the schema is not ours; the sentence says what to do
     */
    public static Database open(Path dataFolder) {
        Path file = dataFolder.resolve("xiangyin.db");
        try {
            Files.createDirectories(dataFolder);
            if (!Files.isWritable(dataFolder)) {
                throw new IOException("no write permission");
            }
        } catch (IOException unwritable) {
            throw new StorageException(
                    "The data folder " + dataFolder.toAbsolutePath() + " cannot be written (" + unwritable
                            + "). Give another with --data DIR, or fix its permissions.",
                    unwritable);
        }
        refuseForeignFile(file);
        SQLiteDataSource source = source(file);
        migrate(source, file);
        return new Database(source);
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static void refuseForeignFile(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream content = Files.newInputStream(file)) {
            byte[] start = content.readNBytes(MAGIC.length());
            if (start.length > 0 && !MAGIC.equals(new String(start, StandardCharsets.ISO_8859_1))) {
                throw new StorageException("The file " + file.toAbsolutePath() + " is not an SQLite database."
                        + " Restore a backup, or move the file away to begin anew.");
            }
        } catch (IOException unreadable) {
            throw new StorageException(
                    "The database " + file.toAbsolutePath() + " cannot be read (" + unreadable
                            + "). Fix its permissions, or give another data folder with --data DIR.",
                    unreadable);
        }
    }

    private static void migrate(SQLiteDataSource source, Path file) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayValidateException other) {
            throw new StorageException(
                    "The database " + file + " was written by another version of Xiangyin, most likely a newer one: "
                            + other.getMessage() + " Start that version, or restore a backup made by this one.",
                    other);
        } catch (FlywayException broken) {
            throw new StorageException(
                    "The database " + file + " could not be opened or brought up to date: " + broken.getMessage()
                            + " Restore a backup, or move the file away to begin anew.",
                    broken);
        }
    }

    /** A connection of its own for the one writer. What it overwrites is gone from the file. */
    Connection openWriter() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement settings = connection.createStatement()) {
            settings.execute("PRAGMA secure_delete = ON");
        }
        return connection;
    }

    /** Writes the write-ahead log into the file and empties it, so that erased content is gone from there too. */
    void emptyWriteAheadLog() {
        jdbi.useHandle(handle -> handle.execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    }

    /** Pooled access for reading, and for the small tables that are not event-sourced. */
    public Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() {
        readers.close();
    }
}
