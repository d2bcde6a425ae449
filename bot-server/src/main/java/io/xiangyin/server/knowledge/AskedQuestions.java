package io.xiangyin.server.knowledge;

import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.server.storage.EventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** What shoppers asked the knowledge, read from the event log; nothing is kept between two looks. */
public final class AskedQuestions {
    private static final int MOST_EVENTS = 20_000;
    private static final int SATISFIED_FROM = 3;

    private final Jdbi jdbi;
    private final EventCodec codec;

    public AskedQuestions(Jdbi jdbi, EventCodec codec) {
        this.jdbi = jdbi;
        this.codec = codec;
    }

    /** How it went with one question. */
    enum Outcome {
        ANSWERED,
        /** The gate held the answer back. */
        UNANSWERED,
        /** Answered, and the shopper rated the conversation badly. */
        BADLY_RATED
    }

    /** @param articleId the best hit; empty if nothing was found */
    record Asked(String question, String articleId, Outcome outcome, String conversationId, Instant at) {}

    private record Row(String conversation, Instant at, ConversationEvent event) {}

    /** What was asked in {@code [from, to)}, the newest last; at most the newest 20 000 events. Tests are left out. */
    List<Asked> list(Instant from, Instant to) {
        Map<String, List<Row>> conversations = new LinkedHashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("""
                        SELECT conversation_id, at, type, data FROM event
                        WHERE conversation_id IN (
                                SELECT DISTINCT conversation_id FROM event
                                WHERE type = 'KnowledgeConsulted' AND at >= :from AND at < :to)
                            AND type IN ('ConversationStarted', 'KnowledgeConsulted', 'CustomerRated')
                        ORDER BY position DESC LIMIT :most
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .bind("most", MOST_EVENTS)
                .map((row, _) -> new Row(
                        row.getString(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        codec.decode(row.getString(3), row.getString(4))))
                .forEach(row -> conversations
                        .computeIfAbsent(row.conversation(), _ -> new ArrayList<>())
                        .add(row)));
        return conversations.values().stream()
                .filter(rows -> rows.stream()
                        .noneMatch(row -> row.event() instanceof ConversationStarted started && started.test()))
                .flatMap(rows -> asked(rows).stream())
                .filter(asked -> !asked.at().isBefore(from) && asked.at().isBefore(to))
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .toList();
    }

    private static List<Asked> asked(List<Row> rows) {
        boolean bad = rows.stream()
                .anyMatch(row -> row.event() instanceof CustomerRated rated
                        && (rated.score() < SATISFIED_FROM || Boolean.FALSE.equals(rated.resolved())));
        List<Asked> asked = new ArrayList<>();
        for (Row row : rows) {
            if (row.event() instanceof KnowledgeConsulted consulted
                    && !consulted.query().isBlank()) {
                Outcome outcome =
                        !consulted.answered() ? Outcome.UNANSWERED : bad ? Outcome.BADLY_RATED : Outcome.ANSWERED;
                String article = consulted.hits().isEmpty()
                        ? ""
                        : consulted.hits().getFirst().articleId();
                asked.add(new Asked(consulted.query(), article, outcome, row.conversation(), row.at()));
            }
        }
        return asked;
    }

    /** How often each article answered. */
    static Map<String, Integer> used(List<Asked> asked) {
        Map<String, Integer> used = new HashMap<>();
        asked.stream()
                .filter(one -> one.outcome() != Outcome.UNANSWERED)
                .forEach(one -> used.merge(one.articleId(), 1, Integer::sum));
        return new TreeMap<>(used);
    }
}
