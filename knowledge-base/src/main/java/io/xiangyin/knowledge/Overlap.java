package io.xiangyin.knowledge;

import io.xiangyin.knowledge.Pieces.Piece;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.apache.lucene.util.IOSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What some documents have of a question. Goes through the postings piece by piece, once for all measures, which is
 * quicker than a query's scorer for a few documents.
 */
final class Overlap {
    private final int[] ids;
    private final double[] bm25;
    private final Map<String, Coverage> coverage = new HashMap<>();

    /** How much of the question each document has in one field. */
    static final class Coverage {
        /** Share of the weight of the question's pieces, 0 to 1. */
        final double[] share;
        /** The weightiest piece that the document has, as a share of the weightiest of the question. */
        final double[] rarest;

        private Coverage(int documents) {
            share = new double[documents];
            rarest = new double[documents];
        }
    }

    private Overlap(int[] ids) {
        this.ids = ids;
        this.bm25 = new double[ids.length];
    }

    /** @param ids the documents, ascending */
    static Overlap of(Pieces pieces, int[] ids, IndexSearcher searcher) throws IOException {
        Overlap overlap = new Overlap(ids);
        for (String field : Analysis.FIELDS) {
            overlap.measure(field, pieces.of(field), searcher);
        }
        return overlap;
    }

    /** The words' score of each document, over all fields that are searched. */
    double[] bm25() {
        return bm25;
    }

    Coverage in(String field) {
        return coverage.computeIfAbsent(field, _ -> new Coverage(ids.length));
    }

    private void measure(String field, List<Piece> pieces, IndexSearcher searcher) throws IOException {
        Coverage covered = in(field);
        double all = pieces.stream().mapToDouble(Piece::weight).sum();
        double most = pieces.stream().mapToDouble(Piece::weight).max().orElse(0);
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        int at = 0;
        while (at < ids.length) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(ids[at], leaves));
            int end = at;
            while (end < ids.length && ids[end] < leaf.docBase + leaf.reader().maxDoc()) {
                end++;
            }
            Terms terms = leaf.reader().terms(field);
            TermsEnum each = terms == null ? null : terms.iterator();
            long[] lengths = lengths(leaf, field, at, end);
            for (Piece piece : pieces) {
                PostingsEnum postings = each == null ? null : postings(each, piece, leaf);
                SimScorer scorer = piece.bm25();
                for (int i = at; i < end && postings != null; i++) {
                    int wanted = ids[i] - leaf.docBase;
                    if ((postings.docID() < wanted ? postings.advance(wanted) : postings.docID()) == wanted) {
                        covered.share[i] += piece.weight() / all;
                        covered.rarest[i] = Math.max(covered.rarest[i], piece.weight() / most);
                        bm25[i] += scorer == null ? 0 : scorer.score(postings.freq(), lengths[i - at]);
                    }
                }
            }
            at = end;
        }
    }

    /** How long the documents are in the field, in Lucene's coding. */
    private long[] lengths(LeafReaderContext leaf, String field, int at, int end) throws IOException {
        long[] lengths = new long[end - at];
        NumericDocValues norms = leaf.reader().getNormValues(field);
        for (int i = at; i < end && norms != null; i++) {
            lengths[i - at] = norms.advanceExact(ids[i] - leaf.docBase) ? norms.longValue() : 1;
        }
        return lengths;
    }

    private static @Nullable PostingsEnum postings(TermsEnum terms, Piece piece, LeafReaderContext leaf)
            throws IOException {
        IOSupplier<TermState> place = piece.states().get(leaf);
        TermState state = place == null ? null : place.get();
        if (state == null) {
            return null;
        }
        terms.seekExact(piece.term().bytes(), state);
        return terms.postings(null, piece.bm25() == null ? PostingsEnum.NONE : PostingsEnum.FREQS);
    }
}
