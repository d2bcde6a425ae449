package io.xiangyin.server.storage;

import io.xiangyin.core.StorageException;
import io.xiangyin.knowledge.VectorStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Vectors in {@code vectors.db} of the data folder: a file of its own, so that an import never makes the event log wait,
 * a backup may leave it out, and deleting it costs nothing but the time to embed again.
 */
public final class SqliteVectorStore implements VectorStore {
    /** Name of the file in the data folder. */
    public static final String FILE = "vectors.db";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteVectorStore.class);
    private static final int ASKED_AT_ONCE = 500;

    private final Jdbi jdbi;

    private SqliteVectorStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Opens the file, creates it if absent. One that cannot be read is begun anew: it holds nothing that cannot be computed.
     *
     * @throws StorageException if the folder cannot be written
     */
    public static SqliteVectorStore open(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        try {
            Files.createDirectories(dataFolder);
            try {
                return new SqliteVectorStore(open(source(file)));
            } catch (FlywayException broken) {
                LOG.warn("The vectors in {} cannot be read and are computed anew: {}", file, broken.getMessage());
                for (String part : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(file.resolveSibling(file.getFileName() + part));
                }
                return new SqliteVectorStore(open(source(file)));
            }
        } catch (IOException | FlywayException unusable) {
            throw new StorageException(
                    "Vectors cannot be stored in " + file.toAbsolutePath() + " (" + unusable.getMessage()
                            + "). Fix the folder's permissions, or give another with --data DIR.",
                    unusable);
        }
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(10_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static Jdbi open(SQLiteDataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/vectors")
                .load()
                .migrate();
        return Jdbi.create(source);
    }

    @Override
    public Map<String, float[]> find(String model, Collection<String> hashes) {
        List<String> wanted = List.copyOf(hashes);
        Map<String, float[]> found = new HashMap<>();
        try {
            jdbi.useHandle(handle -> {
                for (int from = 0; from < wanted.size(); from += ASKED_AT_ONCE) {
                    handle.createQuery("SELECT hash, vector FROM vector WHERE model = :model AND hash IN (<hashes>)")
                            .bind("model", model)
                            .bindList("hashes", wanted.subList(from, Math.min(wanted.size(), from + ASKED_AT_ONCE)))
                            .map((row, _) -> Map.entry(row.getString("hash"), floats(row.getBytes("vector"))))
                            .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
                }
            });
        } catch (JdbiException unreadable) {
            throw new StorageException("Stored vectors could not be read", unreadable);
        }
        return found;
    }

    @Override
    public void save(String model, Map<String, float[]> vectors) {
        try {
            jdbi.useTransaction(handle -> {
                PreparedBatch batch =
                        handle.prepareBatch("INSERT OR REPLACE INTO vector (model, hash, vector) VALUES (?, ?, ?)");
                new ArrayList<>(vectors.entrySet())
                        .forEach(entry -> batch.add(model, entry.getKey(), bytes(entry.getValue())));
                batch.execute();
            });
        } catch (JdbiException unwritable) {
            throw new StorageException("Vectors could not be stored", unwritable);
        }
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
