package io.xiangyin.server.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.xiangyin.server.privacy.Mask;
import java.util.List;

/** Sends texts to an endpoint with marks in place of what is personal in them: shoppers write their phone into questions. */
final class MaskedEmbeddingModel implements EmbeddingModel {
    private final EmbeddingModel endpoint;

    MaskedEmbeddingModel(EmbeddingModel endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return endpoint.embedAll(segments.stream()
                .map(segment -> TextSegment.from(new Mask(List.of()).hide(segment.text())))
                .toList());
    }
}
