package io.xiangyin.server.scorecard;

import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationReviewed;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.QuestionnaireAnswered;
import io.xiangyin.core.ConversationEvent.ReviewRuled;
import io.xiangyin.evaluator.quality.Agreement;
import io.xiangyin.evaluator.quality.Agreement.Score;
import io.xiangyin.evaluator.scorecard.Answers;
import io.xiangyin.evaluator.scorecard.Survey;
import io.xiangyin.server.storage.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/** What shoppers answered and experts scored, read from the log. */
public final class Opinions {
    private final Jdbi jdbi;
    private final EventCodec codec;

    public Opinions(Jdbi jdbi, EventCodec codec) {
        this.jdbi = jdbi;
        this.codec = codec;
    }

    /** Answers to questionnaires, and whom they were sent to. */
    public record Answered(List<Answers> answers, Survey.Sent sent) {}

    private record Asked(long position, String customer, String channel, String dialect, ConversationStarted started) {
        Map<String, String> groups() {
            Map<String, String> groups = new LinkedHashMap<>(started.customer().attributes());
            groups.keySet().retainAll(List.of("ageGroup", "gender", "cityTier", "tier"));
            groups.put("channel", channel);
            groups.put("dialect", dialect);
            return groups;
        }
    }

    /** The questionnaires sent in {@code [from, to)} with their answers, whenever those came; rehearsals are left out. */
    public Answered answers(Instant from, Instant to) {
        Map<String, Asked> asked = new LinkedHashMap<>();
        Map<String, QuestionnaireAnswered> given = new HashMap<>();
        jdbi.useHandle(handle -> {
            handle.createQuery("""
                            SELECT sent.conversation_id, sent.position, customer_id, channel, dialect, started.data
                            FROM event sent JOIN conversation USING (conversation_id)
                                JOIN event started ON started.conversation_id = sent.conversation_id AND started.seq = 1
                            WHERE sent.type = 'QuestionnaireSent' AND sent.at >= :from AND sent.at < :to
                            ORDER BY sent.position
                            """)
                    .bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .map((row, _) -> Map.entry(
                            row.getString(1),
                            new Asked(
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    (ConversationStarted) codec.decode("ConversationStarted", row.getString(6)))))
                    .forEach(one -> {
                        if (!one.getValue().started().test()) {
                            asked.put(one.getKey(), one.getValue());
                        }
                    });
            handle.createQuery("""
                            SELECT conversation_id, data FROM event
                            WHERE type = 'QuestionnaireAnswered' AND at >= :from
                            """)
                    .bind("from", from.toEpochMilli())
                    .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(one -> given.put(one.getKey(), (QuestionnaireAnswered)
                            codec.decode("QuestionnaireAnswered", one.getValue())));
        });
        List<Answers> answers = new ArrayList<>();
        Map<String, Integer> byGroup = new HashMap<>();
        asked.forEach((id, one) -> {
            one.groups().forEach((name, value) -> byGroup.merge(name + "=" + value, 1, Integer::sum));
            QuestionnaireAnswered answer = given.get(id);
            if (answer != null) {
                answers.add(new Answers(
                        answers.size() + 1,
                        one.customer(),
                        Duration.ofSeconds(answer.seconds()),
                        Objects.requireNonNullElse(answer.address(), ""),
                        one.groups(),
                        answer.values()));
            }
        });
        return new Answered(answers, new Survey.Sent(asked.size(), byGroup));
    }

    /** The scores experts gave conversations that began in {@code [from, to)}, and what was ruled, in order. */
    public List<Score> scores(Instant from, Instant to) {
        List<Score> scores = new ArrayList<>();
        Map<String, Score> rulings = new LinkedHashMap<>();
        for (String type : List.of("ConversationReviewed", "ReviewRuled")) {
            // the type stands in the statement, or its partial index would not be seen to fit
            jdbi.useHandle(handle -> handle.createQuery("""
                            SELECT conversation_id, data FROM event JOIN conversation USING (conversation_id)
                            WHERE type = '%s' AND started_at >= :from AND started_at < :to
                            ORDER BY position
                            """.formatted(type))
                    .bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .map((row, _) -> Map.entry(row.getString(1), codec.decode(type, row.getString(2))))
                    .forEach(one -> read(one.getKey(), one.getValue(), scores, rulings)));
        }
        scores.addAll(rulings.values());
        return scores;
    }

    /** Of several rulings the last holds. */
    private static void read(String id, ConversationEvent event, List<Score> scores, Map<String, Score> rulings) {
        switch (event) {
            case ConversationReviewed reviewed ->
                reviewed.scores()
                        .forEach((item, score) ->
                                scores.add(new Score(id, item, reviewed.by().id(), score)));
            case ReviewRuled ruled ->
                rulings.put(id + "/" + ruled.item(), new Score(id, ruled.item(), Agreement.RULING, ruled.score()));
            default -> throw new IllegalStateException("no opinion: " + event);
        }
    }
}
