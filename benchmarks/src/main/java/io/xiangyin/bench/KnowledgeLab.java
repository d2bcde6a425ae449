package io.xiangyin.bench;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.xiangyin.knowledge.ChineseText;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.VectorStore;
import io.xiangyin.knowledge.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.util.VectorUtil;

/** What the benches of search share: the public sets, the demo's word tables, and vectors kept from run to run. */
final class KnowledgeLab {
    static final String MODEL = "bge-small-zh-v1.5-q";

    private final Path root;
    private final VectorFile store;
    private final EmbeddingModel local = new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run);
    private final EmbeddingModel model = new Remembering(local);

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

    /** Embeds a question anew. */
    float[] embed(String question) {
        return local.embed(question).content().vector();
    }

    /**
     * Vectors at hand for any text without computing: one that is stored, chosen by the text, and a little noise. Texts
     * and questions lie among one another as real ones do, though not by their meaning.
     */
    Vectors jittered() {
        return new Vectors(new Jitter(store.any()), "jittered", new Jitter(store.any()), Vectors.Pace.FULL);
    }

    private record Jitter(List<float[]> real) implements EmbeddingModel, VectorStore {
        private static final double NOISE = 0.02;

        private float[] vector(String seed) {
            Random random = new Random(seed.hashCode());
            float[] vector = real.get(random.nextInt(real.size())).clone();
            for (int i = 0; i < vector.length; i++) {
                vector[i] += (float) (NOISE * random.nextGaussian());
            }
            return VectorUtil.l2normalize(vector);
        }

        @Override
        public Response<Embedding> embed(String text) {
            return Response.from(Embedding.from(vector(text)));
        }

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(segments.stream()
                    .map(segment -> Embedding.from(vector(segment.text())))
                    .toList());
        }

        @Override
        public Map<String, float[]> find(String model, Collection<String> hashes) {
            Map<String, float[]> found = new HashMap<>();
            hashes.forEach(hash -> found.put(hash, vector(hash)));
            return found;
        }

        @Override
        public void save(String model, Map<String, float[]> vectors) {
            throw new IllegalStateException("every vector is at hand");
        }
    }

    KnowledgeIndex index(RetrievalSet set) {
        return KnowledgeIndex.build(set.articles(), text(), vectors(), KnowledgeIndex.inMemory());
    }
}
