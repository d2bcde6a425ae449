package io.xiangyin.dialog.intent;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Logistic regression, one against the rest, of whole intents and of the parts of their names. Intents named by parts, such
 * as {@code request-hotel-phone} and {@code request-restaurant-phone}, have in common what their examples say of the phone:
 * a part is learnt from the examples of all intents that share it, so that a rare intent is known by its parts.
 */
final class IntentModel {
    private static final double COST = 10;
    private static final double PRECISION = 0.1;

    /** An intent that the model has seen no example of. */
    private static final double UNSEEN = -10;

    static {
        Linear.disableDebugOutput();
    }

    private final List<Level> levels;
    private final int intents;

    /**
     * One way to group the intents, and the model that tells the groups.
     *
     * @param groupOf the number of each intent's group
     */
    private record Level(Model model, List<Integer> groupOf, int groups) {
        void addTo(double[] scores, Feature[] features) {
            double[] ofGroups = decisionValues(model, features, groups);
            for (int i = 0; i < scores.length; i++) {
                scores[i] += ofGroups[groupOf.get(i)];
            }
        }
    }

    private IntentModel(List<Level> levels, int intents) {
        this.levels = levels;
        this.intents = intents;
    }

    /**
     * @param examples their features
     * @param count how many features there are, the constant included
     * @param labels the number of each example's intent in {@code intents}
     */
    static IntentModel fit(List<Feature[]> examples, int count, int[] labels, List<String> intents) {
        List<Level> levels = new ArrayList<>();
        for (List<Integer> groupOf : groupings(intents)) {
            Problem problem = new Problem();
            problem.l = examples.size();
            problem.n = count;
            problem.bias = TextFeatures.CONSTANT;
            problem.x = examples.toArray(Feature[][]::new);
            problem.y = Arrays.stream(labels).mapToDouble(groupOf::get).toArray();
            Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR_DUAL, COST, PRECISION));
            levels.add(
                    new Level(model, groupOf, (int) groupOf.stream().distinct().count()));
        }
        return new IntentModel(List.copyOf(levels), intents.size());
    }

    /** How much speaks for each intent, by its number. */
    double[] scores(Feature[] features) {
        double[] scores = new double[intents];
        levels.forEach(level -> level.addTo(scores, features));
        return scores;
    }

    /** Every intent by itself; then, for each place in the names, the intents that have the same part there. */
    private static List<List<Integer>> groupings(List<String> intents) {
        List<List<Integer>> groupings = new ArrayList<>();
        groupings.add(IntStream.range(0, intents.size()).boxed().toList());
        List<List<String>> parts =
                intents.stream().map(intent -> List.of(intent.split("-"))).toList();
        int most = parts.stream().mapToInt(List::size).max().orElse(1);
        for (int place = 0; most > 1 && place < most; place++) {
            int at = place;
            List<String> here =
                    parts.stream().map(of -> at < of.size() ? of.get(at) : "").toList();
            List<String> groups = here.stream().distinct().toList();
            if (groups.size() > 1 && groups.size() < intents.size()) {
                groupings.add(here.stream().map(groups::indexOf).toList());
            }
        }
        return groupings;
    }

    private static double[] decisionValues(Model model, Feature[] features, int classes) {
        double[] values = new double[model.getNrClass()];
        Linear.predictValues(model, features, values);
        double[] scores = new double[classes];
        Arrays.fill(scores, UNSEEN);
        int[] labels = model.getLabels();
        if (labels.length == 2) {
            // liblinear keeps one weight vector for two classes
            scores[labels[0]] = values[0];
            scores[labels[1]] = -values[0];
        } else {
            for (int i = 0; i < labels.length; i++) {
                scores[labels[i]] = values[i];
            }
        }
        return scores;
    }
}
