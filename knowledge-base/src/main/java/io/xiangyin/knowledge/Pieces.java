package io.xiangyin.knowledge;

import io.xiangyin.core.Remembering;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.apache.lucene.search.TermStatistics;
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
     * A piece of text as an index has it.
     *
     * @param hash in {@link Tokens}
     * @param states where it stands
     * @param weight its inverse document frequency
     */
    record Known(Term term, int hash, TermStates states, double weight) {}

    /**
     * One piece, once.
     *
     * @param boost what it counts in the words' score: its field's weight as often as the question says it; 0 if it is
     *     only measured
     * @param bm25 its share of the words' score; null if no document has it or it is only measured
     */
    record Piece(Known known, float boost, @Nullable SimScorer bm25) {
        int hash() {
            return known.hash();
        }

        double weight() {
            return known.weight();
        }
    }

    /** Takes questions to pieces. Questions have most of them in common, and the index is slow to look one up. */
    static final class Cutter {
        private static final int REMEMBERED = 4_000;

        private final Analyzer analyzer;
        private final IndexSearcher searcher;
        private final Map<String, Remembering<Known>> byField = new LinkedHashMap<>();

        Cutter(Analyzer analyzer, IndexSearcher searcher) {
            this.analyzer = analyzer;
            this.searcher = searcher;
            for (String field : Analysis.FIELDS) {
                byField.put(field, new Remembering<>(token -> lookedUp(new Term(field, token)), REMEMBERED));
            }
        }

        private Known lookedUp(Term term) {
            try {
                TermStates states = TermStates.build(searcher, term, true);
                int having = states.docFreq();
                int all = searcher.getIndexReader().numDocs();
                return new Known(term, Tokens.hash(term), states, Math.log(1 + (all - having + 0.5) / (having + 0.5)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException("The knowledge index could not be read", unreadable);
            }
        }

        /** @param searched a text in the form of {@link ChineseText#indexed} */
        Pieces cut(String searched) throws IOException {
            Map<String, List<Piece>> pieces = new LinkedHashMap<>();
            for (Map.Entry<String, Remembering<Known>> field : byField.entrySet()) {
                Map<String, Integer> times = new LinkedHashMap<>();
                Analysis.tokens(analyzer, field.getKey(), searched)
                        .forEach(token -> times.merge(token, 1, Integer::sum));
                @Nullable CollectionStatistics statistics = searcher.collectionStatistics(field.getKey());
                List<Piece> own = new ArrayList<>();
                for (Map.Entry<String, Integer> token : times.entrySet()) {
                    own.add(piece(field.getValue().apply(token.getKey()), token.getValue(), statistics));
                }
                pieces.put(field.getKey(), own);
            }
            return new Pieces(pieces);
        }

        /** @param statistics of the piece's field; null if no document has it */
        private Piece piece(Known known, int times, @Nullable CollectionStatistics statistics) throws IOException {
            int having = known.states().docFreq();
            float boost = times * Analysis.WEIGHTS.getOrDefault(known.term().field(), 0f);
            if (statistics == null || having == 0 || boost == 0) {
                return new Piece(known, boost, null);
            }
            TermStatistics term =
                    searcher.termStatistics(known.term(), having, known.states().totalTermFreq());
            return new Piece(known, boost, searcher.getSimilarity().scorer(boost, statistics, term));
        }
    }

    private Pieces(Map<String, List<Piece>> byField) {
        this.byField = byField;
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
                .map(piece -> new BoostQuery(
                        new TermQuery(piece.known().term(), piece.known().states()), piece.boost()))
                .forEach(query -> any.add(query, BooleanClause.Occur.SHOULD));
        return any.build();
    }
}
