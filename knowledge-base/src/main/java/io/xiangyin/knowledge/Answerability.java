package io.xiangyin.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges whether an article answers a question, from 0 (says nothing of it) to 1. Two views are mixed: how much of the
 * question's weight the article covers at all, and how much the question resembles one the article is known to answer.
 * Rare pieces weigh more than common ones (inverse document frequency over articles); what occurs in no article weighs
 * most, so a question about something the shop never mentions scores low.
 */
final class Answerability {
    /** Share of the coverage; the rest is the resemblance. Fitted with {@code benchmarks} on the demo shop's questions. */
    private static final double COVERAGE_SHARE = 0.5;

    private final ChineseText text;
    private final int articles;
    private final Map<String, Integer> frequency = new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();

    private record Known(Set<String> all, List<Set<String>> questions) {}

    Answerability(KnowledgeIndex index) {
        this.text = index.text();
        this.articles = index.articles().size();
        for (Article article : index.articles()) {
            List<Set<String>> questions = new ArrayList<>();
            questions.add(ChineseText.pieces(text.searched(article.title())));
            article.questions().forEach(question -> questions.add(ChineseText.pieces(text.searched(question))));
            String body = index.passages(article).stream()
                    .map(passage -> passage.heading() + "\n" + passage.text())
                    .collect(Collectors.joining("\n"));
            String whole = String.join("\n", article.title(), String.join("\n", article.questions()), body);
            Set<String> all = ChineseText.pieces(text.indexed(whole));
            all.forEach(piece -> frequency.merge(piece, 1, Integer::sum));
            known.put(article.id(), new Known(all, questions));
        }
    }

    /** How well the article answers the question, 0 to 1. */
    double of(String question, Article article) {
        Set<String> wanted = ChineseText.pieces(text.searched(question));
        Known there = known.get(article.id());
        if (there == null || wanted.isEmpty()) {
            return 0;
        }
        double coverage = weight(wanted, there.all()) / weight(wanted, wanted);
        double resemblance = there.questions().stream()
                .mapToDouble(other -> 2 * weight(wanted, other) / (weight(wanted, wanted) + weight(other, other)))
                .max()
                .orElse(0);
        return COVERAGE_SHARE * coverage + (1 - COVERAGE_SHARE) * resemblance;
    }

    private double weight(Set<String> pieces, Set<String> among) {
        double sum = 0;
        for (String piece : pieces) {
            if (among.contains(piece)) {
                sum += Math.log(1 + articles / (frequency.getOrDefault(piece, 0) + 0.5));
            }
        }
        return sum;
    }
}
