package io.xiangyin.server.embedding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;

/**
 * bge-small-zh-v1.5 (int8 weights, 512 dimensions, MIT licence) inside this process. The quantised file loses nothing
 * measurable against the full one and is twice as fast.
 */
public final class LocalEmbeddings {
    /** What its vectors are stored under. */
    public static final String NAME = "bge-small-zh-v1.5-q";

    private LocalEmbeddings() {}

    /** Loads it: 0.5 to 2 seconds, about 200 MiB. It computes on the caller's thread. */
    public static EmbeddingModel load() {
        return new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run);
    }
}
