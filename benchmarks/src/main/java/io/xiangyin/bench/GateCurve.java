package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xiangyin.core.AnswerSource.Answer;
import io.xiangyin.core.Reply;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.ArticleFolder;
import io.xiangyin.knowledge.ChineseText;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints how well the knowledge base finds the right article, and what each threshold of the answerability gate costs:
 * false answers (a foreign question answered, or the wrong article given) against false refusals (the right article was
 * first but held back).
 *
 * <p>Two sets of questions: the articles' own, each asked of an index that does not know it (the fair set), and a file
 * of hard paraphrases and foreign questions. Arguments: a bot's home folder and that file.
 */
public final class GateCurve {
    private static final double STEP = 0.04;
    private static final double FIRST = 0.04;
    private static final double LAST = 0.96;

    private final ChineseText text;
    private final List<Article> articles;
    private final KnowledgeLab knowledge = new KnowledgeLab(Path.of(System.getProperty("xiangyin.root", ".")));

    private GateCurve(Path home) throws IOException {
        this.text = ChineseText.read(home.resolve("lexicon"));
        this.articles = ArticleFolder.read(home.resolve("knowledge"));
    }

    /** A question and what came of it; {@code right} is empty for a foreign one. */
    private record Asked(
            String question,
            String right,
            List<String> found,
            boolean askedBack,
            boolean helpfully,
            double confidence) {
        boolean foreign() {
            return right.isEmpty();
        }

        boolean foundWithin(int top) {
            return found.stream().limit(top).anyMatch(right::equals);
        }

        boolean falselyAnswered(double threshold) {
            return confidence >= threshold && !askedBack && (foreign() || !foundWithin(1));
        }

        boolean falselyRefused(double threshold) {
            return confidence < threshold && !foreign() && foundWithin(1);
        }
    }

    public static void main(String[] args) throws IOException {
        Path home = Path.of(args.length > 0 ? args[0] : "examples/laojie");
        Path file = Path.of(args.length > 1 ? args[1] : "benchmarks/data/laojie-questions.jsonl");
        GateCurve curve = new GateCurve(home);
        List<Asked> hard = curve.fromFile(file);
        List<Asked> foreign = hard.stream().filter(Asked::foreign).toList();
        List<Asked> fair = new ArrayList<>(curve.heldOut());
        fair.addAll(foreign);
        print("articles' own questions, known to the index", curve.known());
        print("articles' own questions, each held out, and the foreign ones", fair);
        print(file.getFileName().toString(), hard);
    }

    private KnowledgeIndex index(List<Article> known) {
        return KnowledgeIndex.build(known, text, knowledge.vectors(), KnowledgeIndex.inMemory());
    }

    private List<Asked> fromFile(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (KnowledgeIndex index = index(articles)) {
            KnowledgeAnswers answers = new KnowledgeAnswers(index, 0);
            List<Asked> asked = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                JsonNode row = json.readTree(line);
                asked.add(ask(
                        answers,
                        row.path("text").asText(),
                        row.path("articleId").isNull()
                                ? ""
                                : row.path("articleId").asText()));
            }
            return asked;
        }
    }

    private List<Asked> known() {
        try (KnowledgeIndex index = index(articles)) {
            KnowledgeAnswers answers = new KnowledgeAnswers(index, 0);
            return articles.stream()
                    .flatMap(article ->
                            article.questions().stream().map(question -> ask(answers, question, article.id())))
                    .toList();
        }
    }

    /** Every question once, asked of an index in which its article lacks it; one index serves one question an article. */
    private List<Asked> heldOut() {
        int most = articles.stream()
                .mapToInt(article -> article.questions().size())
                .max()
                .orElse(0);
        List<Asked> asked = new ArrayList<>();
        for (int round = 0; round < most; round++) {
            int out = round;
            List<Article> poorer =
                    articles.stream().map(article -> without(article, out)).toList();
            try (KnowledgeIndex index = index(poorer)) {
                KnowledgeAnswers answers = new KnowledgeAnswers(index, 0);
                articles.stream()
                        .filter(article -> article.questions().size() > out
                                && article.questions().size() > 1)
                        .forEach(article ->
                                asked.add(ask(answers, article.questions().get(out), article.id())));
            }
        }
        return asked;
    }

    private static Article without(Article article, int out) {
        if (article.questions().size() <= Math.max(out, 1)) {
            return article;
        }
        List<String> questions = new ArrayList<>(article.questions());
        String gone = questions.remove(out);
        String title = article.title().equals(gone) ? questions.getFirst() : article.title();
        return new Article(
                article.id(), title, article.category(), questions, article.source(), article.body(), article.file());
    }

    private static Asked ask(KnowledgeAnswers answers, String question, String right) {
        Answer answer = answers.answer(question);
        List<String> found = answer.hits().stream().map(hit -> hit.articleId()).toList();
        Reply reply = answer.reply();
        List<String> offered = reply == null
                ? List.of()
                : reply.choices().stream().map(Reply.Choice::title).toList();
        boolean helpful = offered.isEmpty()
                || right.isEmpty()
                || answers.index()
                        .find(right)
                        .map(Article::title)
                        .filter(offered::contains)
                        .isPresent();
        return new Asked(question, right, found, !offered.isEmpty(), helpful, answer.confidence());
    }

    private static void print(String name, List<Asked> all) {
        List<Asked> own = all.stream().filter(asked -> !asked.foreign()).toList();
        int foreign = all.size() - own.size();
        System.out.printf(Locale.ROOT, "%n## %s: %d questions, %d foreign%n%n", name, own.size(), foreign);
        System.out.printf(Locale.ROOT, "hit@1 %s, hit@3 %s%n%n", share(own, 1), share(own, 3));
        System.out.println(
                "| threshold | foreign answered | wrong article answered | right one refused | right one answered | asked back | with the right one |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (double threshold = FIRST; threshold < LAST + STEP / 2; threshold += STEP) {
            double at = threshold;
            System.out.printf(
                    Locale.ROOT,
                    "| %.2f | %s | %s | %s | %s | %s | %s |%n",
                    at,
                    percent(
                            all.stream()
                                    .filter(Asked::foreign)
                                    .filter(a -> a.falselyAnswered(at))
                                    .count(),
                            foreign),
                    percent(own.stream().filter(a -> a.falselyAnswered(at)).count(), own.size()),
                    percent(own.stream().filter(a -> a.falselyRefused(at)).count(), own.size()),
                    percent(
                            own.stream()
                                    .filter(a -> a.foundWithin(1) && !a.askedBack() && a.confidence() >= at)
                                    .count(),
                            own.size()),
                    percent(
                            own.stream()
                                    .filter(a -> a.askedBack() && a.confidence() >= at)
                                    .count(),
                            own.size()),
                    percent(
                            own.stream()
                                    .filter(a -> a.askedBack() && a.helpfully() && a.confidence() >= at)
                                    .count(),
                            own.size()));
        }
    }

    private static String share(List<Asked> own, int top) {
        return percent(own.stream().filter(asked -> asked.foundWithin(top)).count(), own.size());
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }
}
