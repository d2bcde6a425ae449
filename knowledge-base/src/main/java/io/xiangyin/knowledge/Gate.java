package io.xiangyin.knowledge;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The answerability gate over words and vectors: how likely the first article found answers the question, 0 to 1, by
 * logistic regression on what speaks for it and on its lead. The weights are data, {@code gate.properties}, fitted by
 * {@code ./xiangyin bench fit-gate}.
 */
public final class Gate {
    /** In the order of {@link #evidence}. */
    public static final List<String> NAMES = List.of(
            "bias", "cosine", "question", "covered", "characters", "rarest", "answerable", "lead", "cosineLead");

    private final double[] weights;

    /** @param weights in the order of {@link #NAMES} */
    public Gate(double[] weights) {
        this.weights = weights.clone();
    }

    static Gate load() {
        return new Gate(Resource.weights("gate.properties", NAMES));
    }

    /**
     * What is known of the first hit.
     *
     * @param hits best first, at least one
     * @param answerable how well the words of the article cover the question, 0 to 1
     */
    static List<Double> evidence(List<KnowledgeIndex.Hit> hits, double answerable) {
        KnowledgeIndex.Hit first = hits.getFirst();
        Signals signals = first.signals();
        double second = hits.size() > 1 ? hits.get(1).score() : 0;
        double rival = hits.stream()
                .skip(1)
                .mapToDouble(hit -> hit.signals().cosine())
                .max()
                .orElse(0);
        return List.of(
                1.0,
                signals.cosine(),
                signals.question(),
                signals.covered(),
                signals.characters(),
                signals.rarest(),
                answerable,
                first.score() - second,
                signals.cosine() - rival);
    }

    /** Likelihood that the evidence stands for a right answer. */
    public double confidence(List<Double> evidence) {
        double sum = IntStream.range(0, weights.length)
                .mapToDouble(i -> weights[i] * evidence.get(i))
                .sum();
        return 1 / (1 + Math.exp(-sum));
    }
}
