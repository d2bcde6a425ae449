package io.xiangyin.server.embedding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.xiangyin.server.config.EmbeddingSettings;
import java.net.URI;
import java.time.InstantSource;

/** The embedding model that a bot is configured for. */
public final class EmbeddingSource {
    private EmbeddingSource() {}

    /** Loads the model of this process, or connects to the endpoint with the key in the environment. */
    public static EmbeddingModel open(EmbeddingSettings settings, InstantSource clock) {
        URI url = settings.url();
        return url == null
                ? LocalEmbeddings.load()
                : RemoteEmbeddings.connect(
                        url, settings.model(), System.getenv().getOrDefault("XIANGYIN_EMBEDDINGS_API_KEY", ""), clock);
    }

    /** What the model's vectors are stored under. */
    public static String nameOf(EmbeddingSettings settings) {
        return settings.url() == null ? LocalEmbeddings.NAME : settings.model();
    }
}
