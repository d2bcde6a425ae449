package io.xiangyin.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.jspecify.annotations.Nullable;

/**
 * What a question is made of in each field, with what the index knows of it: words, pairs, characters, model numbers,
 * sounds.
 */
final class Pieces {
    /** So many pieces are searched for, the weightiest; all of them measure what was found. */
    private static final int SEARCHED = 24;

    private final Map<String, List<Piece>> byField;

    /**
     * One piece, once.
     *
     * @param states where it stands in the index
     * @param weight its inverse document frequency
     * @param boost what it counts in the words' score: its field's weight as often as the question says it; 0 if it is
     *     only measured
     * @param bm25 its share of the words' score; null if no document has it or it is only measured
     */
    record Piece(
            Term term,
            TermStates states,
            double weight,
            float boost,
            @Nullable SimScorer bm25) {}

    private Pieces(Map<String, List<Piece>> byField) {
        this.byField = byField;
    }

    /** @param searched a text in the form of {@link ChineseText#indexed} */
    static Pieces of(String searched, Analyzer analyzer, IndexSearcher searcher) throws IOException {
        Map<String, List<Piece>> byField = new LinkedHashMap<>();
        for (String field : Analysis.FIELDS) {
            Map<String, Integer> times = new LinkedHashMap<>();
            Analysis.tokens(analyzer, field, searched).forEach(token -> times.merge(token, 1, Integer::sum));
            CollectionStatistics statistics = searcher.collectionStatistics(field);
            List<Piece> pieces = new ArrayList<>();
            for (Map.Entry<String, Integer> token : times.entrySet()) {
                pieces.add(piece(new Term(field, token.getKey()), token.getValue(), searcher, statistics));
            }
            byField.put(field, pieces);
        }
        return new Pieces(byField);
    }

    /** @param statistics of the piece's field; null if no document has it */
    private static Piece piece(Term term, int times, IndexSearcher searcher, @Nullable CollectionStatistics statistics)
            throws IOException {
        TermStates states = TermStates.build(searcher, term, true);
        int having = states.docFreq();
        int all = searcher.getIndexReader().numDocs();
        double weight = Math.log(1 + (all - having + 0.5) / (having + 0.5));
        float boost = times * Analysis.WEIGHTS.getOrDefault(term.field(), 0f);
        SimScorer bm25 = statistics == null || having == 0 || boost == 0
                ? null
                : searcher.getSimilarity()
                        .scorer(boost, statistics, searcher.termStatistics(term, having, states.totalTermFreq()));
        return new Piece(term, states, weight, boost, bm25);
    }

    /** The pieces of a field in the order of the question. */
    List<Piece> of(String field) {
        return byField.getOrDefault(field, List.of());
    }

    /** Finds what has any of the weightiest pieces; the words of a long question that everything has only take time. */
    Query query() {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        byField.values().stream()
                .flatMap(List::stream)
                .filter(piece -> piece.bm25() != null)
                .sorted(Comparator.comparingDouble((Piece piece) -> -piece.boost() * piece.weight()))
                .limit(SEARCHED)
                .map(piece -> new BoostQuery(new TermQuery(piece.term(), piece.states()), piece.boost()))
                .forEach(query -> any.add(query, BooleanClause.Occur.SHOULD));
        return any.build();
    }
}
