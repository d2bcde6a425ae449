package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.ArticleFolder;
import io.xiangyin.knowledge.ChineseText;
import io.xiangyin.knowledge.Gate;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Fits the answerability gate and draws its curve. Every question of the sets is asked twice: of the whole knowledge, and
 * of a knowledge from which the articles that answer it were taken out. Curves are measured on questions whose fold the
 * weights have not seen.
 */
final class FitGate implements Experiment {
    private static final int FOLDS = 5;
    private static final double FALSE_ANSWERS = 0.05;
    private static final double FALSE_REFUSALS = 0.15;

    /** Share of foreign questions that the threshold lets through. */
    private static final double FOREIGN_ANSWERED = 0.02;

    /** Where the threshold comes to lie: a little below the default of {@code answerFrom}, which serves with and without vectors. */
    private static final double OPERATING_POINT = 0.22;

    /**
     * A question asked once.
     *
     * @param answerable whether the knowledge has the answer
     * @param right whether the answer was first
     */
    private record Asked(String set, int fold, boolean answerable, boolean right, List<Double> evidence) {
        Asked {
            evidence = List.copyOf(evidence);
        }

        double confidence(double[] weights) {
            return evidence.isEmpty() ? 0 : new Gate(weights).confidence(evidence);
        }
    }

    @Override
    public Findings run(Lab lab) throws Exception {
        KnowledgeLab knowledge = new KnowledgeLab(lab.root());
        List<Asked> all = new ArrayList<>();
        for (RetrievalSet set : sets(lab.root())) {
            ask(knowledge, set, all);
        }
        double[] confidences = new double[all.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            double[] weights = fit(all, one -> one.fold() != out);
            for (int i = 0; i < confidences.length; i++) {
                if (all.get(i).fold() == fold) {
                    confidences[i] = all.get(i).confidence(weights);
                }
            }
        }
        Findings findings = new Findings("fit-gate");
        Map<String, List<Integer>> bySet = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            bySet.computeIfAbsent(all.get(i).set(), _ -> new ArrayList<>()).add(i);
        }
        bySet.forEach((set, places) -> curve(findings, set, all, confidences, places));
        curve(
                findings,
                "all",
                all,
                confidences,
                IntStream.range(0, all.size()).boxed().toList());
        double[] weights = fit(all, _ -> true);
        double threshold = threshold(foreign(knowledge, lab.root(), weights), FOREIGN_ANSWERED);
        weights[0] += logit(OPERATING_POINT) - logit(threshold);
        write(lab.root(), weights);
        return findings;
    }

    /** How sure the gate is of questions that no shop answers, asked of the demo shop; ascending. */
    private static double[] foreign(KnowledgeLab knowledge, Path root, double[] weights) throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<Article> articles = ArticleFolder.read(root.resolve("examples/laojie/knowledge"));
        try (KnowledgeIndex index =
                KnowledgeIndex.build(articles, knowledge.text(), knowledge.vectors(), KnowledgeIndex.inMemory())) {
            KnowledgeAnswers answers = new KnowledgeAnswers(index, 0);
            List<Double> sure = new ArrayList<>();
            for (String line : Files.readAllLines(root.resolve("benchmarks/data/laojie-questions.jsonl"))) {
                JsonNode row = json.readTree(line);
                List<Double> evidence = answers.evidence(row.path("text").asText());
                if (row.path("articleId").isNull() && !evidence.isEmpty()) {
                    sure.add(new Gate(weights).confidence(evidence));
                }
            }
            return sure.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        }
    }

    private static double logit(double likelihood) {
        return Math.log(likelihood / (1 - likelihood));
    }

    /** The public question tables, and the demo shop's own questions, each held out. */
    private static List<RetrievalSet> sets(Path root) throws Exception {
        List<RetrievalSet> sets = new ArrayList<>();
        for (RetrievalSet set : RetrievalSet.five(KnowledgeLab.data())) {
            if (!set.name().endsWith("_law")) {
                sets.add(set);
            }
        }
        List<Article> shop = ArticleFolder.read(root.resolve("examples/laojie/knowledge"));
        Map<String, String> questions = new LinkedHashMap<>();
        Map<String, Set<String>> right = new LinkedHashMap<>();
        for (Article article : shop) {
            if (article.questions().size() > 2) {
                questions.put(article.id(), article.questions().getLast());
                right.put(article.id(), Set.of(article.id()));
            }
        }
        List<Article> poorer = shop.stream()
                .map(article -> !questions.containsKey(article.id())
                        ? article
                        : new Article(
                                article.id(),
                                article.title(),
                                article.category(),
                                article.questions()
                                        .subList(0, article.questions().size() - 1),
                                article.source(),
                                article.body(),
                                article.file()))
                .toList();
        sets.add(new RetrievalSet("laojie", poorer, questions, right));
        return sets;
    }

    private static void ask(KnowledgeLab knowledge, RetrievalSet set, List<Asked> all) {
        ask(knowledge, set, set.articles(), set.questions().keySet(), true, all);
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            List<String> asked = set.questions().keySet().stream()
                    .filter(id -> fold(set.questions().getOrDefault(id, "")) == out)
                    .toList();
            Set<String> gone = new HashSet<>();
            asked.forEach(id -> gone.addAll(set.right(id)));
            ask(
                    knowledge,
                    set,
                    set.articles().stream()
                            .filter(article -> !gone.contains(article.id()))
                            .toList(),
                    asked,
                    false,
                    all);
        }
    }

    private static int fold(String text) {
        return Math.floorMod((text.hashCode() * 0x9E3779B9) >>> 8, FOLDS);
    }

    private static void ask(
            KnowledgeLab knowledge,
            RetrievalSet set,
            List<Article> articles,
            Collection<String> questions,
            boolean answerable,
            List<Asked> all) {
        ChineseText text = knowledge.text();
        try (KnowledgeIndex index =
                KnowledgeIndex.build(articles, text, knowledge.vectors(), KnowledgeIndex.inMemory())) {
            KnowledgeAnswers answers = new KnowledgeAnswers(index, 0);
            for (String id : questions) {
                String question = set.questions().getOrDefault(id, "");
                List<KnowledgeIndex.Hit> first = index.search(question, 1, KnowledgeIndex.Mode.HYBRID);
                boolean right = !first.isEmpty()
                        && set.right(id).contains(first.getFirst().article().id());
                all.add(new Asked(set.name(), fold(question), answerable, right, answers.evidence(question)));
            }
        }
    }

    /** Logistic regression by gradient descent; each set counts alike. */
    private static double[] fit(List<Asked> all, Predicate<Asked> known) {
        List<Asked> usable = all.stream()
                .filter(known)
                .filter(one -> !one.evidence().isEmpty())
                .toList();
        Map<String, Long> sizes = new LinkedHashMap<>();
        usable.forEach(one -> sizes.merge(one.set(), 1L, Long::sum));
        double[] weights = new double[Gate.NAMES.size()];
        double[] first = new double[weights.length];
        double[] second = new double[weights.length];
        for (int step = 1; step <= 3000; step++) {
            double[] gradient = new double[weights.length];
            for (Asked one : usable) {
                double error = one.confidence(weights) - (one.right() ? 1 : 0);
                double share = 1.0 / (sizes.getOrDefault(one.set(), 1L) * sizes.size());
                for (int i = 0; i < weights.length; i++) {
                    gradient[i] += share * error * one.evidence().get(i);
                }
            }
            for (int i = 0; i < weights.length; i++) {
                double slope = gradient[i] + (i == 0 ? 0 : 2e-5 * weights[i]);
                first[i] = 0.9 * first[i] + 0.1 * slope;
                second[i] = 0.999 * second[i] + 0.001 * slope * slope;
                weights[i] -= 0.05
                        * first[i]
                        / (1 - Math.pow(0.9, step))
                        / (Math.sqrt(second[i] / (1 - Math.pow(0.999, step))) + 1e-9);
            }
        }
        return weights;
    }

    private static void curve(
            Findings findings, String set, List<Asked> all, double[] confidences, List<Integer> places) {
        double[] unanswerable = places.stream()
                .filter(i -> !all.get(i).answerable())
                .mapToDouble(i -> confidences[i])
                .sorted()
                .toArray();
        List<Integer> answerable =
                places.stream().filter(i -> all.get(i).answerable()).toList();
        System.out.printf(
                "%n| %s: false answers | threshold | refused of all answerable | refused of those found first | wrong article answered |%n|---:|---:|---:|---:|---:|%n",
                set);
        for (double share : new double[] {0.01, 0.02, 0.05, 0.10, 0.20}) {
            double threshold = threshold(unanswerable, share);
            long first = answerable.stream().filter(i -> all.get(i).right()).count();
            System.out.printf(
                    Locale.ROOT,
                    "| %.2f | %.3f | %.3f | %.3f | %.3f |%n",
                    share,
                    threshold,
                    (double) answerable.stream()
                                    .filter(i -> confidences[i] < threshold)
                                    .count()
                            / answerable.size(),
                    (double) answerable.stream()
                                    .filter(i -> all.get(i).right() && confidences[i] < threshold)
                                    .count()
                            / Math.max(1, first),
                    (double) answerable.stream()
                                    .filter(i -> !all.get(i).right() && confidences[i] >= threshold)
                                    .count()
                            / answerable.size());
        }
        double chosen = threshold(unanswerable, FALSE_ANSWERS);
        findings.of(set + ": refused at 5 % false answers", "")
                .ours((double) answerable.stream()
                                .filter(i -> confidences[i] < chosen)
                                .count()
                        / answerable.size())
                .atMost(FALSE_REFUSALS);
    }

    private static double threshold(double[] sorted, double share) {
        return Math.nextUp(sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * (1 - share)))]);
    }

    private static void write(Path root, double[] weights) throws Exception {
        StringBuilder table = new StringBuilder(
                "# Weights of the answerability gate. Fitted by ./xiangyin bench fit-gate; see docs/knowledge.md.\n");
        for (int i = 0; i < weights.length; i++) {
            table.append(String.format(Locale.ROOT, "%s = %.4f%n", Gate.NAMES.get(i), weights[i]));
        }
        Files.writeString(
                root.resolve("knowledge-base/src/main/resources/io/xiangyin/knowledge/gate.properties"), table);
    }
}
