package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.text.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How well dialect is recognised and put into Mandarin: macro-F1 on the public development set in both writings, the
 * recall of the less known varieties on the project's own sentences, and how often the Mandarin twin of a sentence is
 * found by its embedding. What needs the public sets is left out where they are absent.
 */
final class DialectBench implements Experiment {
    private static final List<String> CODES = List.of("cmn", "yue", "wuu", "nan");
    private static final int SHORT = 8;

    private final DialectLexicon lexicon = DialectLexicon.standard();

    @Override
    public Findings run(Lab lab) throws IOException {
        Findings findings = new Findings("dialect");
        Path shared = Lines.shared(lab).resolve("dialect");
        if (Files.isDirectory(shared)) {
            List<JsonNode> rows = Lines.read(shared.resolve("dialect_id.jsonl"));
            identify(findings, "as written", rows, row -> row.path("text").asText());
            identify(findings, "simplified", rows, DialectBench::simplified);
            List<JsonNode> service = rows.stream()
                    .filter(row -> row.path("source").asText().startsWith("afqmc"))
                    .toList();
            findings.of("false alarm, customer-service Mandarin", "share")
                    .atMost(0.01)
                    .ours(share(service, row -> !code(row.path("text").asText()).equals("cmn")));
            EmbeddingModel model = new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run);
            twins(findings, "yue", 0.90, Lines.read(shared.resolve("yue_cmn_parallel.jsonl")), model);
            twins(findings, "nan", 0.88, Lines.read(shared.resolve("nan_cmn_parallel.jsonl")), model);
        } else {
            System.err.println("No public sets under " + shared + "; only the project's own sentences are measured");
        }
        DialectInUse use = new DialectInUse(lab);
        use.recall(findings, lexicon);
        use.time(findings);
        own(findings, Lines.read(lab.root().resolve("benchmarks/data/dialect-own.jsonl")));
        return findings;
    }

    private interface Text {
        String of(JsonNode row);
    }

    private static String simplified(JsonNode row) {
        String text = row.path("text_hans").asText("");
        return text.isEmpty() || text.equals("null") ? row.path("text").asText() : text;
    }

    private void identify(Findings findings, String writing, List<JsonNode> rows, Text text) {
        findings.of("macro-F1, " + writing, "").atLeast(0.94).ours(macroF1(rows, text));
        List<JsonNode> brief =
                rows.stream().filter(row -> text.of(row).length() <= SHORT).toList();
        findings.of("macro-F1, " + writing + ", up to 8 characters", "")
                .atLeast(0.90)
                .ours(macroF1(brief, text));
    }

    private double macroF1(List<JsonNode> rows, Text text) {
        Map<String, Integer> right = new HashMap<>();
        Map<String, Integer> said = new HashMap<>();
        Map<String, Integer> gold = new HashMap<>();
        for (JsonNode row : rows) {
            String code = code(text.of(row));
            String truth = row.path("dialect").asText();
            said.merge(code, 1, Integer::sum);
            gold.merge(truth, 1, Integer::sum);
            right.merge(code.equals(truth) ? code : "", 1, Integer::sum);
        }
        return CODES.stream()
                .mapToDouble(code ->
                        2.0 * right.getOrDefault(code, 0) / (said.getOrDefault(code, 0) + gold.getOrDefault(code, 0)))
                .average()
                .orElse(0);
    }

    private void own(Findings findings, List<JsonNode> rows) {
        rows.stream().map(row -> row.path("dialect").asText()).distinct().forEach(dialect -> {
            List<JsonNode> of = rows.stream()
                    .filter(row -> row.path("dialect").asText().equals(dialect))
                    .toList();
            findings.of("own sentences told as " + dialect + ", " + of.size(), "share")
                    .atLeast(0.90)
                    .ours(share(of, row -> code(row.path("text").asText()).equals(dialect)));
        });
    }

    private void twins(Findings findings, String dialect, double target, List<JsonNode> rows, EmbeddingModel model) {
        List<float[]> mandarin = new ArrayList<>();
        for (JsonNode row : rows) {
            mandarin.add(vector(model, Writing.simplified(row.path("mandarin").asText())));
        }
        int hits = 0;
        for (JsonNode row : rows) {
            String put = lexicon.hear(row.path("text").asText()).mandarin();
            JsonNode twin = rows.get(nearest(vector(model, put), mandarin));
            hits += twin.path("mandarin").equals(row.path("mandarin")) ? 1 : 0;
        }
        findings.of("Mandarin twin found first, " + dialect, "share")
                .atLeast(target)
                .ours(1.0 * hits / rows.size());
    }

    private static float[] vector(EmbeddingModel model, String text) {
        return model.embed(text).content().vector();
    }

    private static int nearest(float[] query, List<float[]> candidates) {
        int best = 0;
        double most = -1;
        for (int i = 0; i < candidates.size(); i++) {
            double similarity = 0;
            for (int k = 0; k < query.length; k++) {
                similarity += (double) query[k] * candidates.get(i)[k];
            }
            if (similarity > most) {
                most = similarity;
                best = i;
            }
        }
        return best;
    }

    private String code(String text) {
        return lexicon.hear(text).dialect().code();
    }

    private static double share(List<JsonNode> rows, Predicate<JsonNode> holds) {
        return 1.0 * rows.stream().filter(holds).count() / rows.size();
    }
}
