package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.xiangyin.knowledge.Grounding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether statements that a passage does not bear out are told from those that it does, by words alone, on sentences of ours. */
final class GroundingBench implements Experiment {
    private static final Grounding BY_WORDS = new Grounding(null);

    @Override
    public Findings run(Lab lab) throws IOException {
        Findings findings = new Findings("grounding");
        measure(findings, lab, "grounding", "tuned on");
        measure(findings, lab, "grounding-held-out", "written before, first measured after");
        return findings;
    }

    private static void measure(Findings findings, Lab lab, String file, String which) throws IOException {
        List<JsonNode> rows = Lines.read(lab.root().resolve("benchmarks/data/" + file + ".jsonl"));
        List<JsonNode> wrong = new ArrayList<>(rows);
        wrong.removeIf(row -> row.path("supported").asBoolean());
        long kept = rows.stream().filter(GroundingBench::isKept).count();
        long falselyKept = wrong.stream().filter(GroundingBench::isKept).count();
        rows.stream()
                .filter(row -> isKept(row) != row.path("supported").asBoolean())
                .forEach(row -> System.err.println((isKept(row) ? "let through: " : "dropped: ")
                        + row.path("kind").asText() + " "
                        + row.path("statement").asText()));
        findings.of("of what is kept, supported: precision, " + rows.size() + " pairs " + which, "share")
                .ours(1.0 * (kept - falselyKept) / kept);
        findings.of("of what is supported, kept: recall", "share")
                .ours(1.0 * (kept - falselyKept) / (rows.size() - wrong.size()));
        findings.of("of what is not supported, dropped, " + wrong.size() + " statements", "share")
                .ours(1.0 * (wrong.size() - falselyKept) / wrong.size());
    }

    private static boolean isKept(JsonNode row) {
        return BY_WORDS.objection(
                        row.path("statement").asText(), row.path("passage").asText())
                == null;
    }
}
