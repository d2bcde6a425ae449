package io.xiangyin.knowledge;

import io.xiangyin.core.Remembering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
    /** What adding in another order may come to. */
    private static final double ROUNDING = 1e-9;

    /** Articles that are remembered cut into pieces; all of a usual shop's. */
    private static final int REMEMBERED = 2_000;

    private static final int PIECES_REMEMBERED = 20_000;

    private final KnowledgeIndex index;
    private final ChineseText text;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
    /** The same pieces are asked for again and again, and the index is slow to tell how many articles have one. */
    private final Remembering<Double> weight = new Remembering<>(this::weigh, PIECES_REMEMBERED);

    /** What is known of an article, cut into pieces; {@code fits} by the passages' ids. */
    private record Known(Set<String> all, List<Set<String>> passages, Map<String, Fit> fits, List<Weighed> questions) {}

    /** A known question, or a heading, with the sum of its pieces' weights. */
    private record Weighed(Set<String> pieces, double all) {}

    /** What a passage says, and its last heading. */
    private record Fit(Set<String> said, Weighed heading) {}

    /** The pieces of a question with their weights, and their sum. */
    private record Parts(Map<String, Double> weights, double all) {
        double shared(Set<String> among) {
            double sum = 0;
            for (Map.Entry<String, Double> piece : weights.entrySet()) {
                if (among.contains(piece.getKey())) {
                    sum += piece.getValue();
                }
            }
            return sum;
        }
    }

    /**
     * A question taken apart once.
     *
     * @param searched without its stop words
     * @param spoken with them, for 怎么 and 谁 tell the passages of one article apart
     */
    record Asked(Parts searched, Parts spoken) {}

    Answerability(KnowledgeIndex index) {
        this.index = index;
        this.text = index.text();
    }

    /** Cuts the article into pieces unless that was done lately: only what is found is looked at. */
    private Known known(Article article) {
        Known there = known.get(article.id());
        if (there == null) {
            there = cut(article);
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(article.id(), there);
        }
        return there;
    }

    private Known cut(Article article) {
        List<Passage> passages = index.passages(article);
        List<Weighed> questions = Stream.concat(Stream.of(article.title()), article.questions().stream())
                .map(question -> weighed(text.searched(question)))
                .toList();
        List<Set<String>> withTitle = passages.stream()
                .map(passage -> ChineseText.pieces(text.indexed(article.title() + "\n" + said(passage))))
                .toList();
        Map<String, Fit> fits = new HashMap<>();
        passages.forEach(passage -> fits.put(
                passage.id(),
                new Fit(ChineseText.pieces(text.indexed(said(passage))), weighed(text.indexed(lastHeading(passage))))));
        return new Known(pieces(text, article, passages), withTitle, fits, questions);
    }

    /** The pieces of everything an article says and is asked. */
    static Set<String> pieces(ChineseText text, Article article, List<Passage> passages) {
        return ChineseText.pieces(text.indexed(whole(article, passages)));
    }

    private Weighed weighed(String normal) {
        Set<String> pieces = ChineseText.pieces(normal);
        return new Weighed(pieces, pieces.stream().mapToDouble(weight::apply).sum());
    }

    private static String lastHeading(Passage passage) {
        return passage.heading().substring(passage.heading().lastIndexOf('›') + 1);
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
        return new Asked(parts(text.searched(question)), parts(text.indexed(question)));
    }

    private Parts parts(String normal) {
        Map<String, Double> weights = new HashMap<>();
        ChineseText.pieces(normal).forEach(piece -> weights.put(piece, weight.apply(piece)));
        return new Parts(
                weights,
                weights.values().stream().mapToDouble(Double::doubleValue).sum());
    }

    /** How well the article answers the question, 0 to 1. */
    double of(Asked asked, Article article) {
        Known there = known(article);
        Parts wanted = asked.searched();
        if (wanted.all() == 0) {
            return 0;
        }
        double passage =
                there.passages().stream().mapToDouble(wanted::shared).max().orElse(0);
        double resemblance = there.questions().stream()
                .mapToDouble(other -> 2 * wanted.shared(other.pieces()) / (wanted.all() + other.all()))
                .max()
                .orElse(0);
        return ARTICLE_SHARE * wanted.shared(there.all()) / wanted.all()
                + PASSAGE_SHARE * passage / wanted.all()
                + RESEMBLANCE_SHARE * resemblance;
    }

    /**
     * The most that {@link #of} may come to, found in one look at all the article says: no passage covers more of the
     * question than the whole, and no known question shares more with it.
     */
    double atMost(Asked asked, Article article) {
        Parts wanted = asked.searched();
        if (wanted.all() == 0) {
            return 0;
        }
        double shared = wanted.shared(known(article).all());
        return (ARTICLE_SHARE + PASSAGE_SHARE) * shared / wanted.all()
                + RESEMBLANCE_SHARE * 2 * shared / (wanted.all() + shared)
                + ROUNDING;
    }

    /**
     * How well a passage fits the question beside the others of its article, 0 to 2: the share of the question's weight
     * that it covers, and the share of its last heading's weight that the question covers.
     */
    double fit(Asked asked, Article article, Passage passage) {
        Fit there = known(article).fits().get(passage.id());
        Parts wanted = asked.spoken();
        if (there == null || wanted.all() == 0) {
            return 0;
        }
        Weighed heading = there.heading();
        double named = heading.all() == 0 ? 0 : wanted.shared(heading.pieces()) / heading.all();
        return wanted.shared(there.said()) / wanted.all() + named;
    }

    private double weigh(String piece) {
        return text.substance(piece) * Math.log(1 + index.articles().size() / (index.articlesWith(piece) + 0.5));
    }
}
