package io.xiangyin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteVectorStoreTest {
    @TempDir
    Path folder;

    @Test
    void vectors_outlive_the_process() {
        SqliteVectorStore.open(folder).save("m", Map.of("a", new float[] {0.5f, -1f}));
        assertThat(SqliteVectorStore.open(folder).find("m", List.of("a", "b")))
                .containsOnlyKeys("a")
                .hasEntrySatisfying("a", vector -> assertThat(vector).containsExactly(0.5f, -1f));
    }

    @Test
    void models_do_not_share_vectors() {
        SqliteVectorStore store = SqliteVectorStore.open(folder);
        store.save("m", Map.of("a", new float[] {1f}));
        assertThat(store.find("other", List.of("a"))).isEmpty();
    }

    @Test
    void a_vector_is_replaced() {
        SqliteVectorStore store = SqliteVectorStore.open(folder);
        store.save("m", Map.of("a", new float[] {1f}));
        store.save("m", Map.of("a", new float[] {2f}));
        assertThat(store.find("m", List.of("a")).get("a")).containsExactly(2f);
    }

    @Test
    void thousands_may_be_asked_for_at_once() {
        SqliteVectorStore store = SqliteVectorStore.open(folder);
        Map<String, float[]> many = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            many.put("h" + i, new float[] {i});
        }
        store.save("m", many);
        assertThat(store.find("m", many.keySet())).hasSize(2_000);
    }

    @Test
    void a_broken_file_is_begun_anew() throws IOException {
        Files.writeString(folder.resolve("vectors.db"), "not a database at all, and long enough to be read as one");
        SqliteVectorStore store = SqliteVectorStore.open(folder);
        store.save("m", Map.of("a", new float[] {1f}));
        assertThat(store.find("m", List.of("a"))).hasSize(1);
    }
}
