package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel;
import io.xiangyin.core.Understanding.Emotion;
import io.xiangyin.dialog.care.EmotionClassifier;
import io.xiangyin.dialog.care.EscalationLexicon;
import io.xiangyin.dialog.dialect.DialectLexicon;
import java.io.IOException;
import java.util.List;

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
        feelings(findings, lab, dialects, escalations);
        return findings;
    }

    /** The right feeling by phrases alone, and with the classifier that reads meaning as well. */
    private static void feelings(Findings findings, Lab lab, DialectLexicon dialects, EscalationLexicon escalations)
            throws IOException {
        EmotionClassifier classifier = EmotionClassifier.train(new BgeSmallZhV15QuantizedEmbeddingModel(Runnable::run));
        List<JsonNode> rows = Lines.read(lab.root().resolve("benchmarks/data/emotions-own.jsonl"));
        int byPhrases = 0;
        int byBoth = 0;
        for (JsonNode row : rows) {
            String text = row.path("text").asText();
            String mandarin = dialects.hear(text).mandarin();
            Emotion said = escalations.hear(text, mandarin).emotion();
            byPhrases += said.label().equals(row.path("emotion").asText()) ? 1 : 0;
            byBoth += classifier
                            .hear(mandarin, said)
                            .label()
                            .equals(row.path("emotion").asText())
                    ? 1
                    : 0;
        }
        findings.of("feeling told by phrases, " + rows.size() + " own sentences", "share")
                .ours(1.0 * byPhrases / rows.size());
        findings.of("feeling told by phrases and meaning", "share").ours(1.0 * byBoth / rows.size());
    }
}
