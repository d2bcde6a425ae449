package io.xiangyin.bench;

import java.util.Arrays;
import java.util.List;

/**
 * Fits weights so that the right candidates of each list get the share of a softmax: listwise learning to rank with a
 * linear model (Cao et al. 2007, ListNet with top one). Deterministic; features are scaled inside.
 */
final class SoftmaxFit {
    private static final int STEPS = 400;
    private static final double RATE = 0.05;
    private static final double FIRST_MOMENT = 0.9;
    private static final double SECOND_MOMENT = 0.999;

    private SoftmaxFit() {}

    /**
     * Candidates of one question.
     *
     * @param features by candidate, then by feature
     * @param weight of the question, so that each set counts alike
     */
    record Listed(List<double[]> features, List<Boolean> right, double weight) {
        Listed {
            features = List.copyOf(features);
            right = List.copyOf(right);
        }
    }

    /** Weights for unscaled features. */
    static double[] fit(List<Listed> lists, double ridge) {
        List<Listed> usable =
                lists.stream().filter(list -> list.right().contains(true)).toList();
        int width = usable.getFirst().features().getFirst().length;
        double[] scale = deviations(usable, width);
        double[] weights = new double[width];
        double[] first = new double[width];
        double[] second = new double[width];
        double all = usable.stream().mapToDouble(Listed::weight).sum();
        for (int step = 1; step <= STEPS; step++) {
            double[] gradient = new double[width];
            for (int i = 0; i < width; i++) {
                gradient[i] = 2 * ridge * weights[i];
            }
            for (Listed list : usable) {
                descend(list, weights, scale, list.weight() / all, gradient);
            }
            for (int i = 0; i < width; i++) {
                first[i] = FIRST_MOMENT * first[i] + (1 - FIRST_MOMENT) * gradient[i];
                second[i] = SECOND_MOMENT * second[i] + (1 - SECOND_MOMENT) * gradient[i] * gradient[i];
                double mean = first[i] / (1 - Math.pow(FIRST_MOMENT, step));
                double size = Math.sqrt(second[i] / (1 - Math.pow(SECOND_MOMENT, step)));
                weights[i] -= RATE * mean / (size + 1e-9);
            }
        }
        for (int i = 0; i < width; i++) {
            weights[i] /= scale[i];
        }
        return weights;
    }

    private static void descend(Listed list, double[] weights, double[] scale, double share, double[] gradient) {
        double[] scores = list.features().stream()
                .mapToDouble(one -> score(one, weights, scale))
                .toArray();
        double most = Arrays.stream(scores).max().orElse(0);
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - most);
            sum += scores[i];
        }
        long right = list.right().stream().filter(yes -> yes).count();
        for (int i = 0; i < scores.length; i++) {
            double error = scores[i] / sum - (list.right().get(i) ? 1.0 / right : 0);
            double[] features = list.features().get(i);
            for (int j = 0; j < weights.length; j++) {
                gradient[j] += share * error * features[j] / scale[j];
            }
        }
    }

    private static double score(double[] features, double[] weights, double[] scale) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * features[i] / scale[i];
        }
        return sum;
    }

    private static double[] deviations(List<Listed> lists, int width) {
        double[] deviations = new double[width];
        for (int i = 0; i < width; i++) {
            int at = i;
            double[] values = lists.stream()
                    .flatMap(list -> list.features().stream())
                    .mapToDouble(one -> one[at])
                    .toArray();
            double mean = Arrays.stream(values).average().orElse(0);
            double square = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            deviations[i] = Math.max(Math.sqrt(square), 1e-6);
        }
        return deviations;
    }
}
