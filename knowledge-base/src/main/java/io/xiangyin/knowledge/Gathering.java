package io.xiangyin.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.QueryBuilder;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Finds the units (passages and known questions) near a question by words and by vector, and takes down for each
 * article what speaks for it. What one way found is measured by the other as well, or their sum would be unfair.
 */
final class Gathering {
    private static final int BY_WORDS = 100;
    private static final int BY_VECTOR = 100;
    private static final int FEEDBACK = 3;
    /** Cosine by which a unit counts e times less in the middle of the first found. */
    private static final double FEEDBACK_SCALE = 0.05;

    private static final int RANK_OFFSET = 3;

    private final IndexSearcher searcher;
    private final Analyzer analyzer;
    private final @Nullable QueryAdapter adapter;

    /**
     * An article found.
     *
     * @param article its number in the order of the knowledge
     * @param passage number of its passage that fits best; the first if only a question of it was found
     */
    record Found(int article, int passage, Signals signals) {}

    /** What is known of one unit; {@code at} is its place among those gathered. */
    private record Unit(
            int at,
            int article,
            int passage,
            double bm25,
            double covered,
            double characters,
            double rarest,
            double sounds,
            double cosine,
            double adapted) {
        /** Stands for nothing adapted: the unit states nothing, or there is no adapter. */
        static final double NONE = Double.NaN;

        boolean question() {
            return passage == IndexBuilder.QUESTION;
        }
    }

    Gathering(IndexSearcher searcher, Analyzer analyzer, @Nullable QueryAdapter adapter) {
        this.searcher = searcher;
        this.analyzer = analyzer;
        this.adapter = adapter;
    }

    /**
     * Candidates with their signals, by the articles' numbers.
     *
     * @param searched a text in the form of {@link ChineseText#indexed}; common words weigh little by themselves
     * @param vector of the question, of length 1; null for a search by words alone
     */
    List<Found> gather(String searched, float @Nullable [] vector) throws IOException {
        Query words = query(searched);
        Map<Integer, Double> byWords = new HashMap<>();
        for (ScoreDoc one : searcher.search(words, BY_WORDS).scoreDocs) {
            byWords.put(one.doc, (double) one.score);
        }
        Set<Integer> documents = new TreeSet<>(byWords.keySet());
        if (vector != null) {
            Query near = new KnnFloatVectorQuery(IndexBuilder.VECTOR, vector, BY_VECTOR);
            for (ScoreDoc one : searcher.search(near, BY_VECTOR).scoreDocs) {
                documents.add(one.doc);
            }
        }
        if (documents.isEmpty()) {
            return List.of();
        }
        int[] ids = documents.stream().mapToInt(Integer::intValue).toArray();
        float[][] vectors = vector == null ? new float[ids.length][] : vectors(ids);
        return articles(units(ids, searched, bm25(words, byWords, ids), vector, vectors), vectors);
    }

    /** The words' score of each document; of those that the words did not bring, it is worked out here. */
    private double[] bm25(Query words, Map<Integer, Double> byWords, int[] ids) throws IOException {
        int[] others = Arrays.stream(ids).filter(id -> !byWords.containsKey(id)).toArray();
        double[] scores = scores(words, others);
        for (int i = 0; i < others.length; i++) {
            byWords.put(others[i], scores[i]);
        }
        return Arrays.stream(ids)
                .mapToDouble(id -> byWords.getOrDefault(id, 0.0))
                .toArray();
    }

    private Query query(String searched) {
        QueryBuilder builder = new QueryBuilder(analyzer);
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        Analysis.WEIGHTS.forEach((field, weight) -> {
            Query part = builder.createBooleanQuery(field, searched);
            // term by term, so that Lucene may skip what cannot come among the first
            List<Query> terms = part instanceof BooleanQuery several
                    ? several.clauses().stream().map(BooleanClause::query).toList()
                    : part == null ? List.of() : List.of(part);
            terms.forEach(term -> any.add(new BoostQuery(term, weight), BooleanClause.Occur.SHOULD));
        });
        return any.build();
    }

    private List<Unit> units(int[] ids, String searched, double[] bm25, float @Nullable [] vector, float[][] vectors)
            throws IOException {
        Map<String, Double> wordWeights = weights(Analysis.WORDS, searched);
        Map<String, Double> characterWeights = weights(Analysis.SINGLES, searched);
        Coverage covered = coverage(Analysis.WORDS, wordWeights, ids);
        Coverage characters = coverage(Analysis.SINGLES, characterWeights, ids);
        Coverage sounds = coverage(Analysis.SOUNDS, weights(Analysis.SOUNDS, searched), ids);
        long[] articles = values(IndexBuilder.ARTICLE, ids);
        long[] passages = values(IndexBuilder.PASSAGE, ids);
        long[] states = values(IndexBuilder.STATES, ids);
        float @Nullable [] adapted = vector == null || adapter == null ? null : adapter.adapt(vector);
        List<Unit> units = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            float @Nullable [] own = vectors[i];
            double cosine = vector == null || own == null ? 0 : VectorUtil.dotProduct(vector, own);
            units.add(new Unit(
                    i,
                    (int) articles[i],
                    (int) passages[i],
                    bm25[i],
                    covered.share[i],
                    characters.share[i],
                    covered.rarest[i],
                    sounds.share[i],
                    cosine,
                    adapted == null || own == null || states[i] == 0
                            ? Unit.NONE
                            : VectorUtil.dotProduct(adapted, own)));
        }
        return units;
    }

    /** The weight (inverse document frequency) of each piece of the question in a field. */
    private Map<String, Double> weights(String field, String searched) throws IOException {
        Map<String, Double> weights = new LinkedHashMap<>();
        int all = searcher.getIndexReader().numDocs();
        for (String token : Analysis.tokens(analyzer, field, searched)) {
            if (!weights.containsKey(token)) {
                int having = searcher.getIndexReader().docFreq(new Term(field, token));
                weights.put(token, Math.log(1 + (all - having + 0.5) / (having + 0.5)));
            }
        }
        return weights;
    }

    /** How much of the question each document has in a field. */
    private static final class Coverage {
        /** Share of the weight of the question's pieces, 0 to 1. */
        final double[] share;
        /** The weightiest piece that the document has, as a share of the weightiest of the question. */
        final double[] rarest;

        Coverage(int documents) {
            share = new double[documents];
            rarest = new double[documents];
        }
    }

    /** Goes through the postings piece by piece, which is quicker than a query's scorer for a few documents. */
    private Coverage coverage(String field, Map<String, Double> weights, int[] ids) throws IOException {
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double most =
                weights.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        Coverage coverage = new Coverage(ids.length);
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        int at = 0;
        while (at < ids.length) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(ids[at], leaves));
            int end = at;
            while (end < ids.length && ids[end] < leaf.docBase + leaf.reader().maxDoc()) {
                end++;
            }
            for (Map.Entry<String, Double> piece : weights.entrySet()) {
                PostingsEnum postings = leaf.reader().postings(new Term(field, piece.getKey()), PostingsEnum.NONE);
                double weight = piece.getValue();
                for (int i = at; i < end && postings != null; i++) {
                    int wanted = ids[i] - leaf.docBase;
                    if ((postings.docID() < wanted ? postings.advance(wanted) : postings.docID()) == wanted) {
                        coverage.share[i] += weight / all;
                        coverage.rarest[i] = Math.max(coverage.rarest[i], weight / most);
                    }
                }
            }
            at = end;
        }
        return coverage;
    }

    /** A query's score for each of the documents, 0 where it does not match. */
    private double[] scores(Query query, int[] ids) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
        double[] scores = new double[ids.length];
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        int at = 0;
        while (at < ids.length) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(ids[at], leaves));
            int end = leaf.docBase + leaf.reader().maxDoc();
            Scorer scorer = weight.scorer(leaf);
            for (; at < ids.length && ids[at] < end; at++) {
                if (scorer != null) {
                    DocIdSetIterator matches = scorer.iterator();
                    int wanted = ids[at] - leaf.docBase;
                    if ((matches.docID() < wanted ? matches.advance(wanted) : matches.docID()) == wanted) {
                        scores[at] = scorer.score();
                    }
                }
            }
        }
        return scores;
    }

    private long[] values(String field, int[] ids) throws IOException {
        long[] values = new long[ids.length];
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        for (int i = 0; i < ids.length; i++) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(ids[i], leaves));
            NumericDocValues numbers = leaf.reader().getNumericDocValues(field);
            numbers.advanceExact(ids[i] - leaf.docBase);
            values[i] = numbers.longValue();
        }
        return values;
    }

    private float[][] vectors(int[] ids) throws IOException {
        float[][] vectors = new float[ids.length][];
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        int at = 0;
        while (at < ids.length) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(ids[at], leaves));
            int end = leaf.docBase + leaf.reader().maxDoc();
            FloatVectorValues values = leaf.reader().getFloatVectorValues(IndexBuilder.VECTOR);
            KnnVectorValues.DocIndexIterator iterator = values.iterator();
            for (; at < ids.length && ids[at] < end; at++) {
                if (iterator.advance(ids[at] - leaf.docBase) == ids[at] - leaf.docBase) {
                    vectors[at] = values.vectorValue(iterator.index()).clone();
                }
            }
        }
        return vectors;
    }

    private static List<Found> articles(List<Unit> units, float[][] vectors) {
        double most = units.stream().mapToDouble(Unit::bm25).max().orElse(0);
        float @Nullable [] middle = middle(units, vectors, most);
        Map<Integer, List<Unit>> byArticle = new LinkedHashMap<>();
        units.forEach(unit -> byArticle
                .computeIfAbsent(unit.article(), _ -> new ArrayList<>())
                .add(unit));
        Map<Integer, Double> adapted = adapted(byArticle);
        Map<Integer, Integer> vectorRank = ranks(byArticle, Unit::cosine);
        Map<Integer, Integer> wordRank = ranks(byArticle, Unit::bm25);
        return byArticle.entrySet().stream()
                .map(entry -> new Found(
                        entry.getKey(),
                        bestPassage(entry.getValue()).map(Unit::passage).orElse(0),
                        new Signals(
                                best(entry.getValue(), unit -> unit.question() ? 0 : unit.cosine()),
                                best(entry.getValue(), unit -> unit.question() ? unit.cosine() : 0),
                                most == 0 ? 0 : best(entry.getValue(), Unit::bm25) / most,
                                best(entry.getValue(), Unit::covered),
                                best(entry.getValue(), Unit::characters),
                                best(entry.getValue(), Unit::rarest),
                                best(entry.getValue(), Unit::sounds),
                                1.0 / (RANK_OFFSET + vectorRank.getOrDefault(entry.getKey(), 0)),
                                1.0 / (RANK_OFFSET + wordRank.getOrDefault(entry.getKey(), 0)),
                                middle == null
                                        ? 0
                                        : best(entry.getValue(), unit -> {
                                            float @Nullable [] own = vectors[unit.at()];
                                            return own == null ? 0 : VectorUtil.dotProduct(middle, own);
                                        }),
                                adapted.getOrDefault(entry.getKey(), 0.0))))
                .toList();
    }

    private static Optional<Unit> bestPassage(List<Unit> units) {
        return units.stream()
                .filter(unit -> !unit.question())
                .max(Comparator.comparingDouble(unit -> unit.cosine() + unit.covered()));
    }

    /** What the adapter says of the articles' best passages, less the mean of it; nothing for those that state nothing. */
    private static Map<Integer, Double> adapted(Map<Integer, List<Unit>> byArticle) {
        Map<Integer, Double> adapted = new HashMap<>();
        byArticle.forEach((article, units) -> bestPassage(units)
                .map(Unit::adapted)
                .filter(value -> !value.isNaN())
                .ifPresent(value -> adapted.put(article, value)));
        double mean = adapted.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        adapted.replaceAll((_, value) -> value - mean);
        return adapted;
    }

    private static double best(List<Unit> units, ToDoubleFunction<Unit> signal) {
        return units.stream().mapToDouble(signal).max().orElse(0);
    }

    private static Map<Integer, Integer> ranks(Map<Integer, List<Unit>> byArticle, ToDoubleFunction<Unit> signal) {
        Map<Integer, Double> scores = new HashMap<>();
        byArticle.forEach((article, units) -> scores.put(article, best(units, signal)));
        List<Integer> order = byArticle.keySet().stream()
                .sorted((a, b) -> Double.compare(scores.getOrDefault(b, 0.0), scores.getOrDefault(a, 0.0)))
                .toList();
        Map<Integer, Integer> ranks = new HashMap<>();
        IntStream.range(0, order.size()).forEach(rank -> ranks.put(order.get(rank), rank));
        return ranks;
    }

    /** The middle of the first units, of length 1; the nearer the heavier. Null without vectors. */
    private static float @Nullable [] middle(List<Unit> units, float[][] vectors, double most) {
        List<Unit> first = units.stream()
                .filter(unit -> vectors[unit.at()] != null)
                .sorted((a, b) -> Double.compare(first(b, most), first(a, most)))
                .limit(FEEDBACK)
                .toList();
        if (first.isEmpty()) {
            return null;
        }
        double top = first(first.getFirst(), most);
        float[] sum = null;
        for (Unit unit : first) {
            float @Nullable [] vector = vectors[unit.at()];
            if (vector == null) {
                continue;
            }
            sum = sum == null ? new float[vector.length] : sum;
            float weight = (float) Math.exp((first(unit, most) - top) / FEEDBACK_SCALE);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * vector[i];
            }
        }
        return sum == null ? null : VectorUtil.l2normalize(sum, false);
    }

    private static double first(Unit unit, double most) {
        return unit.cosine() + (most == 0 ? 0 : 0.1 * unit.bm25() / most);
    }
}
