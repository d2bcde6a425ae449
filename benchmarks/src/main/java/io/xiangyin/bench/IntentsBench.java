package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.intent.IntentClassifier;
import io.xiangyin.dialog.intent.IntentClassifier.Ranking;
import io.xiangyin.dialog.intent.IntentExample;
import io.xiangyin.dialog.intent.IntentExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * How well intents are told: the demo shop's examples on the starter evaluation and on the project's own sets, the first
 * written by another hand, and a second domain trained on its first half. What needs the shared data is left out where it is absent.
 */
final class IntentsBench implements Experiment {
    private static final int TOP = 3;

    private final DialectLexicon dialects = DialectLexicon.standard();

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("intents");
        EmbeddingModel model = new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run);
        List<IntentExample> examples = IntentExamples.read(lab.root().resolve("examples/laojie/intents"));
        IntentClassifier shop = IntentClassifier.train(examples, model);
        List<JsonNode> own = Lines.read(lab.root().resolve("benchmarks/data/intents-own.jsonl"));
        sets(findings, "own, ", shop, own);
        nodeNlp(lab, findings, examples, own);
        sets(findings, "second, ", shop, Lines.read(lab.root().resolve("benchmarks/data/intents-second.jsonl")));
        Path shared = Lines.shared(lab);
        if (Files.isDirectory(shared)) {
            List<JsonNode> starter = Lines.read(shared.resolve("intent-eval-starter.jsonl"));
            sets(findings, "", shop, starter);
            dialect(findings, shop, only(starter, row -> set(row).equals("dialect")));
            secondDomain(findings, model, Lines.read(shared.resolve("intent/crosswoz_user_acts.jsonl")));
        } else {
            System.err.println("No shared data under " + shared + "; only the project's own set is measured");
        }
        return findings;
    }

    private static String set(JsonNode row) {
        return row.path("set").asText();
    }

    private static List<JsonNode> only(List<JsonNode> rows, Predicate<JsonNode> which) {
        return rows.stream().filter(which).toList();
    }

    private static void sets(Findings findings, String whose, IntentClassifier classifier, List<JsonNode> rows) {
        for (String set : List.of("mandarin", "typo", "elder")) {
            List<JsonNode> of = only(rows, row -> set(row).equals(set));
            findings.of(rightIntent(whose, set, of), "share")
                    .atLeast(set.equals("elder") ? 0.85 : 0.92)
                    .ours(right(classifier, of, UnaryOperator.identity()));
        }
        List<JsonNode> known =
                only(rows, row -> List.of("mandarin", "typo", "elder").contains(set(row)));
        findings.of(whose + "all three: right intent in the top " + TOP, "share")
                .atLeast(0.97)
                .ours(share(
                        known,
                        row -> classifier.rank(text(row)).likely().stream()
                                .limit(TOP)
                                .anyMatch(one -> one.intent().equals(intent(row)))));
        findings.of(whose + "all three: wrongly out of scope", "share")
                .atMost(0.05)
                .ours(share(known, row -> !classifier.rank(text(row)).inScope()));
        List<JsonNode> elsewhere = only(rows, row -> set(row).equals("oos"));
        findings.of(whose + "out of scope, " + elsewhere.size() + ": told so", "share")
                .atLeast(0.80)
                .ours(share(elsewhere, row -> !classifier.rank(text(row)).inScope()));
    }

    private static String rightIntent(String whose, String set, List<JsonNode> rows) {
        return whose + set + ", " + rows.size() + ": right intent";
    }

    /** node-nlp, told the same examples and asked the same messages; and how long either takes for one it has not seen. */
    private static void nodeNlp(Lab lab, Findings findings, List<IntentExample> examples, List<JsonNode> rows)
            throws IOException, InterruptedException {
        List<JsonNode> known = only(rows, row -> !set(row).equals("oos"));
        Path folder = lab.freshFolder("intents-peer");
        Map<String, Double> figures = Peer.node(lab, "intents.mjs")
                .measure(
                        folder,
                        Peer.lines(
                                folder.resolve("examples.txt"),
                                examples.stream()
                                        .map(one -> one.intent() + "\t" + one.text())
                                        .toList()),
                        Peer.lines(
                                folder.resolve("messages.txt"),
                                known.stream()
                                        .map(row -> String.join("\t", set(row), intent(row), text(row)))
                                        .toList()));
        known.stream()
                .collect(Collectors.groupingBy(IntentsBench::set))
                .forEach((set, of) -> findings.of(rightIntent("own, ", set, of), "share")
                        .reference(figures.getOrDefault("right." + set, 0.0)));
        IntentClassifier letters = IntentClassifier.train(examples, null);
        known.forEach(row -> letters.rank(text(row) + "。"));
        Histogram spans = new Histogram(2);
        known.forEach(row -> {
            long begun = System.nanoTime();
            letters.rank(text(row));
            spans.recordValue((System.nanoTime() - begun) / 1_000);
        });
        findings.of("telling an intent without embeddings, p50", "ms")
                .ours(spans.getValueAtPercentile(50) / 1_000.0)
                .reference(figures.getOrDefault("p50", 0.0));
        findings.of("telling an intent without embeddings, p95", "ms")
                .ours(spans.getValueAtPercentile(95) / 1_000.0)
                .reference(figures.getOrDefault("p95", 0.0));
    }

    private void dialect(Findings findings, IntentClassifier classifier, List<JsonNode> rows) {
        findings.of("dialect, " + rows.size() + ": right intent", "share")
                .ours(right(classifier, rows, text -> dialects.hear(text).mandarin()));
        findings.of("the same said in Mandarin by people", "share")
                .ours(share(rows, row -> judged(classifier, row.path("mandarin").asText(), intent(row))));
    }

    private static void secondDomain(Findings findings, EmbeddingModel model, List<JsonNode> rows) {
        int half = rows.size() / 2;
        IntentClassifier trained = IntentClassifier.train(
                rows.subList(0, half).stream()
                        .map(row -> new IntentExample(text(row), intent(row)))
                        .toList(),
                model);
        findings.of("second domain (CrossWOZ), trained on its first half", "share")
                .atLeast(0.88)
                .ours(right(trained, rows.subList(half, rows.size()), UnaryOperator.identity()));
    }

    private static double right(IntentClassifier classifier, List<JsonNode> rows, UnaryOperator<String> read) {
        return share(rows, row -> judged(classifier, read.apply(text(row)), intent(row)));
    }

    private static boolean judged(IntentClassifier classifier, String text, String intent) {
        Ranking ranking = classifier.rank(text);
        return ranking.inScope() && ranking.first().intent().equals(intent);
    }

    private static String text(JsonNode row) {
        return row.path("text").asText();
    }

    private static String intent(JsonNode row) {
        return row.path("intent").asText();
    }

    private static double share(List<JsonNode> rows, Predicate<JsonNode> which) {
        return rows.isEmpty() ? 0 : 1.0 * only(rows, which).size() / rows.size();
    }
}
