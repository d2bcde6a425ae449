package io.xiangyin.bench;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.xiangyin.knowledge.ChineseText;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.ByteBuffersDirectory;

/** What the benches of search share: the public sets, the demo's word tables, and vectors kept from run to run. */
final class KnowledgeLab {
    private static final String MODEL = "bge-small-zh-v1.5-q";

    private final Path root;
    private final VectorFile store;
    private final EmbeddingModel model = new Remembering(new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run));

    KnowledgeLab(Path root) throws IOException {
        this.root = root;
        this.store = new VectorFile(root.resolve("benchmarks/target/vectors.bin"));
    }

    /** Questions are embedded once, however many ways they are searched for. */
    private static final class Remembering implements EmbeddingModel {
        private final EmbeddingModel source;
        private final Map<String, Response<Embedding>> known = new HashMap<>();

        Remembering(EmbeddingModel source) {
            this.source = source;
        }

        @Override
        public Response<Embedding> embed(String text) {
            return known.computeIfAbsent(text, source::embed);
        }

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return source.embedAll(segments);
        }
    }

    /** Where the public sets are; {@code XIANGYIN_BENCH_DATA} says otherwise. */
    static Path data() {
        return Path.of(System.getenv().getOrDefault("XIANGYIN_BENCH_DATA", "/work/shared/data"));
    }

    ChineseText text() {
        return ChineseText.read(root.resolve("examples/laojie/lexicon"));
    }

    Vectors vectors() {
        return new Vectors(model, MODEL, store, Vectors.Pace.FULL);
    }

    KnowledgeIndex index(RetrievalSet set) {
        return KnowledgeIndex.build(set.articles(), text(), vectors(), new ByteBuffersDirectory());
    }
}
