package io.xiangyin.knowledge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges whether an article answers a question, from 0 (says nothing of it) to 1. Three views are mixed: how much of
 * the question's weight the whole article covers, how much its best passage covers, and how much the question resembles
 * one the article is known to answer. Rare pieces weigh more than common ones (inverse document frequency over
 * articles); what occurs in no article weighs most, so a question about something the shop never mentions scores low.
 */
final class Answerability {
    /** Shares of the three views. Fitted with {@code GateCurve} on the demo shop; see {@code docs/knowledge.md}. */
    private static final double ARTICLE_SHARE = 0.3;

    private static final double PASSAGE_SHARE = 0.4;
    private static final double RESEMBLANCE_SHARE = 0.3;

    private final ChineseText text;
    private final int articles;
    private final Map<String, Integer> frequency = new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Set<String>> said = new HashMap<>();

    /** What is known of an article, cut into pieces once. */
    private record Known(Set<String> all, List<Set<String>> passages, List<Weighed> questions) {}

    /** A known question with the sum of its pieces' weights. */
    private record Weighed(Set<String> pieces, double all) {}

    /** A question taken apart once: its pieces with their weights, and their sum. */
    record Asked(Map<String, Double> weights, double all) {
        private double shared(Set<String> among) {
            double sum = 0;
            for (Map.Entry<String, Double> piece : weights.entrySet()) {
                if (among.contains(piece.getKey())) {
                    sum += piece.getValue();
                }
            }
            return sum;
        }
    }

    Answerability(KnowledgeIndex index) {
        this.text = index.text();
        this.articles = index.articles().size();
        Map<String, Set<String>> wholes = new HashMap<>();
        for (Article article : index.articles()) {
            Set<String> whole = ChineseText.pieces(text.indexed(whole(article, index.passages(article))));
            whole.forEach(piece -> frequency.merge(piece, 1, Integer::sum));
            wholes.put(article.id(), whole);
        }
        index.articles()
                .forEach(
                        article -> know(article, index.passages(article), wholes.getOrDefault(article.id(), Set.of())));
    }

    private void know(Article article, List<Passage> passages, Set<String> whole) {
        List<Weighed> questions = Stream.concat(Stream.of(article.title()), article.questions().stream())
                .map(question -> ChineseText.pieces(text.searched(question)))
                .map(pieces -> new Weighed(
                        pieces, pieces.stream().mapToDouble(this::weight).sum()))
                .toList();
        List<Set<String>> withTitle = passages.stream()
                .map(passage -> ChineseText.pieces(text.indexed(article.title() + "\n" + said(passage))))
                .toList();
        passages.forEach(passage -> said.put(passage.id(), ChineseText.pieces(text.indexed(said(passage)))));
        known.put(article.id(), new Known(whole, withTitle, questions));
    }

    private static String whole(Article article, List<Passage> passages) {
        List<String> parts = new ArrayList<>(article.questions());
        parts.add(article.title());
        passages.forEach(passage -> parts.add(said(passage)));
        return String.join("\n", parts);
    }

    private static String said(Passage passage) {
        return passage.heading() + "\n" + passage.text();
    }

    /** Takes a question apart. */
    Asked ask(String question) {
        Map<String, Double> weights = new HashMap<>();
        ChineseText.pieces(text.searched(question)).forEach(piece -> weights.put(piece, weight(piece)));
        return new Asked(
                weights,
                weights.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    /** How well the article answers the question, 0 to 1. */
    double of(Asked asked, Article article) {
        Known there = known.get(article.id());
        if (there == null || asked.all() == 0) {
            return 0;
        }
        double passage =
                there.passages().stream().mapToDouble(asked::shared).max().orElse(0);
        double resemblance = there.questions().stream()
                .mapToDouble(other -> 2 * asked.shared(other.pieces()) / (asked.all() + other.all()))
                .max()
                .orElse(0);
        return ARTICLE_SHARE * asked.shared(there.all()) / asked.all()
                + PASSAGE_SHARE * passage / asked.all()
                + RESEMBLANCE_SHARE * resemblance;
    }

    /** Share of the question's weight that the passage covers by itself, its article's title left aside. */
    double coverage(Asked asked, Passage passage) {
        return asked.all() == 0 ? 0 : asked.shared(said.getOrDefault(passage.id(), Set.of())) / asked.all();
    }

    private double weight(String piece) {
        return text.substance(piece) * Math.log(1 + articles / (frequency.getOrDefault(piece, 0) + 0.5));
    }
}
