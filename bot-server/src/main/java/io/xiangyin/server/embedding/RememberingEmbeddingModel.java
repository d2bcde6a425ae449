package io.xiangyin.server.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.xiangyin.core.LastUsed;
import java.util.List;
import java.util.Map;

/**
 * Keeps the vectors of the texts asked for last: one message is embedded once, though understanding and search both ask
 * for it. Texts embedded in bulk pass through, or an import would push the messages out.
 */
final class RememberingEmbeddingModel implements EmbeddingModel {
    private final EmbeddingModel source;
    private final Map<String, Response<Embedding>> known;

    RememberingEmbeddingModel(EmbeddingModel source, int capacity) {
        this.source = source;
        this.known = new LastUsed<>(capacity);
    }

    @Override
    public Response<Embedding> embed(String text) {
        synchronized (known) {
            Response<Embedding> before = known.get(text);
            if (before != null) {
                return before;
            }
        }
        Response<Embedding> computed = source.embed(text);
        synchronized (known) {
            known.put(text, computed);
        }
        return computed;
    }

    @Override
    public Response<Embedding> embed(TextSegment segment) {
        return embed(segment.text());
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return source.embedAll(segments);
    }

    @Override
    public int dimension() {
        return source.dimension();
    }
}
