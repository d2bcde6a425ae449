package io.xiangyin.server.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the vectors of texts come from.
 *
 * @param model name of the model; vectors are stored under it
 * @param url base address of an OpenAI-compatible endpoint; null for the model in this process
 */
public record EmbeddingSettings(String model, @Nullable URI url) {
    static final String LOCAL_MODEL = "local";
    static final String NO_MODEL = "none";

    /** The model in this process. */
    static final EmbeddingSettings LOCAL = new EmbeddingSettings(LOCAL_MODEL, null);

    /** No vectors at all. */
    static final EmbeddingSettings NONE = new EmbeddingSettings(NO_MODEL, null);

    /** Whether there are vectors at all. */
    public boolean wanted() {
        return !equals(NONE);
    }
}
