package io.xiangyin.bench;

import dev.langchain4j.data.embedding.Embedding;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.KnowledgeIndex.Hit;
import io.xiangyin.knowledge.KnowledgeIndex.Mode;
import io.xiangyin.knowledge.QueryAdapter;
import io.xiangyin.knowledge.Signals;
import io.xiangyin.knowledge.Vectors;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Fits the weights with which search sums the signals of an article, and then the map that adapts questions to statements,
 * on the five public sets, each question as it is
 * and with characters mistyped, so that sounds are given their due. What is printed is
 * measured on questions the weights have not seen: by five folds of the questions' words (sets share questions), and with
 * each set left out. The weights written are fitted on all of them.
 */
final class FitFusion implements Experiment {
    private static final int FOUND = 400;
    private static final int CANDIDATES = 60;
    private static final int FOLDS = 5;
    private static final double RIDGE = 0.003;
    private static final Path WEIGHTS = Path.of("knowledge-base/src/main/resources/io/xiangyin/knowledge");

    /** Its licence allows no weights fitted to it but the few of the fusion. */
    private static final String NOT_ADAPTED_TO = "afqmc_faq_dedup";

    /**
     * A question with its candidates.
     *
     * @param passages vectors of the candidates' best passages; null for one that states nothing
     */
    private record Asked(
            int set,
            String setName,
            String text,
            boolean clean,
            Embedding question,
            List<Hit> hits,
            List<float @Nullable []> passages,
            Set<String> right) {
        int fold() {
            return Math.floorMod((text.hashCode() * 0x9E3779B9) >>> 8, FOLDS);
        }

        List<Boolean> rightHits() {
            return hits.stream().map(hit -> right.contains(hit.article().id())).toList();
        }

        SoftmaxFit.Listed listed(double weight) {
            return new SoftmaxFit.Listed(
                    hits.stream().map(hit -> hit.signals().values()).toList(), rightHits(), weight);
        }

        AdapterFit.Listed stated(double[] weights, double weight) {
            List<Double> scores = hits.stream()
                    .map(hit -> sum(weights, hit.signals().values()))
                    .toList();
            return new AdapterFit.Listed(question, passages, scores, rightHits(), weight);
        }

        double ndcg(Fitted fitted) {
            double[] weights =
                    fitted.weights().stream().mapToDouble(Double::doubleValue).toArray();
            List<Double> adapted = adapted(fitted.adapter());
            return new Ranking(
                            IntStream.range(0, hits.size())
                                    .boxed()
                                    .sorted(Comparator.comparingDouble((Integer i) ->
                                            -sum(weights, hits.get(i).signals().values()) - adapted.get(i)))
                                    .map(i -> hits.get(i).article().id())
                                    .toList(),
                            right)
                    .ndcg();
        }

        /** As the index computes it. */
        private List<Double> adapted(QueryAdapter adapter) {
            float[] turned = adapter.adapt(question.vector());
            List<Double> values = new ArrayList<>();
            passages.forEach(
                    passage -> values.add(passage == null ? Double.NaN : VectorUtil.dotProduct(turned, passage)));
            double mean = values.stream()
                    .filter(value -> !value.isNaN())
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            return values.stream()
                    .map(value -> value.isNaN() ? 0 : value - mean)
                    .toList();
        }
    }

    private record Fitted(List<Double> weights, QueryAdapter adapter) {}

    private static double unit(double[] weights) {
        return Arrays.stream(weights).map(Math::abs).max().orElse(1);
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
                    for (String typed : List.of(text, Variant.HOMOPHONES.of(text))) {
                        all.add(asked(number, set, id, typed, index, knowledge.vectors()));
                    }
                });
            }
        }
        Findings findings = new Findings("fit-fusion");
        double[] folds = new double[all.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            measure(all, one -> one.fold() == out, one -> one.fold() == out, folds);
        }
        double[] sets1 = new double[all.size()];
        for (int set = 0; set < sets.size(); set++) {
            int out = set;
            Set<String> shared = Set.copyOf(sets.get(set).questions().values());
            measure(all, one -> one.set() == out, one -> shared.contains(one.text()), sets1);
        }
        report(findings, "questions held out", sets, all, folds, true);
        report(findings, "whole set held out", sets, all, sets1, true);
        report(findings, "questions held out, mistyped", sets, all, folds, false);
        write(lab.root(), fit(all));
        return findings;
    }

    /** The candidates are chosen by nothing that is fitted. */
    private static Asked asked(
            int number, RetrievalSet set, String id, String typed, KnowledgeIndex index, Vectors vectors) {
        List<Hit> hits = index.search(typed, FOUND, Mode.HYBRID).stream()
                .sorted(Comparator.comparingDouble((Hit hit) ->
                        -hit.signals().cosine() - 0.1 * hit.signals().words()))
                .limit(CANDIDATES)
                .toList();
        Map<String, float[]> known =
                vectors.of(hits.stream().map(index::embedded).distinct().toList());
        List<float @Nullable []> passages = new ArrayList<>();
        hits.forEach(
                hit -> passages.add(QueryAdapter.states(index.embedded(hit)) ? known.get(index.embedded(hit)) : null));
        String text = set.questions().getOrDefault(id, "");
        Embedding question =
                Embedding.from(index.questionVectors(List.of(typed)).getFirst());
        return new Asked(number, set.name(), text, typed.equals(text), question, hits, passages, set.right(id));
    }

    /** @param unseen what nothing is learnt from: what is measured, and the same questions elsewhere */
    private static void measure(List<Asked> all, Predicate<Asked> out, Predicate<Asked> unseen, double[] results) {
        Fitted fitted = fit(all.stream().filter(unseen.negate()).toList());
        for (int i = 0; i < results.length; i++) {
            if (out.test(all.get(i))) {
                results[i] = all.get(i).ndcg(fitted);
            }
        }
    }

    private static Fitted fit(List<Asked> asked) {
        long[] sizes = new long[asked.stream().mapToInt(Asked::set).max().orElse(0) + 1];
        asked.forEach(one -> sizes[one.set()]++);
        double[] weights = SoftmaxFit.fit(
                asked.stream().map(one -> one.listed(1.0 / sizes[one.set()])).toList(), RIDGE);
        QueryAdapter adapter = AdapterFit.fit(
                asked.stream()
                        .filter(one -> !one.setName().equals(NOT_ADAPTED_TO))
                        .map(one -> one.stated(weights, 1.0 / sizes[one.set()]))
                        .toList(),
                unit(weights));
        return new Fitted(
                Arrays.stream(weights)
                        .map(weight -> weight / unit(weights))
                        .boxed()
                        .toList(),
                adapter);
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

    private static void write(Path root, Fitted fitted) throws Exception {
        StringBuilder table = new StringBuilder(
                "# Weights of the signals in the score of an article. Fitted by ./xiangyin bench fit-fusion; see docs/knowledge.md.\n");
        for (int i = 0; i < fitted.weights().size(); i++) {
            table.append(String.format(
                    Locale.ROOT,
                    "%s = %.4f%n",
                    Signals.NAMES.get(i),
                    fitted.weights().get(i)));
        }
        Path folder = root.resolve(WEIGHTS);
        Files.writeString(folder.resolve("fusion.properties"), table);
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(folder.resolve(QueryAdapter.fileName(KnowledgeLab.MODEL))))) {
            fitted.adapter().write(out);
        }
    }
}
