package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.xiangyin.dialog.care.EscalationLexicon;
import io.xiangyin.dialog.dialect.DialectLexicon;
import java.io.IOException;

/** Who is brought to a human and who is not, on the project's own utterances. */
final class EscalationBench implements Experiment {
    @Override
    public Findings run(Lab lab) throws IOException {
        DialectLexicon dialects = DialectLexicon.standard();
        EscalationLexicon escalations = EscalationLexicon.standard();
        int wanted = 0;
        int found = 0;
        int unwanted = 0;
        int wrong = 0;
        for (JsonNode row : Lines.read(lab.root().resolve("benchmarks/data/escalation.jsonl"))) {
            String text = row.path("text").asText();
            boolean goes =
                    escalations.hear(text, dialects.hear(text).mandarin()).escalation() != null;
            boolean shall = row.path("transfer").asBoolean();
            wanted += shall ? 1 : 0;
            unwanted += shall ? 0 : 1;
            found += shall && goes ? 1 : 0;
            wrong += !shall && goes ? 1 : 0;
            if (goes != shall) {
                System.err.println((shall ? "missed: " : "wrongly transferred: ") + text);
            }
        }
        Findings findings = new Findings("escalation");
        findings.of("recall of must-transfer, " + wanted + " utterances", "share")
                .atLeast(0.98)
                .ours(1.0 * found / wanted);
        findings.of("false transfers, " + unwanted + " utterances", "share")
                .atMost(0.02)
                .ours(1.0 * wrong / unwanted);
        return findings;
    }
}
