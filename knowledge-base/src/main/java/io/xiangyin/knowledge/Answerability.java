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

    private record Known(Set<String> all, List<Set<String>> passages, List<Set<String>> questions) {}

    Answerability(KnowledgeIndex index) {
        this.text = index.text();
        this.articles = index.articles().size();
        for (Article article : index.articles()) {
            List<Set<String>> questions = Stream.concat(Stream.of(article.title()), article.questions().stream())
                    .map(question -> ChineseText.pieces(text.searched(question)))
                    .toList();
            List<Set<String>> passages = index.passages(article).stream()
                    .map(passage -> ChineseText.pieces(text.indexed(article.title() + "\n" + said(passage))))
                    .toList();
            Set<String> all = ChineseText.pieces(text.indexed(whole(article, index.passages(article))));
            all.forEach(piece -> frequency.merge(piece, 1, Integer::sum));
            known.put(article.id(), new Known(all, passages, questions));
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

    /** How well the article answers the question, 0 to 1. */
    double of(String question, Article article) {
        Set<String> wanted = ChineseText.pieces(text.searched(question));
        Known there = known.get(article.id());
        double all = weight(wanted, wanted);
        if (there == null || all == 0) {
            return 0;
        }
        double passage = there.passages().stream()
                .mapToDouble(pieces -> weight(wanted, pieces))
                .max()
                .orElse(0);
        double resemblance = there.questions().stream()
                .mapToDouble(other -> 2 * weight(wanted, other) / (all + weight(other, other)))
                .max()
                .orElse(0);
        double mixed = ARTICLE_SHARE * weight(wanted, there.all()) / all
                + PASSAGE_SHARE * passage / all
                + RESEMBLANCE_SHARE * resemblance;
        return mixed;
    }

    /** Share of the question's weight that the passage covers by itself, its article's title left aside. */
    double coverage(String question, Passage passage) {
        Set<String> wanted = ChineseText.pieces(text.searched(question));
        double all = weight(wanted, wanted);
        return all == 0 ? 0 : weight(wanted, ChineseText.pieces(text.indexed(said(passage)))) / all;
    }

    private double weight(Set<String> pieces, Set<String> among) {
        double sum = 0;
        for (String piece : pieces) {
            if (among.contains(piece)) {
                sum += text.substance(piece) * Math.log(1 + articles / (frequency.getOrDefault(piece, 0) + 0.5));
            }
        }
        return sum;
    }
}
