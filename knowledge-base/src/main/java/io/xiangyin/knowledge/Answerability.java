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
    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, Known> known = new HashMap<>();

    private record Known(Set<String> all, List<Set<String>> passages, List<Weighed> questions) {}

    /** Pieces of a question and what they weigh together. */
    record Weighed(Set<String> pieces, double weight) {}

    Answerability(KnowledgeIndex index) {
        this.text = index.text();
        this.articles = index.articles().size();
        Map<String, Integer> frequency = new HashMap<>();
        Map<String, Set<String>> all = new HashMap<>();
        for (Article article : index.articles()) {
            Set<String> pieces = ChineseText.pieces(text.indexed(whole(article, index.passages(article))));
            pieces.forEach(piece -> frequency.merge(piece, 1, Integer::sum));
            all.put(article.id(), pieces);
        }
        frequency.forEach((piece, inArticles) -> weights.put(piece, weight(piece, inArticles)));
        for (Article article : index.articles()) {
            List<Weighed> questions = Stream.concat(Stream.of(article.title()), article.questions().stream())
                    .map(this::weigh)
                    .toList();
            List<Set<String>> passages = index.passages(article).stream()
                    .map(passage -> ChineseText.pieces(text.indexed(article.title() + "\n" + said(passage))))
                    .toList();
            known.put(article.id(), new Known(all.getOrDefault(article.id(), Set.of()), passages, questions));
        }
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

    /** A question, made ready to be compared with many articles. */
    Weighed weigh(String question) {
        Set<String> pieces = ChineseText.pieces(text.searched(question));
        return new Weighed(pieces, weight(pieces, pieces));
    }

    /** How well the article answers the question, 0 to 1. */
    double of(Weighed question, Article article) {
        Known there = known.get(article.id());
        if (there == null || question.weight() == 0) {
            return 0;
        }
        double passage = there.passages().stream()
                .mapToDouble(pieces -> weight(question.pieces(), pieces))
                .max()
                .orElse(0);
        double resemblance = there.questions().stream()
                .mapToDouble(
                        other -> 2 * weight(question.pieces(), other.pieces()) / (question.weight() + other.weight()))
                .max()
                .orElse(0);
        return ARTICLE_SHARE * weight(question.pieces(), there.all()) / question.weight()
                + PASSAGE_SHARE * passage / question.weight()
                + RESEMBLANCE_SHARE * resemblance;
    }

    /**
     * How well a passage fits the question beside the others of its article, 0 to 2: the share of the question's weight
     * that it covers, stop words included, and the share of its last heading's weight that the question covers.
     */
    double fit(String question, Passage passage) {
        Set<String> wanted = ChineseText.pieces(text.indexed(question));
        Set<String> there = ChineseText.pieces(text.indexed(said(passage)));
        String path = passage.heading();
        Set<String> heading = ChineseText.pieces(text.indexed(path.substring(path.lastIndexOf('›') + 1)));
        return share(wanted, there) + share(heading, wanted);
    }

    private double share(Set<String> pieces, Set<String> among) {
        double whole = weight(pieces, pieces);
        return whole == 0 ? 0 : weight(pieces, among) / whole;
    }

    private double weight(Set<String> pieces, Set<String> among) {
        double sum = 0;
        for (String piece : pieces) {
            if (among.contains(piece)) {
                Double weight = weights.get(piece);
                sum += weight == null ? weight(piece, 0) : weight;
            }
        }
        return sum;
    }

    private double weight(String piece, int inArticles) {
        return text.substance(piece) * Math.log(1 + articles / (inArticles + 0.5));
    }
}
