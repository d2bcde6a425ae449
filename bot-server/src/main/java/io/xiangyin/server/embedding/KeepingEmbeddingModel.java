package io.xiangyin.server.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.xiangyin.knowledge.Vectors;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes the vectors of texts asked for in bulk from the store, for these are the shop's own and the same at every start.
 * Single texts are shoppers' messages and are not kept.
 */
public final class KeepingEmbeddingModel implements EmbeddingModel {
    private final EmbeddingModel model;
    private final Vectors vectors;

    /** @param vectors of the same model */
    public KeepingEmbeddingModel(EmbeddingModel model, Vectors vectors) {
        this.model = model;
        this.vectors = vectors;
    }

    @Override
    public Response<Embedding> embed(String text) {
        return model.embed(text);
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        Map<String, float[]> known =
                vectors.of(segments.stream().map(TextSegment::text).distinct().toList());
        return Response.from(segments.stream()
                .map(segment ->
                        Embedding.from(Objects.requireNonNull(known.get(segment.text()), "a vector for each text")))
                .toList());
    }
}
