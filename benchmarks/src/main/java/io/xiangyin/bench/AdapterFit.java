package io.xiangyin.bench;

import dev.langchain4j.data.embedding.Embedding;
import io.xiangyin.knowledge.QueryAdapter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits a {@link QueryAdapter} so that, added to scores that stay as they are, right candidates get the share of a softmax.
 * Ridge regression keeps it near nothing where the questions do not tell. Deterministic.
 */
final class AdapterFit {
    private static final int STEPS = 60;
    private static final float RATE = 0.01f;
    private static final double RIDGE = 6e-5;
    private static final float FIRST_MOMENT = 0.9f;
    private static final float SECOND_MOMENT = 0.999f;

    /** {@code map[k][i]}: what component i of the result takes from component k of the question. */
    private final float[][] map;

    private final float[][] gradient;
    private final float[][] first;
    private final float[][] second;

    /**
     * Candidates of one question.
     *
     * @param passages by candidate; null for one that states nothing
     * @param scores by candidate, before the adapter
     */
    record Listed(
            Embedding question,
            List<float @Nullable []> passages,
            List<Double> scores,
            List<Boolean> right,
            double weight) {}

    private AdapterFit(int dimensions) {
        map = new float[dimensions][dimensions];
        gradient = new float[dimensions][dimensions];
        first = new float[dimensions][dimensions];
        second = new float[dimensions][dimensions];
    }

    /** @param unit by which the adapter is divided, as the other weights are */
    static QueryAdapter fit(List<Listed> lists, double unit) {
        List<Listed> usable =
                lists.stream().filter(list -> list.right().contains(true)).toList();
        AdapterFit fit = new AdapterFit(usable.getFirst().question().dimension());
        double all = usable.stream().mapToDouble(Listed::weight).sum();
        for (int step = 1; step <= STEPS; step++) {
            for (float[] row : fit.gradient) {
                Arrays.fill(row, 0);
            }
            usable.forEach(list -> fit.learn(list, list.weight() / all));
            fit.descend(step);
        }
        return fit.adapter(unit);
    }

    private void learn(Listed list, double share) {
        float[] question = list.question().vector();
        float[] adapted = new float[map.length];
        for (int k = 0; k < map.length; k++) {
            add(map[k], question[k], adapted);
        }
        double[] shares = new double[list.scores().size()];
        for (int i = 0; i < shares.length; i++) {
            float @Nullable [] passage = list.passages().get(i);
            shares[i] = list.scores().get(i) + (passage == null ? 0 : product(adapted, passage));
        }
        double most = Arrays.stream(shares).max().orElse(0);
        Arrays.setAll(shares, i -> Math.exp(shares[i] - most));
        double sum = Arrays.stream(shares).sum();
        long right = list.right().stream().filter(yes -> yes).count();
        float[] wrong = new float[map.length];
        for (int i = 0; i < shares.length; i++) {
            float @Nullable [] passage = list.passages().get(i);
            if (passage != null) {
                double error = shares[i] / sum - (list.right().get(i) ? 1.0 / right : 0);
                add(passage, (float) (share * error), wrong);
            }
        }
        for (int k = 0; k < map.length; k++) {
            add(wrong, question[k], gradient[k]);
        }
    }

    private void descend(int step) {
        float rate = RATE * Math.min(1, (STEPS - step + 1) / (STEPS * 0.5f));
        float firstScale = 1 - (float) Math.pow(FIRST_MOMENT, step);
        float secondScale = 1 - (float) Math.pow(SECOND_MOMENT, step);
        for (int k = 0; k < map.length; k++) {
            for (int i = 0; i < map.length; i++) {
                float slope = gradient[k][i] + (float) (2 * RIDGE) * map[k][i];
                first[k][i] = FIRST_MOMENT * first[k][i] + (1 - FIRST_MOMENT) * slope;
                second[k][i] = SECOND_MOMENT * second[k][i] + (1 - SECOND_MOMENT) * slope * slope;
                map[k][i] -=
                        rate * (first[k][i] / firstScale) / ((float) Math.sqrt(second[k][i] / secondScale) + 1e-9f);
            }
        }
    }

    private QueryAdapter adapter(double unit) {
        float[][] rows = new float[map.length][map.length];
        for (int k = 0; k < map.length; k++) {
            for (int i = 0; i < map.length; i++) {
                rows[i][k] = (float) (map[k][i] / unit);
            }
        }
        return new QueryAdapter(rows);
    }

    private static void add(float[] from, float times, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * from[i];
        }
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
