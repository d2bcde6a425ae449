package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted.Hit;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.dialog.care.EscalationLexicon;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.understand.RuleUnderstander;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.knowledge.ArticleFolder;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What dialects cost the shopper: whether the right article is found as well as in Mandarin, and how long reading takes. */
final class DialectInUse {
    private static final int TOP = 5;
    private static final double POINTS = 0.03;
    private static final int WARM_UP = 3;

    private final Path home;
    private final Lab lab;

    DialectInUse(Lab lab) {
        this.lab = lab;
        this.home = lab.root().resolve("examples/laojie");
    }

    /** Own questions in dialect and in Mandarin, over the demo shop's knowledge by words and vectors. */
    void recall(Findings findings, DialectLexicon lexicon) throws IOException {
        List<JsonNode> rows = Lines.read(lab.root().resolve("benchmarks/data/dialect-questions.jsonl"));
        KnowledgeLab knowledge = new KnowledgeLab(lab.root());
        try (KnowledgeIndex index = KnowledgeIndex.build(
                ArticleFolder.read(home.resolve("knowledge")),
                knowledge.text(),
                knowledge.vectors(),
                KnowledgeIndex.inMemory())) {
            KnowledgeAnswers answers = new KnowledgeAnswers(index, 0);
            double mandarin = recall(answers, rows, row -> row.path("mandarin").asText());
            findings.of("knowledge recall@5 of " + rows.size() + " questions said in Mandarin", "share")
                    .ours(mandarin);
            findings.of("the same in dialect, put into Mandarin by us", "share")
                    .atLeast(mandarin - POINTS)
                    .ours(recall(
                            answers,
                            rows,
                            row -> lexicon.hear(row.path("text").asText()).mandarin()));
            findings.of("the same in dialect, as written", "share")
                    .ours(recall(answers, rows, row -> row.path("text").asText()));
        }
    }

    private static double recall(KnowledgeAnswers answers, List<JsonNode> rows, Function<JsonNode, String> question) {
        long found = rows.stream()
                .filter(row -> answers.answer(question.apply(row)).hits().stream()
                        .map(Hit::articleId)
                        .distinct()
                        .limit(TOP)
                        .anyMatch(row.path("articleId").asText()::equals))
                .count();
        return 1.0 * found / rows.size();
    }

    /** One message read by rules alone: dialect, escalation, feeling, values and commands. */
    void time(Findings findings) throws IOException {
        RuleUnderstander understander = new RuleUnderstander(
                FlowBook.read(home.resolve("flows")),
                Words.load(),
                DialectLexicon.read(home.resolve("lexicon/dialect.tsv")),
                EscalationLexicon.read(home.resolve("lexicon/escalation.tsv")),
                InstantSource.system());
        List<Conversation> openings = Stream.of("dialect-own.jsonl", "escalation.jsonl", "intents-own.jsonl")
                .flatMap(file -> read(lab.root().resolve("benchmarks/data").resolve(file)))
                .map(row -> opening(row.path("text").asText()))
                .toList();
        for (int i = 0; i < WARM_UP; i++) {
            openings.forEach(understander::understand);
        }
        double[] millis = openings.stream()
                .mapToDouble(opening -> {
                    long begun = System.nanoTime();
                    understander.understand(opening);
                    return (System.nanoTime() - begun) / 1e6;
                })
                .sorted()
                .toArray();
        findings.of("understanding a message without vectors, p95 of " + millis.length, "ms")
                .atMost(3)
                .ours(millis[(int) (0.95 * millis.length)]);
        findings.of("the same, median", "ms")
                .ours(Arrays.stream(millis).skip(millis.length / 2).findFirst().orElse(0));
    }

    private static Stream<JsonNode> read(Path file) {
        try {
            return Lines.read(file).stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Conversation opening(String text) {
        ConversationId id = ConversationId.random();
        return Conversation.replay(
                id,
                List.of(
                        new RecordedEvent(
                                id,
                                1,
                                Instant.now(),
                                new ConversationStarted("api", new Customer("c", null, Map.of(), true), true)),
                        new RecordedEvent(id, 2, Instant.now(), new CustomerSpoke("m", "m", text))));
    }
}
