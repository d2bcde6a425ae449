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
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Vectors in {@code vectors.db} of the data folder: a file of its own, so that an import never makes the event log wait,
 * a backup may leave it out, and deleting it costs nothing but the time to embed again.
 */
public final class SqliteVectorStore implements VectorStore {
    private static final int ASKED_AT_ONCE = 500;

    private final Jdbi jdbi;

    private SqliteVectorStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Opens the file, creates it if absent.
     *
     * @throws StorageException if it cannot be used; the sentence says what to do
     */
    public static SqliteVectorStore open(Path dataFolder) {
        Path file = dataFolder.resolve("vectors.db");
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(10_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try {
            Files.createDirectories(dataFolder);
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/vectors")
                    .load()
                    .migrate();
        } catch (IOException | FlywayException broken) {
            throw new StorageException(
                    "The vectors in " + file + " cannot be used (" + broken.getMessage()
                            + "). Delete the file; they are computed again.",
                    broken);
        }
        return new SqliteVectorStore(Jdbi.create(source));
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
