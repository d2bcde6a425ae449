package io.xiangyin.server.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {
    /** Writes down what it is asked for. */
    private static final class Recording implements EmbeddingModel {
        private final List<String> asked = new ArrayList<>();

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            segments.forEach(segment -> asked.add(segment.text()));
            return Response.from(
                    segments.stream().map(_ -> Embedding.from(new float[] {1})).toList());
        }
    }

    @Test
    void the_local_model_finds_what_means_the_same_nearer_than_what_does_not() {
        try (Embeddings embeddings = new Embeddings(LocalEmbeddings::load, 10)) {
            EmbeddingModel model = embeddings.join();
            Embedding asked = model.embed("我买的水壶坏了怎么办").content();
            Embedding same = model.embed("电热水壶出现故障如何处理").content();
            Embedding other = model.embed("发票抬头怎么修改").content();

            assertThat(asked.dimension()).isEqualTo(512);
            assertThat(CosineSimilarity.between(asked, same)).isGreaterThan(CosineSimilarity.between(asked, other));
        }
    }

    @Test
    void a_text_is_embedded_once_while_it_is_remembered() {
        Recording source = new Recording();
        RememberingEmbeddingModel model = new RememberingEmbeddingModel(source, 2);

        model.embed("甲");
        model.embed("乙");
        model.embed("甲");
        model.embed("丙");
        model.embed("甲");
        model.embed("乙");

        assertThat(source.asked).containsExactly("甲", "乙", "丙", "乙");
    }

    @Test
    void who_asks_for_a_model_that_cannot_be_loaded_goes_on_without() {
        CompletableFuture<EmbeddingModel> handed = new CompletableFuture<>();
        try (Embeddings embeddings = new Embeddings(
                () -> {
                    throw new IllegalStateException("no such file");
                },
                10)) {
            var taken = embeddings.whenReady(handed::complete);

            assertThat(CompletableFuture.supplyAsync(embeddings::join)).failsWithin(java.time.Duration.ofSeconds(60));
            assertThat(taken).succeedsWithin(java.time.Duration.ofSeconds(60));
        }
        assertThat(handed).isNotDone();
    }
}
