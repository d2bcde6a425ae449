package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understanding;
import io.xiangyin.evaluator.quality.QualityRules;
import io.xiangyin.evaluator.quality.RuleHit.Rule;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the rule for missing sympathy hears it, on replies to an angry shopper written for it. Those of the part
 * {@code fit} were looked at when the rule was written, those of {@code fresh} only afterwards.
 */
final class QualityBench implements Experiment {
    @Override
    public Findings run(Lab lab) throws IOException {
        List<JsonNode> rows = Lines.read(lab.root().resolve("benchmarks/data/empathy.jsonl"));
        Findings findings = new Findings("quality");
        for (String part : List.of("fit", "fresh")) {
            List<JsonNode> of = rows.stream()
                    .filter(row -> row.path("part").asText().equals(part))
                    .toList();
            long right = of.stream()
                    .filter(row -> row.path("empathy").asBoolean()
                            != misses(row.path("text").asText()))
                    .count();
            findings.of("sympathy heard or missed rightly, " + part + ", " + of.size() + " replies", "share")
                    .ours(1.0 * right / of.size());
        }
        return findings;
    }

    private static boolean misses(String reply) {
        Understanding angry = new Understanding(
                "气死我了",
                "气死我了",
                Understanding.Dialect.MANDARIN,
                null,
                Map.of(),
                new Understanding.Emotion("anger", 0.9),
                List.of(),
                null,
                List.of());
        List<RecordedEvent> log = new ArrayList<>();
        for (ConversationEvent event : List.of(
                new ConversationStarted("web", new Customer("c", null, Map.of(), true), false),
                new CustomerSpoke("m", "m", "气死我了"),
                new MessageUnderstood(2, angry),
                new AgentSpoke("a", new Agent("lin", "小林"), Reply.text(reply)))) {
            log.add(new RecordedEvent(new ConversationId("quality-bench"), log.size() + 1L, Instant.EPOCH, event));
        }
        return QualityRules.check(log).stream().anyMatch(hit -> hit.rule() == Rule.NO_EMPATHY);
    }
}
