package io.xiangyin.knowledge;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import org.apache.lucene.util.VectorUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The vectors of texts by one embedding model, of length 1: from the store if they are there, else computed and stored.
 * What changes model or text is embedded anew; nothing else is.
 */
public final class Vectors {
    private static final Logger LOG = LoggerFactory.getLogger(Vectors.class);
    private static final int BATCH = 16;
    private static final int TOLD_EVERY = 1_000;
    private static final int HASH_BYTES = 16;

    private final EmbeddingModel model;
    private final String name;
    private final VectorStore store;
    private final Pace pace;
    private int computed;

    /** How texts are embedded in bulk. */
    public enum Pace {
        /** As fast as it goes, for a command that does nothing else. */
        FULL,
        /** Resting as long as computing, so that shoppers are served meanwhile. */
        GENTLE
    }

    /** @param name of the model, under which vectors are stored */
    public Vectors(EmbeddingModel model, String name, VectorStore store, Pace pace) {
        this.model = model;
        this.name = name;
        this.store = store;
        this.pace = pace;
    }

    /** Name of the model. */
    String name() {
        return name;
    }

    /** The vector of a question; not stored. */
    float[] question(String text) {
        return unit(model.embed(text).content().vector());
    }

    /**
     * The vectors of texts, each by its text. Takes milliseconds a text that is new, on the calling thread.
     *
     * @throws CancellationException if the thread is interrupted; what was computed before stays stored
     */
    public Map<String, float[]> of(List<String> texts) {
        Map<String, String> hashes = new LinkedHashMap<>();
        texts.forEach(text -> hashes.put(text, hash(text)));
        Map<String, float[]> stored = store.find(name, hashes.values());
        Map<String, float[]> vectors = new HashMap<>();
        List<String> missing = new ArrayList<>();
        hashes.forEach((text, hash) -> {
            float[] vector = stored.get(hash);
            if (vector == null) {
                missing.add(text);
            } else {
                vectors.put(text, vector);
            }
        });
        for (int from = 0; from < missing.size(); from += BATCH) {
            long begun = System.nanoTime();
            vectors.putAll(embed(missing.subList(from, Math.min(missing.size(), from + BATCH))));
            rest(System.nanoTime() - begun);
        }
        return vectors;
    }

    private void rest(long nanos) {
        if (pace == Pace.GENTLE) {
            LockSupport.parkNanos(nanos);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("Embedding was interrupted; what is stored is kept");
        }
    }

    private Map<String, float[]> embed(List<String> texts) {
        var embeddings =
                model.embedAll(texts.stream().map(TextSegment::from).toList()).content();
        Map<String, float[]> vectors = new LinkedHashMap<>();
        Map<String, float[]> byHash = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            float[] vector = unit(embeddings.get(i).vector());
            vectors.put(texts.get(i), vector);
            byHash.put(hash(texts.get(i)), vector);
        }
        store.save(name, byHash);
        int before = computed;
        computed += texts.size();
        if (before / TOLD_EVERY != computed / TOLD_EVERY) {
            LOG.info("Embedded {} texts with {}", computed, name);
        }
        return vectors;
    }

    private static float[] unit(float[] vector) {
        return VectorUtil.l2normalize(vector.clone(), false);
    }

    /** How many texts had to be computed so far. */
    public int computed() {
        return computed;
    }

    /** What a text is stored under: 128 bits of its SHA-256, in hex. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
