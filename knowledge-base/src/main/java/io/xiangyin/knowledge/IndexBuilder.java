package io.xiangyin.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.jspecify.annotations.Nullable;

/** Writes articles into a Lucene index: one document a passage and one a known question, each with its vector. */
final class IndexBuilder {
    /** Number of the article, in the order of writing. */
    static final String ARTICLE = "article";

    /** Number of the passage within its article; {@link #QUESTION} for a known question or title. */
    static final String PASSAGE = "passage";

    /** The pieces of the whole article, at its first passage: how many documents have one is how many articles. */
    static final String PIECES = "pieces";

    /** What the document is made of, {@link Tokens}. */
    static final String TOKENS = "tokens";

    static final String VECTOR = "vector";

    /** 1 at a passage that states something, for {@link QueryAdapter}. */
    static final String STATES = "states";

    static final int QUESTION = -1;

    /** Below so many vectors in a segment all of them are compared; above, a graph is built and followed. */
    private static final int GRAPH_FROM = 8_000;

    /** The same as Lucene counts it: it builds a graph where following one for so many neighbours visits fewer than all. */
    private static final int GRAPH_NEIGHBOURS = (int) (GRAPH_FROM / Math.log(GRAPH_FROM));

    private static final int BUFFER_MB = 64;
    private static final int BATCH = 128;

    /** Which documents have a token, how often, and how long they are; nothing asks where in them it stands. */
    private static final FieldType COUNTED = counted();

    private final IndexWriter writer;
    private final Analyzer analyzer;
    private final ChineseText text;
    private final @Nullable Vectors vectors;
    private final List<Unit> waiting = new ArrayList<>();

    /**
     * @param embedded what the vector stands for; nothing is embedded without vectors
     * @param pieces of its whole article, if it is the first passage
     */
    private record Unit(int article, int passage, String content, String embedded, Set<String> pieces) {}

    private IndexBuilder(IndexWriter writer, Analyzer analyzer, ChineseText text, @Nullable Vectors vectors) {
        this.writer = writer;
        this.analyzer = analyzer;
        this.text = text;
        this.vectors = vectors;
    }

    private static FieldType counted() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }

    /** Writes all articles with their passages, in order, and commits. */
    static void write(
            Directory directory,
            Analyzer analyzer,
            ChineseText text,
            @Nullable Vectors vectors,
            List<Article> articles,
            List<List<Passage>> passages)
            throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer)
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setMergePolicy(NoMergePolicy.INSTANCE)
                .setCodec(new Lucene104Codec() {
                    @Override
                    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                        return new Lucene104HnswScalarQuantizedVectorsFormat(
                                QuantizedByteVectorValues.ScalarEncoding.UNSIGNED_BYTE,
                                Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
                                Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH,
                                Lucene99HnswVectorsFormat.DEFAULT_NUM_MERGE_WORKER,
                                null,
                                GRAPH_NEIGHBOURS);
                    }
                });
        if (vectors != null) {
            // clearly too few a segment for a graph: one is built when all are merged, or each would be built twice
            config.setMaxBufferedDocs(GRAPH_FROM / 2);
        }
        empty(directory);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            IndexBuilder builder = new IndexBuilder(writer, analyzer, text, vectors);
            for (int i = 0; i < articles.size(); i++) {
                builder.add(i, articles.get(i), passages.get(i));
            }
            builder.flush();
            if (vectors != null && writer.getDocStats().numDocs > GRAPH_FROM) {
                writer.getConfig().setMergePolicy(new TieredMergePolicy());
                writer.forceMerge(1);
            }
        }
    }

    /** Lucene reads what is there even when it is told to create, and stumbles over what is broken. */
    private static void empty(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            directory.deleteFile(file);
        }
    }

    private void add(int number, Article article, List<Passage> passages) throws IOException {
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            String content = content(article, passage);
            Set<String> pieces = i == 0 ? Answerability.pieces(text, article, passages) : Set.of();
            waiting.add(new Unit(number, i, content, ChineseText.readable(content), pieces));
        }
        Set<String> questions = new LinkedHashSet<>(article.questions());
        questions.add(article.title());
        questions.stream()
                .filter(question -> !question.isBlank())
                .forEach(question ->
                        waiting.add(new Unit(number, QUESTION, question, ChineseText.readable(question), Set.of())));
        if (waiting.size() >= BATCH) {
            flush();
        }
    }

    /** What stands for a passage in the index: its text below the titles it stands under. */
    static String content(Article article, Passage passage) {
        return lines(article.title(), passage.heading(), passage.text());
    }

    private static String lines(String... parts) {
        List<String> filled = new ArrayList<>();
        for (String part : parts) {
            if (!part.isBlank()) {
                filled.add(part);
            }
        }
        return String.join("\n", filled);
    }

    private void flush() throws IOException {
        Map<String, float[]> known = vectors == null
                ? Map.of()
                : vectors.of(waiting.stream().map(Unit::embedded).distinct().toList());
        for (Unit unit : waiting) {
            writer.addDocument(document(unit, known.get(unit.embedded())));
        }
        waiting.clear();
    }

    private Document document(Unit unit, float @Nullable [] vector) throws IOException {
        String normal = text.indexed(unit.content());
        Document document = new Document();
        Tokens all = new Tokens();
        for (String field : Analysis.FIELDS) {
            List<String> tokens = Analysis.tokens(analyzer, field, normal);
            document.add(new Field(field, Analysis.replayed(tokens), COUNTED));
            all.add(field, tokens);
        }
        document.add(new BinaryDocValuesField(TOKENS, all.written()));
        unit.pieces().forEach(piece -> document.add(new StringField(PIECES, piece, Field.Store.NO)));
        document.add(new NumericDocValuesField(ARTICLE, unit.article()));
        document.add(new NumericDocValuesField(PASSAGE, unit.passage()));
        boolean states = unit.passage() != QUESTION && QueryAdapter.states(unit.content());
        document.add(new NumericDocValuesField(STATES, states ? 1 : 0));
        if (vector != null) {
            document.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        }
        return document;
    }
}
