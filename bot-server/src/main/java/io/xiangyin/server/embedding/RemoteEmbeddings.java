package io.xiangyin.server.embedding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** An embedding model behind an OpenAI-compatible endpoint. */
public final class RemoteEmbeddings {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(3);

    private RemoteEmbeddings() {}

    /**
     * A client of the endpoint. A call is given up after 3 seconds, and after a failure none is made for half a minute,
     * so that an endpoint that is down costs one shopper a pause, not all of them. Personal data is masked before it leaves.
     *
     * @param url base address, such as {@code https://dashscope.aliyuncs.com/compatible-mode/v1}
     * @param key may be empty where none is asked for
     */
    public static EmbeddingModel connect(URI url, String model, String key, InstantSource clock) {
        EmbeddingModel endpoint = OpenAiEmbeddingModel.builder()
                .baseUrl(url.toString())
                .apiKey(key.isEmpty() ? "none" : key)
                .modelName(model)
                .timeout(TIME_LIMIT)
                .maxRetries(0)
                .build();
        return new MaskedEmbeddingModel(new RestingEmbeddingModel(endpoint, clock));
    }
}
