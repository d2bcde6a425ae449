package io.xiangyin.bench;

import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.KnowledgeIndex.Hit;
import io.xiangyin.knowledge.KnowledgeIndex.Mode;
import io.xiangyin.knowledge.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Fits the weights with which search sums the signals of an article, on the five public sets, each question as it is
 * and with characters mistyped, so that sounds are given their due. What is printed is
 * measured on questions the weights have not seen: by five folds of the questions' words (sets share questions), and with
 * each set left out. The weights written are fitted on all of them.
 */
final class FitFusion implements Experiment {
    private static final int CANDIDATES = 60;
    private static final int FOLDS = 5;
    private static final double RIDGE = 0.003;

    /** A question with its candidates. */
    private record Asked(int set, String text, boolean clean, List<Hit> hits, Set<String> right) {
        int fold() {
            return Math.floorMod((text.hashCode() * 0x9E3779B9) >>> 8, FOLDS);
        }

        SoftmaxFit.Listed listed(double weight) {
            return new SoftmaxFit.Listed(
                    hits.stream().map(hit -> hit.signals().values()).toList(),
                    hits.stream().map(hit -> right.contains(hit.article().id())).toList(),
                    weight);
        }

        double ndcg(double[] weights) {
            return new Ranking(
                            hits.stream()
                                    .sorted(Comparator.comparingDouble((Hit hit) ->
                                            -sum(weights, hit.signals().values())))
                                    .map(hit -> hit.article().id())
                                    .toList(),
                            right)
                    .ndcg();
        }
    }

    private static double sum(double[] weights, double[] values) {
        return IntStream.range(0, weights.length)
                .mapToDouble(i -> weights[i] * values[i])
                .sum();
    }

    @Override
    public Findings run(Lab lab) throws Exception {
        KnowledgeLab knowledge = new KnowledgeLab(lab.root());
        List<RetrievalSet> sets = RetrievalSet.five(KnowledgeLab.data());
        List<Asked> all = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            RetrievalSet set = sets.get(i);
            int number = i;
            try (KnowledgeIndex index = knowledge.index(set)) {
                set.questions().forEach((id, text) -> {
                    all.add(asked(number, text, text, index, set.right(id)));
                    all.add(asked(number, text, Variant.HOMOPHONES.of(text), index, set.right(id)));
                });
            }
        }
        Findings findings = new Findings("fit-fusion");
        double[] folds = new double[all.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            measure(all, one -> one.fold() == out, folds);
        }
        double[] sets1 = new double[all.size()];
        for (int set = 0; set < sets.size(); set++) {
            int out = set;
            measure(all, one -> one.set() == out, sets1);
        }
        report(findings, "questions held out", sets, all, folds, true);
        report(findings, "whole set held out", sets, all, sets1, true);
        report(findings, "questions held out, mistyped", sets, all, folds, false);
        write(lab.root(), fit(all));
        return findings;
    }

    private static Asked asked(int set, String question, String typed, KnowledgeIndex index, Set<String> right) {
        return new Asked(set, question, typed.equals(question), index.search(typed, CANDIDATES, Mode.HYBRID), right);
    }

    private static void measure(List<Asked> all, Predicate<Asked> out, double[] results) {
        double[] weights = fit(all.stream().filter(out.negate()).toList());
        for (int i = 0; i < results.length; i++) {
            if (out.test(all.get(i))) {
                results[i] = all.get(i).ndcg(weights);
            }
        }
    }

    private static double[] fit(List<Asked> asked) {
        long[] sizes = new long[asked.stream().mapToInt(Asked::set).max().orElse(0) + 1];
        asked.forEach(one -> sizes[one.set()]++);
        return SoftmaxFit.fit(
                asked.stream().map(one -> one.listed(1.0 / sizes[one.set()])).toList(), RIDGE);
    }

    private static void report(
            Findings findings, String how, List<RetrievalSet> sets, List<Asked> all, double[] results, boolean clean) {
        double[] means = IntStream.range(0, sets.size())
                .mapToDouble(set -> IntStream.range(0, results.length)
                        .filter(i -> all.get(i).set() == set && all.get(i).clean() == clean)
                        .mapToDouble(i -> results[i])
                        .average()
                        .orElse(0))
                .toArray();
        for (int i = 0; i < means.length; i++) {
            findings.of("nDCG@10 of " + sets.get(i).name() + ", " + how, "").ours(means[i]);
        }
        double mean = Arrays.stream(means).average().orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%s: %s mean %.4f%n",
                how,
                Arrays.stream(means)
                        .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                        .toList(),
                mean);
        findings.of("mean nDCG@10, " + how, "").ours(mean).atLeast(0.80);
    }

    private static void write(Path root, double[] weights) throws Exception {
        StringBuilder table = new StringBuilder(
                "# Weights of the signals in the score of an article. Fitted by ./xiangyin bench fit-fusion; see docs/knowledge.md.\n");
        double unit = Arrays.stream(weights).map(Math::abs).max().orElse(1);
        for (int i = 0; i < weights.length; i++) {
            table.append(String.format(Locale.ROOT, "%s = %.4f%n", Signals.NAMES.get(i), weights[i] / unit));
        }
        Files.writeString(
                root.resolve("knowledge-base/src/main/resources/io/xiangyin/knowledge/fusion.properties"), table);
    }
}
