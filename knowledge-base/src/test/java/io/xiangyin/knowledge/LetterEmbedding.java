package io.xiangyin.knowledge;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stands in for an embedding model: near is what shares characters. Counts what it is asked. */
final class LetterEmbedding implements EmbeddingModel {
    private static final int DIMENSIONS = 256;

    final List<String> embedded = new ArrayList<>();
    boolean broken;

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (broken) {
            throw new IllegalStateException("no connection");
        }
        return Response.from(
                segments.stream().map(TextSegment::text).map(this::vector).toList());
    }

    private Embedding vector(String text) {
        embedded.add(text);
        float[] vector = new float[DIMENSIONS];
        vector[0] = 0.1f;
        text.chars().forEach(c -> vector[c % DIMENSIONS]++);
        return Embedding.from(vector);
    }

    /** Keeps vectors as long as the test. */
    static final class Store implements VectorStore {
        private final Map<String, float[]> kept = new HashMap<>();

        @Override
        public Map<String, float[]> find(String model, Collection<String> hashes) {
            Map<String, float[]> found = new HashMap<>();
            hashes.stream()
                    .filter(hash -> kept.containsKey(model + hash))
                    .forEach(hash -> found.put(hash, kept.get(model + hash)));
            return found;
        }

        @Override
        public void save(String model, Map<String, float[]> vectors) {
            vectors.forEach((hash, vector) -> kept.put(model + hash, vector));
        }
    }
}
