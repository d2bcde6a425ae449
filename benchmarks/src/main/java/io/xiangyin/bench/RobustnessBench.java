package io.xiangyin.bench;

import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.KnowledgeIndex.Mode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What search loses when the questions of the public sets are written by another hand: recall among the first five. */
final class RobustnessBench implements Experiment {
    private static final int DEPTH = 5;
    private static final double MAY_LOSE = 0.03;

    @Override
    public Findings run(Lab lab) throws Exception {
        KnowledgeLab knowledge = new KnowledgeLab(lab.root());
        Findings findings = new Findings("robustness");
        Map<Variant, List<Double>> losses = new EnumMap<>(Variant.class);
        System.out.println("| set | variant | recall@5 | words alone |\n|---|---|---:|---:|");
        for (RetrievalSet set : RetrievalSet.five(KnowledgeLab.data())) {
            try (KnowledgeIndex index = knowledge.index(set)) {
                double clean = recall(set, index, "as it is", text -> text);
                for (Variant variant : Variant.values()) {
                    double recall = recall(set, index, variant.name().toLowerCase(Locale.ROOT), variant::of);
                    losses.computeIfAbsent(variant, _ -> new ArrayList<>()).add(clean - recall);
                    findings.of(set.name() + ", " + variant.name().toLowerCase(Locale.ROOT), "")
                            .ours(recall)
                            .reference(clean)
                            .atLeast(clean - MAY_LOSE);
                }
            }
        }
        losses.forEach((variant, lost) -> findings.of(
                        "mean loss, " + variant.name().toLowerCase(Locale.ROOT), "")
                .ours(lost.stream().mapToDouble(x -> x).average().orElse(0))
                .atMost(MAY_LOSE));
        return findings;
    }

    private static double recall(RetrievalSet set, KnowledgeIndex index, String name, UnaryOperator<String> change) {
        double hybrid = recall(set, index, Mode.HYBRID, change);
        double words = recall(set, index, Mode.LEXICAL, change);
        System.out.printf(Locale.ROOT, "| %s | %s | %.4f | %.4f |%n", set.name(), name, hybrid, words);
        return hybrid;
    }

    private static double recall(RetrievalSet set, KnowledgeIndex index, Mode mode, UnaryOperator<String> change) {
        return set.questions().entrySet().stream()
                .mapToDouble(question -> new Ranking(
                                index.search(change.apply(question.getValue()), DEPTH, mode).stream()
                                        .map(hit -> hit.article().id())
                                        .toList(),
                                set.right(question.getKey()))
                        .recall(DEPTH))
                .average()
                .orElse(0);
    }
}
