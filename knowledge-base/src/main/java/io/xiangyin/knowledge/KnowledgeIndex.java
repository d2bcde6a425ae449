package io.xiangyin.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.QueryBuilder;

/**
 * A Lucene index over articles: one document a passage and one a known question. The index is derived from the articles
 * and held in memory; 10 000 passages build in about two seconds. Immutable once built; a new version of the knowledge
 * is a new index, so a search sees the old or the new, never a mixture.
 */
public final class KnowledgeIndex implements AutoCloseable {
    private static final String ARTICLE = "article";
    private static final int CANDIDATES = 1_000;

    /** Characters of a question that are searched for; three fields make of them fewer clauses than Lucene allows. */
    private static final int LONGEST_QUESTION = 300;

    private final Map<String, Article> articles = new HashMap<>();
    private final Map<String, List<Passage>> byArticle = new HashMap<>();
    /** The article of each document, by Lucene's number of it. */
    private final List<Article> articleOf = new ArrayList<>();

    private final ChineseText text;
    private final Analyzer analyzer = Analysis.analyzer();
    private final Directory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    /**
     * An article found.
     *
     * @param score Lucene's score of its best document; comparable within one search only
     */
    public record Hit(Article article, double score) {}

    private KnowledgeIndex(List<Article> articles, ChineseText text) throws IOException {
        this.text = text;
        PassageCutter cutter = new PassageCutter();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (Article article : articles) {
                add(writer, article, cutter.cut(article));
            }
        }
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
        StoredFields stored = reader.storedFields();
        for (int document = 0; document < reader.maxDoc(); document++) {
            articleOf.add(article(stored.document(document).get(ARTICLE)));
        }
    }

    /** Cuts and indexes the articles. */
    public static KnowledgeIndex build(List<Article> articles, ChineseText text) {
        try {
            return new KnowledgeIndex(articles, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The knowledge index could not be built", unwritable);
        }
    }

    private void add(IndexWriter writer, Article article, List<Passage> cut) throws IOException {
        articles.put(article.id(), article);
        byArticle.put(article.id(), cut);
        for (Passage passage : cut) {
            Document document = document(article.title() + "\n" + passage.heading() + "\n" + passage.text());
            document.add(new StoredField(ARTICLE, article.id()));
            writer.addDocument(document);
        }
        List<String> questions = new ArrayList<>(article.questions());
        questions.add(article.title());
        for (String question : questions) {
            Document document = document(question);
            document.add(new StoredField(ARTICLE, article.id()));
            writer.addDocument(document);
        }
    }

    private Document document(String content) {
        String normal = text.indexed(content);
        Document document = new Document();
        Analysis.WEIGHTS.keySet().forEach(field -> document.add(new TextField(field, normal, Field.Store.NO)));
        return document;
    }

    /**
     * The articles that fit a question best, best first.
     *
     * @param top how many articles at most
     */
    public List<Hit> search(String question, int top) {
        try {
            Map<String, Hit> best = new HashMap<>();
            for (ScoreDoc found : searcher.search(query(text.searched(shortened(question))), CANDIDATES).scoreDocs) {
                Article article = articleOf.get(found.doc);
                best.putIfAbsent(article.id(), new Hit(article, found.score));
            }
            return best.values().stream()
                    .sorted((a, b) -> Double.compare(b.score(), a.score()))
                    .limit(top)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The knowledge index could not be read", unreadable);
        }
    }

    private static String shortened(String question) {
        return question.length() <= LONGEST_QUESTION ? question : question.substring(0, LONGEST_QUESTION);
    }

    private Query query(String searched) {
        QueryBuilder builder = new QueryBuilder(analyzer);
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        Analysis.WEIGHTS.forEach((field, weight) -> {
            Query part = builder.createBooleanQuery(field, searched);
            if (part != null) {
                any.add(new BoostQuery(part, weight), BooleanClause.Occur.SHOULD);
            }
        });
        return any.build();
    }

    private Article article(String id) {
        Article article = articles.get(id);
        if (article == null) {
            throw new IllegalStateException("The index knows article " + id + ", the article list does not");
        }
        return article;
    }

    /** All articles, in no particular order. */
    public List<Article> articles() {
        return List.copyOf(articles.values());
    }

    /** The article with this id. */
    public Optional<Article> find(String id) {
        return Optional.ofNullable(articles.get(id));
    }

    /** The passages of an article in reading order. */
    List<Passage> passages(Article article) {
        return byArticle.getOrDefault(article.id(), List.of());
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
