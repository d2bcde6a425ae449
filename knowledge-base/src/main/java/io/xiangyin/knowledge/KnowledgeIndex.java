package io.xiangyin.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NoLockFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Lucene index over articles, derived from them. Immutable once built; a new version of the knowledge is a new index,
 * so a search sees the old or the new, never a mixture. Without vectors it finds by words alone.
 */
public final class KnowledgeIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KnowledgeIndex.class);

    /** Characters of a question that are searched for; three fields make of them fewer clauses than Lucene allows. */
    private static final int LONGEST_QUESTION = 300;

    private final List<Article> articles;
    private final List<List<Passage>> passages;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final ChineseText text;
    private final @Nullable Vectors vectors;
    private final Analyzer analyzer;
    private final Directory directory;
    private final DirectoryReader reader;
    private final Gathering gathering;
    private final TypedPinyin pinyin;
    private final Fusion fusion = Fusion.load();

    /** By what a search goes. */
    public enum Mode {
        /** Words and vectors together; words alone if there are no vectors. */
        HYBRID,
        /** Words alone. */
        LEXICAL,
        /** Vectors alone. */
        VECTOR
    }

    /**
     * An article found.
     *
     * @param passage number of the passage that fits best, from 0
     * @param score comparable within one search only
     */
    public record Hit(Article article, int passage, double score, Signals signals) {}

    private KnowledgeIndex(List<Article> articles, ChineseText text, @Nullable Vectors vectors, Directory directory)
            throws IOException {
        PassageCutter cutter = new PassageCutter();
        this.articles = List.copyOf(articles);
        this.passages = this.articles.stream().map(cutter::cut).toList();
        this.text = text;
        this.vectors = vectors;
        this.analyzer = Analysis.analyzer(text.dictionary());
        this.directory = directory;
        for (int i = 0; i < this.articles.size(); i++) {
            numbers.put(this.articles.get(i).id(), i);
        }
        IndexBuilder.write(directory, analyzer, text, vectors, this.articles, passages);
        this.reader = DirectoryReader.open(directory);
        this.gathering = new Gathering(
                new IndexSearcher(reader),
                analyzer,
                vectors == null ? null : QueryAdapter.find(vectors.name()).orElse(null));
        this.pinyin = new TypedPinyin(reader);
    }

    /** Cuts and indexes the articles, for words alone. Some 5 000 passages a second. */
    public static KnowledgeIndex build(List<Article> articles, ChineseText text) {
        return build(articles, text, null, inMemory());
    }

    /** A place for an index in memory. Each file is in one piece: searches cut many slices off files, and slices of many pieces are slow to make. */
    public static Directory inMemory() {
        return new ByteBuffersDirectory(
                NoLockFactory.INSTANCE, ByteBuffersDataOutput::new, ByteBuffersDirectory.OUTPUT_AS_ONE_BUFFER);
    }

    /**
     * Cuts and indexes the articles with their vectors.
     *
     * @param directory where to; emptied first
     */
    public static KnowledgeIndex build(
            List<Article> articles, ChineseText text, @Nullable Vectors vectors, Directory directory) {
        try {
            return new KnowledgeIndex(articles, text, vectors, directory);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The knowledge index could not be built", unwritable);
        }
    }

    /**
     * The articles that fit a question best, best first; of equals the one that comes first in the knowledge.
     *
     * @param top how many articles at most
     */
    public List<Hit> search(String question, int top, Mode mode) {
        String asked = inCharacters(
                question.length() <= LONGEST_QUESTION ? question : question.substring(0, LONGEST_QUESTION));
        float @Nullable [] vector = mode == Mode.LEXICAL ? null : vector(asked);
        Mode possible = vector == null ? Mode.LEXICAL : mode;
        try {
            return gathering.gather(text.indexed(asked), vector).stream()
                    .map(found -> new Hit(
                            articles.get(found.article()),
                            found.passage(),
                            switch (possible) {
                                case HYBRID -> fusion.score(found.signals());
                                case LEXICAL -> found.signals().words();
                                case VECTOR -> found.signals().cosine();
                            },
                            found.signals()))
                    .sorted((a, b) -> Double.compare(b.score(), a.score()))
                    .limit(top)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The knowledge index could not be read", unreadable);
        }
    }

    /** The text in Chinese characters where it is typed in pinyin, else as it is. */
    String inCharacters(String asked) {
        try {
            String plain = ChineseText.plain(asked);
            String read = pinyin.read(plain);
            return read.equals(plain) ? asked : read;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The knowledge index could not be read", unreadable);
        }
    }

    /** The question's vector; null if there are no vectors or the model fails just now. */
    private float @Nullable [] vector(String question) {
        if (vectors == null || question.isBlank()) {
            return null;
        }
        try {
            return vectors.question(ChineseText.readable(question));
        } catch (RuntimeException failing) {
            LOG.warn("The embedding model failed; this search goes by words alone: {}", failing.toString());
            return null;
        }
    }

    /** What is made of a text before it is compared, step by step. */
    public Map<String, String> analyse(String asked) {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("as written", asked);
        steps.put("normalised", ChineseText.plain(asked));
        String characters = inCharacters(asked);
        steps.put("pinyin read", ChineseText.plain(characters));
        String normal = text.indexed(characters);
        steps.put("synonyms standardised", normal);
        try {
            for (String field : Analysis.FIELDS) {
                steps.put(field, String.join(" | ", Analysis.tokens(analyzer, field, normal)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return steps;
    }

    /** The words of a text as they are searched for, in order, without doubles. */
    public List<String> words(String asked) {
        try {
            return Analysis.tokens(analyzer, Analysis.WORDS, text.indexed(asked)).stream()
                    .distinct()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The vectors of questions, of length 1, in their order; empty if there are none or the model fails just now. */
    public List<float[]> questionVectors(List<String> questions) {
        List<float[]> all = new ArrayList<>();
        for (String question : questions) {
            float @Nullable [] vector = vector(question);
            if (vector == null) {
                return List.of();
            }
            all.add(vector);
        }
        return all;
    }

    /** The text whose vector stands for the passage found: its own, below the titles it stands under. */
    public String embedded(Hit hit) {
        return ChineseText.readable(
                IndexBuilder.content(hit.article(), passages(hit.article()).get(hit.passage())));
    }

    /** Whether vectors are used. */
    public boolean hasVectors() {
        return vectors != null;
    }

    /** All articles in the order of reading. */
    public List<Article> articles() {
        return articles;
    }

    /** The article with this id. */
    public Optional<Article> find(String id) {
        return Optional.ofNullable(numbers.get(id)).map(articles::get);
    }

    /** The passages of an article in reading order. */
    public List<Passage> passages(Article article) {
        Integer number = numbers.get(article.id());
        return number == null ? List.of() : passages.get(number);
    }

    /** How many articles have this piece of text. */
    int articlesWith(String piece) {
        try {
            return reader.docFreq(new Term(IndexBuilder.PIECES, piece));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The knowledge index could not be read", unreadable);
        }
    }

    ChineseText text() {
        return text;
    }

    @Override
    public void close() {
        try {
            reader.close();
            directory.close();
        } catch (IOException broken) {
            throw new UncheckedIOException("The knowledge index could not be closed", broken);
        }
    }
}
