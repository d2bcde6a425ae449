package io.xiangyin.knowledge;

import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.Remembering;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Citation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Answers with a passage of the best article, word for word, and names it; or says nothing when the answerability gate
 * holds it back.
 */
public final class KnowledgeAnswers implements AnswerSource {
    private static final int CANDIDATES = 200;
    private static final int REPORTED = 3;

    /** Share of the lead over the second article in the confidence: of two that fit alike, one may be the wrong one. */
    private static final double LEAD_SHARE = 1.0 / 3;

    /** What a passage gains by telling the kind of thing that is asked for, and by being the article's first. */
    private static final double TOLD = 0.6;

    private static final double FIRST = 0.05;

    /** Score by which the next article may be behind the first to be offered beside it; see docs/knowledge.md. */
    private static final double NEARLY = 0.05;

    /** Share of the threshold from which the shopper is shown what was found and may choose. */
    private static final double UNSURE = 0.6;

    /** Cosine from which a question is the known one word for word. */
    private static final double VERY_QUESTION = 0.995;

    private final double threshold;
    private final QuestionKinds kinds = QuestionKinds.load();
    private final Gate gate = Gate.load();
    private final Properties words = Resource.properties("answers.properties");
    private volatile Edition edition;

    /** A version of the knowledge, with what was lately asked of it. */
    private record Edition(KnowledgeIndex index, Answerability answerability, Remembering<Found> asked) {}

    /** @param whole whether all that the index can do went into it; not so while the embedding model fails */
    private record Found(Answer answer, boolean whole) {}

    private record Ranked(Article article, double score) {}

    private static final Comparator<Ranked> BEST_FIRST = Comparator.comparingDouble(Ranked::score)
            .reversed()
            .thenComparing(one -> one.article().id());

    /** @param threshold least confidence for an answer, 0 to 1 */
    public KnowledgeAnswers(KnowledgeIndex index, double threshold) {
        this.threshold = threshold;
        this.edition = edition(index);
    }

    private Edition edition(KnowledgeIndex index) {
        Answerability answerability = new Answerability(index);
        return new Edition(
                index, answerability, new Remembering<>(asks -> find(index, answerability, asks), Found::whole));
    }

    /** Answers from another version of the knowledge from now on. The old index stays open for searches under way. */
    public void replace(KnowledgeIndex index) {
        edition = edition(index);
    }

    /** What is being answered from. */
    public KnowledgeIndex index() {
        return edition.index();
    }

    @Override
    public Answer answer(String asks) {
        return edition.asked().apply(asks).answer();
    }

    private Found find(KnowledgeIndex index, Answerability answerability, String asks) {
        String question = index.inCharacters(asks);
        Answerability.Asked asked = answerability.ask(question);
        List<KnowledgeIndex.Hit> found = index.search(question, CANDIDATES, KnowledgeIndex.Mode.HYBRID);
        boolean byVectors = !found.isEmpty() && found.getFirst().signals().cosine() > 0;
        boolean whole = byVectors || found.isEmpty() || !index.hasVectors();
        List<Ranked> ranked = byVectors ? fused(answerability, asked, found) : worded(answerability, asked, found);
        double confidence = byVectors
                ? gate.confidence(Gate.evidence(
                        found, answerability.of(asked, found.getFirst().article())))
                : confidence(ranked);
        List<KnowledgeConsulted.Hit> hits = ranked.stream()
                .map(one -> new KnowledgeConsulted.Hit(
                        one.article().id(),
                        quoted(index, answerability, question, asked, one.article())
                                .id(),
                        one.score()))
                .toList();
        if (ranked.isEmpty() || confidence < (byVectors ? UNSURE * threshold : threshold)) {
            return new Found(new Answer(null, hits, confidence), whole);
        }
        Article best = ranked.getFirst().article();
        List<Article> alike = byVectors ? alike(found, confidence < threshold) : List.of(best);
        Reply reply =
                alike.size() > 1 ? which(alike) : reply(best, quoted(index, answerability, question, asked, best));
        return new Found(new Answer(reply, hits, confidence), whole);
    }

    /**
     * The first article and those that fit nearly as well, or the first three if none is sure: they would give different
     * answers, so the shopper says which is meant. One that knows the very question has no rival.
     */
    private static List<Article> alike(List<KnowledgeIndex.Hit> found, boolean unsure) {
        KnowledgeIndex.Hit first = found.getFirst();
        if (first.signals().question() >= VERY_QUESTION) {
            return List.of(first.article());
        }
        return found.stream()
                .limit(REPORTED)
                .filter(hit -> unsure || first.score() - hit.score() < NEARLY)
                .map(KnowledgeIndex.Hit::article)
                .toList();
    }

    private Reply which(List<Article> articles) {
        List<Reply.Choice> choices = new ArrayList<>(articles.stream()
                .map(article -> new Reply.Choice(article.title(), article.title()))
                .toList());
        choices.add(new Reply.Choice(words.getProperty("none"), words.getProperty("none.value")));
        String listed =
                articles.stream().map(article -> "\n· " + article.title()).collect(Collectors.joining());
        return Reply.choices(words.getProperty("which") + listed, choices);
    }

    /** In the order of words and vectors together. */
    private static List<Ranked> fused(
            Answerability answerability, Answerability.Asked asked, List<KnowledgeIndex.Hit> found) {
        return found.stream()
                .limit(REPORTED)
                .map(hit -> new Ranked(hit.article(), answerability.of(asked, hit.article())))
                .toList();
    }

    /** In the order of what the articles' words cover; one that cannot come among the first is not looked at closely. */
    private static List<Ranked> worded(
            Answerability answerability, Answerability.Asked asked, List<KnowledgeIndex.Hit> found) {
        List<Ranked> first = new ArrayList<>();
        for (KnowledgeIndex.Hit hit : found) {
            Article article = hit.article();
            if (first.size() < REPORTED
                    || answerability.atMost(asked, article) >= first.getLast().score()) {
                first.add(new Ranked(article, answerability.of(asked, article)));
                first.sort(BEST_FIRST);
                if (first.size() > REPORTED) {
                    first.removeLast();
                }
            }
        }
        return first;
    }

    /** What the gate sees of a question, in the order of {@link Gate#NAMES}; empty if nothing near was found by vectors. */
    public List<Double> evidence(String asks) {
        Edition now = edition;
        String question = now.index().inCharacters(asks);
        List<KnowledgeIndex.Hit> found = now.index().search(question, CANDIDATES, KnowledgeIndex.Mode.HYBRID);
        return found.isEmpty() || found.getFirst().signals().cosine() == 0
                ? List.of()
                : Gate.evidence(
                        found,
                        now.answerability()
                                .of(
                                        now.answerability().ask(question),
                                        found.getFirst().article()));
    }

    private static double confidence(List<Ranked> ranked) {
        if (ranked.isEmpty()) {
            return 0;
        }
        double best = ranked.getFirst().score();
        double second = ranked.size() > 1 ? ranked.get(1).score() : 0;
        return (1 - LEAD_SHARE) * best + LEAD_SHARE * (best - second);
    }

    /** The passage of the article that answers: it covers the question's words, and tells days if days are asked for. */
    private Passage quoted(
            KnowledgeIndex index,
            Answerability answerability,
            String question,
            Answerability.Asked asked,
            Article article) {
        Passage best = null;
        double most = -1;
        for (Passage passage : index.passages(article)) {
            double score = answerability.fit(asked, article, passage)
                    + TOLD * kinds.told(question, passage)
                    + (best == null ? FIRST : 0);
            if (score > most) {
                most = score;
                best = passage;
            }
        }
        return Objects.requireNonNull(best, () -> "article " + article.id() + " has no passage");
    }

    /** The citation of an article by its id, with its first passage; empty if there is no such article. */
    public Optional<Citation> cite(String articleId) {
        KnowledgeIndex index = index();
        return index.find(articleId)
                .map(article -> citation(article, index.passages(article).getFirst()));
    }

    /** Something an answer may be written from. */
    public record Source(Article article, Passage passage, Citation citation) {}

    /** What an answer was found in: the quoted passage first, then those of the other articles found. */
    public List<Source> sources(Answer answer) {
        KnowledgeIndex index = index();
        return answer.hits().stream()
                .flatMap(hit -> index.find(hit.articleId()).stream()
                        .flatMap(article -> index.passages(article).stream()
                                .filter(passage -> passage.id().equals(hit.passageId()))
                                .map(passage -> new Source(article, passage, citation(article, passage)))))
                .toList();
    }

    private static Reply reply(Article article, Passage passage) {
        String lead = passage.heading().isEmpty() ? "" : passage.heading() + "：\n";
        return Reply.cited(lead + passage.text(), List.of(citation(article, passage)));
    }

    private static Citation citation(Article article, Passage passage) {
        String source = article.source();
        String text = source.isEmpty() ? passage.text() : passage.text() + "\n（依据：" + source + "）";
        return new Citation(article.id(), article.title(), text);
    }
}
