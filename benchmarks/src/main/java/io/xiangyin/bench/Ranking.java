package io.xiangyin.bench;

import java.util.List;
import java.util.Set;

/**
 * What one ranking is worth: documents found, best first, against those that are right (of equal relevance).
 *
 * @param found at least the first ten
 */
record Ranking(List<String> found, Set<String> right) {
    private static final int DEPTH = 10;

    Ranking {
        found = List.copyOf(found);
        right = Set.copyOf(right);
    }

    /** Normalised discounted cumulative gain of the first ten (Järvelin and Kekäläinen 2002). */
    double ndcg() {
        double gain = 0;
        double ideal = 0;
        for (int i = 0; i < DEPTH; i++) {
            double discount = Math.log(2) / Math.log(i + 2);
            gain += i < found.size() && right.contains(found.get(i)) ? discount : 0;
            ideal += i < right.size() ? discount : 0;
        }
        return ideal == 0 ? 0 : gain / ideal;
    }

    /** 1 if the first is right. */
    double hit() {
        return recall(1) > 0 ? 1 : 0;
    }

    /** Share of the right ones among the first. */
    double recall(int depth) {
        return right.isEmpty()
                ? 0
                : (double) found.stream().limit(depth).filter(right::contains).count() / right.size();
    }

    /** 1 / rank of the first right one, 0 if there is none among the first ten. */
    double reciprocalRank() {
        for (int i = 0; i < Math.min(DEPTH, found.size()); i++) {
            if (right.contains(found.get(i))) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }
}
