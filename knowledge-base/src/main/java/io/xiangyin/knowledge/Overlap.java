package io.xiangyin.knowledge;

import io.xiangyin.knowledge.Pieces.Piece;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.jspecify.annotations.Nullable;

/**
 * What some documents have of a question. Reads what each document is made of, once for all measures, which is quicker
 * than the postings of each piece for a few documents.
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
        int[][] times = times(pieces, ids, searcher);
        int begin = 0;
        for (String field : Analysis.FIELDS) {
            List<Piece> own = pieces.of(field);
            overlap.measure(field, own, times, begin, searcher);
            begin += own.size();
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

    /** How often each document has each piece, in the order of the fields and of their pieces. */
    private static int[][] times(Pieces pieces, int[] ids, IndexSearcher searcher) throws IOException {
        int[] wanted = Analysis.FIELDS.stream()
                .flatMap(field -> pieces.of(field).stream())
                .mapToInt(Piece::hash)
                .toArray();
        Tokens.Counter counter = new Tokens.Counter(wanted);
        int[][] times = new int[ids.length][wanted.length];
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        for (int at = 0; at < ids.length; ) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(ids[at], leaves));
            int end = end(leaf, ids, at);
            BinaryDocValues tokens = leaf.reader().getBinaryDocValues(IndexBuilder.TOKENS);
            for (; at < end; at++) {
                if (tokens.advanceExact(ids[at] - leaf.docBase)) {
                    counter.count(tokens.binaryValue(), times[at]);
                }
            }
        }
        return times;
    }

    /** Place after the last of the documents, from one on, that a leaf has. */
    private static int end(LeafReaderContext leaf, int[] ids, int at) {
        int end = Arrays.binarySearch(
                ids, at, ids.length, leaf.docBase + leaf.reader().maxDoc());
        return end < 0 ? -1 - end : end;
    }

    /** @param begin place of the field's first piece among {@code times} */
    private void measure(String field, List<Piece> pieces, int[][] times, int begin, IndexSearcher searcher)
            throws IOException {
        Coverage covered = in(field);
        double all = pieces.stream().mapToDouble(Piece::weight).sum();
        double most = pieces.stream().mapToDouble(Piece::weight).max().orElse(0);
        long[] lengths = lengths(field, searcher);
        for (int at = 0; at < pieces.size(); at++) {
            Piece piece = pieces.get(at);
            double share = piece.weight() / all;
            double rarest = piece.weight() / most;
            @Nullable SimScorer scorer = piece.bm25();
            for (int i = 0; i < ids.length; i++) {
                int often = times[i][begin + at];
                if (often > 0) {
                    covered.share[i] += share;
                    covered.rarest[i] = Math.max(covered.rarest[i], rarest);
                    bm25[i] += scorer == null ? 0 : scorer.score(often, lengths[i]);
                }
            }
        }
    }

    /** How long the documents are in the field, in Lucene's coding. */
    private long[] lengths(String field, IndexSearcher searcher) throws IOException {
        long[] lengths = new long[ids.length];
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        for (int at = 0; at < ids.length; ) {
            LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(ids[at], leaves));
            int end = end(leaf, ids, at);
            @Nullable NumericDocValues norms = leaf.reader().getNormValues(field);
            for (; at < end; at++) {
                lengths[at] = norms != null && norms.advanceExact(ids[at] - leaf.docBase) ? norms.longValue() : 1;
            }
        }
        return lengths;
    }
}
