package io.xiangyin.knowledge;

import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Citation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Answers with a passage of the best article, word for word, and names it; or says nothing when the answerability gate
 * holds it back.
 */
public final class KnowledgeAnswers implements AnswerSource {
    private static final int CANDIDATES = 8;
    private static final int REPORTED = 3;

    private final double threshold;
    private volatile Edition edition;

    private record Edition(KnowledgeIndex index, Answerability answerability) {}

    private record Ranked(KnowledgeIndex.Hit hit, double confidence) {}

    /** @param threshold least confidence for an answer, 0 to 1 */
    public KnowledgeAnswers(KnowledgeIndex index, double threshold) {
        this.threshold = threshold;
        this.edition = new Edition(index, new Answerability(index));
    }

    /** Answers from another version of the knowledge from now on. The old index stays open for searches under way. */
    public void replace(KnowledgeIndex index) {
        edition = new Edition(index, new Answerability(index));
    }

    /** What is being answered from. */
    public KnowledgeIndex index() {
        return edition.index();
    }

    @Override
    public Answer answer(String question) {
        Edition now = edition;
        List<Ranked> ranked = now.index().search(question, CANDIDATES).stream()
                .map(hit -> new Ranked(hit, now.answerability().of(question, hit.article())))
                .sorted(Comparator.comparingDouble(Ranked::confidence).reversed())
                .toList();
        List<KnowledgeConsulted.Hit> hits = ranked.stream()
                .limit(REPORTED)
                .map(one -> new KnowledgeConsulted.Hit(
                        one.hit().article().id(), one.hit().passage().id(), one.confidence()))
                .toList();
        double confidence = ranked.isEmpty() ? 0 : ranked.getFirst().confidence();
        if (confidence < threshold) {
            return new Answer(null, hits, confidence);
        }
        return new Answer(reply(ranked.getFirst().hit()), hits, confidence);
    }

    /** The citation of an article by its id, with its first passage; empty if there is no such article. */
    public Optional<Citation> cite(String articleId) {
        KnowledgeIndex index = index();
        return index.find(articleId)
                .map(article -> citation(article, index.passages(article).getFirst()));
    }

    private static Reply reply(KnowledgeIndex.Hit hit) {
        Passage passage = hit.passage();
        String lead = passage.heading().isEmpty() ? "" : passage.heading() + "：\n";
        return Reply.cited(lead + passage.text(), List.of(citation(hit.article(), passage)));
    }

    private static Citation citation(Article article, Passage passage) {
        String source = article.source();
        String text = source.isEmpty() ? passage.text() : passage.text() + "\n（依据：" + source + "）";
        return new Citation(article.id(), article.title(), text);
    }
}
