package io.xiangyin.bench;

import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.KnowledgeIndex.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Quality of search on the five public sets, by words, by vectors and by both. */
final class RetrievalBench implements Experiment {
    private static final int DEPTH = 10;
    private static final double TARGET = 0.80;

    @Override
    public Findings run(Lab lab) throws Exception {
        KnowledgeLab knowledge = new KnowledgeLab(lab.root());
        Findings findings = new Findings("retrieval");
        List<Double> means = new ArrayList<>();
        System.out.println(
                "| set | mode | nDCG@10 | hit@1 | recall@5 | recall@10 | MRR@10 |\n|---|---|---:|---:|---:|---:|---:|");
        for (RetrievalSet set : RetrievalSet.five(KnowledgeLab.data())) {
            try (KnowledgeIndex index = knowledge.index(set)) {
                double words = ndcg(set, index, Mode.LEXICAL);
                double vectors = ndcg(set, index, Mode.VECTOR);
                double hybrid = ndcg(set, index, Mode.HYBRID);
                findings.of(set.name() + " nDCG@10", "")
                        .ours(hybrid)
                        .reference(Math.max(words, vectors))
                        .atLeast(Math.max(words, vectors));
                means.add(hybrid);
            }
        }
        findings.of("mean nDCG@10", "")
                .ours(means.stream().mapToDouble(x -> x).average().orElse(0))
                .atLeast(TARGET);
        return findings;
    }

    private static double ndcg(RetrievalSet set, KnowledgeIndex index, Mode mode) {
        List<Ranking> rankings = rankings(set, index, mode);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.4f | %.4f | %.4f | %.4f | %.4f |%n",
                set.name(),
                mode.name().toLowerCase(Locale.ROOT),
                mean(rankings, Ranking::ndcg),
                mean(rankings, Ranking::hit),
                mean(rankings, ranking -> ranking.recall(DEPTH / 2)),
                mean(rankings, ranking -> ranking.recall(DEPTH)),
                mean(rankings, Ranking::reciprocalRank));
        return mean(rankings, Ranking::ndcg);
    }

    private static List<Ranking> rankings(RetrievalSet set, KnowledgeIndex index, Mode mode) {
        List<Ranking> rankings = new ArrayList<>();
        set.questions()
                .forEach((id, text) -> rankings.add(new Ranking(
                        index.search(text, DEPTH, mode).stream()
                                .map(hit -> hit.article().id())
                                .toList(),
                        set.right(id))));
        return rankings;
    }

    private static double mean(List<Ranking> rankings, ToDoubleFunction<Ranking> measure) {
        return rankings.stream().mapToDouble(measure).average().orElse(0);
    }
}
