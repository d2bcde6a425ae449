package io.xiangyin.knowledge;

import java.util.Collection;
import java.util.Map;

/**
 * Keeps the vectors of texts, so that no text is embedded twice by the same model. Derived data: losing it costs time
 * only.
 */
public interface VectorStore {
    /**
     * The vectors that are stored, by the hash of their text.
     *
     * @param model name of the embedding model
     * @param hashes as {@link Vectors#hash} makes them
     */
    Map<String, float[]> find(String model, Collection<String> hashes);

    /** Stores vectors by the hash of their text; one that is there already is replaced. */
    void save(String model, Map<String, float[]> vectors);
}
