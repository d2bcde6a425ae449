package io.xiangyin.knowledge;

import java.util.List;

/**
 * What speaks for an article as the answer to a question, from 0 (nothing) to about 1. Fusion and gate weigh them.
 *
 * @param passage cosine of the question and the article's nearest passage
 * @param question cosine of the question and the nearest question the article is known to answer
 * @param words BM25 of its best unit, by the best of all
 * @param covered share of the question's weight in words that the best unit has
 * @param characters share of the question's weight in single characters that the best unit has
 * @param rarest weight of the rarest word of the question that the best unit has, by the rarest of all
 * @param sounds share of the question's weight in sounds that the best unit has
 * @param vectorRank 1/(3 + rank by cosine)
 * @param wordRank 1/(3 + rank by BM25)
 * @param feedback cosine of the nearest unit and the middle of the first three found
 * @param adapted what the {@link QueryAdapter} says of its best passage, less what it says of all found on average; 0 for one
 *     that states nothing. Part of the fused score as it is
 */
public record Signals(
        double passage,
        double question,
        double words,
        double covered,
        double characters,
        double rarest,
        double sounds,
        double vectorRank,
        double wordRank,
        double feedback,
        double adapted) {
    /** What has a weight, in the order of {@link #values}. */
    public static final List<String> NAMES = List.of(
            "cosine",
            "passage",
            "question",
            "words",
            "covered",
            "characters",
            "rarest",
            "sounds",
            "vectorRank",
            "wordRank",
            "feedback");

    /** Cosine of the nearest unit of any kind. */
    public double cosine() {
        return Math.max(passage, question);
    }

    /** In the order of {@link #NAMES}. */
    public double[] values() {
        return new double[] {
            cosine(), passage, question, words, covered, characters, rarest, sounds, vectorRank, wordRank, feedback
        };
    }
}
