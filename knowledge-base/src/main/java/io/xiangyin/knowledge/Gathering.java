package io.xiangyin.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import java.util.function.ToDoubleFunction;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
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
    private final Pieces.Cutter cutter;
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
        this.cutter = new Pieces.Cutter(analyzer, searcher);
        this.adapter = adapter;
    }

    /**
     * Candidates with their signals, by the articles' numbers.
     *
     * @param searched a text in the form of {@link ChineseText#indexed}; common words weigh little by themselves
     * @param vector of the question, of length 1; null for a search by words alone
     */
    List<Found> gather(String searched, float @Nullable [] vector) throws IOException {
        Pieces pieces = cutter.cut(searched);
        Set<Integer> documents = new TreeSet<>();
        for (ScoreDoc one : byWords(pieces.query()).scoreDocs) {
            documents.add(one.doc);
        }
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
        return articles(units(ids, Overlap.of(pieces, ids, searcher), vector, vectors), vectors);
    }

    /** How many more there are is not asked, so that what only common words speak for is passed over early. */
    private TopDocs byWords(Query query) throws IOException {
        return searcher.search(query, new TopScoreDocCollectorManager(BY_WORDS, BY_WORDS));
    }

    private List<Unit> units(int[] ids, Overlap overlap, float @Nullable [] vector, float[][] vectors)
            throws IOException {
        Overlap.Coverage words = overlap.in(Analysis.WORDS);
        Overlap.Coverage characters = overlap.in(Analysis.SINGLES);
        Overlap.Coverage sounds = overlap.in(Analysis.SOUNDS);
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
                    overlap.bm25()[i],
                    words.share[i],
                    characters.share[i],
                    words.rarest[i],
                    sounds.share[i],
                    cosine,
                    adapted == null || own == null || states[i] == 0
                            ? Unit.NONE
                            : VectorUtil.dotProduct(adapted, own)));
        }
        return units;
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

    /** What speaks for one article: the best of its units in each respect. */
    private static final class Standing {
        private final int article;
        private double passage;
        private double question;
        private double bm25;
        private double covered;
        private double characters;
        private double rarest;
        private double sounds;
        private double feedback;
        private int vectorRank;
        private int wordRank;
        private @Nullable Unit best;

        Standing(int article) {
            this.article = article;
        }

        void add(Unit unit, double nearMiddle) {
            if (unit.question()) {
                question = Math.max(question, unit.cosine());
            } else {
                passage = Math.max(passage, unit.cosine());
                best = best == null || fit(unit) > fit(best) ? unit : best;
            }
            bm25 = Math.max(bm25, unit.bm25());
            covered = Math.max(covered, unit.covered());
            characters = Math.max(characters, unit.characters());
            rarest = Math.max(rarest, unit.rarest());
            sounds = Math.max(sounds, unit.sounds());
            feedback = Math.max(feedback, nearMiddle);
        }

        private static double fit(Unit unit) {
            return unit.cosine() + unit.covered();
        }

        double cosine() {
            return Math.max(passage, question);
        }

        /** What the adapter says of its best passage; {@link Unit#NONE} if that states nothing. */
        double adapted() {
            return best == null ? Unit.NONE : best.adapted();
        }

        /**
         * @param most the best BM25 of all units
         * @param usual what the adapter says on average
         */
        Found found(double most, double usual) {
            return new Found(
                    article,
                    best == null ? 0 : best.passage(),
                    new Signals(
                            passage,
                            question,
                            most == 0 ? 0 : bm25 / most,
                            covered,
                            characters,
                            rarest,
                            sounds,
                            1.0 / (RANK_OFFSET + vectorRank),
                            1.0 / (RANK_OFFSET + wordRank),
                            feedback,
                            Double.isNaN(adapted()) ? 0 : adapted() - usual));
        }
    }

    private static List<Found> articles(List<Unit> units, float[][] vectors) {
        double most = units.stream().mapToDouble(Unit::bm25).max().orElse(0);
        float @Nullable [] middle = middle(units, vectors, most);
        Map<Integer, Standing> byArticle = new LinkedHashMap<>();
        for (Unit unit : units) {
            float @Nullable [] own = vectors[unit.at()];
            double nearMiddle = middle == null || own == null ? 0 : VectorUtil.dotProduct(middle, own);
            byArticle.computeIfAbsent(unit.article(), Standing::new).add(unit, nearMiddle);
        }
        List<Standing> all = List.copyOf(byArticle.values());
        rank(all, Standing::cosine, (standing, rank) -> standing.vectorRank = rank);
        rank(all, standing -> standing.bm25, (standing, rank) -> standing.wordRank = rank);
        double usual = all.stream()
                .mapToDouble(Standing::adapted)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(0);
        return all.stream().map(standing -> standing.found(most, usual)).toList();
    }

    /** Tells each how many are better, from 0; of equals the one that comes first in the knowledge. */
    private static void rank(List<Standing> all, ToDoubleFunction<Standing> by, ObjIntConsumer<Standing> told) {
        List<Standing> order = new ArrayList<>(all);
        order.sort((a, b) -> Double.compare(by.applyAsDouble(b), by.applyAsDouble(a)));
        for (int rank = 0; rank < order.size(); rank++) {
            told.accept(order.get(rank), rank);
        }
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
