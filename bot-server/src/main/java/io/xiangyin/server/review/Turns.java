package io.xiangyin.server.review;

import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import io.xiangyin.core.Understanding;
import io.xiangyin.evaluator.LabelledTurn;
import io.xiangyin.evaluator.ServiceReport.UnderstandingQuality;
import io.xiangyin.evaluator.UnderstandingMetrics;
import io.xiangyin.server.storage.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the bot made of messages and what people said to that, read from the event log; nothing is kept between two looks. */
public final class Turns {
    static final Duration LOOK_BACK = Duration.ofDays(30);
    private static final int MOST_EVENTS = 20_000;

    private final Jdbi jdbi;
    private final EventCodec codec;

    public Turns(Jdbi jdbi, EventCodec codec) {
        this.jdbi = jdbi;
        this.codec = codec;
    }

    /**
     * A turn.
     *
     * @param seq the last message it read
     * @param label the last judgement of it; null if there is none
     */
    public record Reviewed(
            String conversationId,
            long seq,
            Instant at,
            Understanding understanding,
            @Nullable TurnLabelled label) {
        /** As the evaluator counts it; only for judged ones. */
        LabelledTurn labelled() {
            return new LabelledTurn(understanding.dialect().code(), label != null && label.right());
        }

        boolean missed() {
            return understanding.find(Command.NotUnderstood.class) != null;
        }

        /** The intent people say it shows; null if that is not known. */
        @Nullable String intent() {
            if (label == null) {
                return null;
            }
            Understanding.Intent seen = understanding.intent();
            return label.right() && label.intent() == null && seen != null ? seen.name() : label.intent();
        }
    }

    private record Row(String conversation, long seq, Instant at, ConversationEvent event) {}

    /** The turns since then, the newest first, of at most the newest 20 000 events. Tests and erased words are left out. */
    public List<Reviewed> list(Instant from) {
        return read("MessageUnderstood", from);
    }

    /** Those of them in conversations in which something was judged since then. */
    public List<Reviewed> labelled(Instant from) {
        return read("TurnLabelled", from).stream()
                .filter(turn -> turn.label() != null)
                .toList();
    }

    /** How well the bot understood what was judged in the 30 days before. */
    public UnderstandingQuality quality(Instant now) {
        return quality(labelled(now.minus(LOOK_BACK)));
    }

    static UnderstandingQuality quality(List<Reviewed> turns) {
        return UnderstandingMetrics.of(turns.stream()
                .filter(turn -> turn.label() != null)
                .map(Reviewed::labelled)
                .toList());
    }

    private List<Reviewed> read(String type, Instant from) {
        List<Row> rows = jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT conversation_id, seq, at, type, data FROM event
                        WHERE conversation_id IN (SELECT DISTINCT conversation_id FROM event WHERE type = :type AND at >= :from)
                            AND type IN ('ConversationStarted', 'MessageUnderstood', 'TurnLabelled')
                        ORDER BY position DESC LIMIT :most
                        """)
                .bind("type", type)
                .bind("from", from.toEpochMilli())
                .bind("most", MOST_EVENTS)
                .map((row, _) -> new Row(
                        row.getString(1),
                        row.getLong(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        codec.decode(row.getString(4), row.getString(5))))
                .list());
        return reviewed(rows);
    }

    private static List<Reviewed> reviewed(List<Row> newestFirst) {
        Set<String> tests = new HashSet<>();
        Map<String, TurnLabelled> labels = new HashMap<>();
        for (Row row : newestFirst) {
            if (row.event() instanceof ConversationStarted started && started.test()) {
                tests.add(row.conversation());
            }
            if (row.event() instanceof TurnLabelled label) {
                labels.putIfAbsent(row.conversation() + "/" + label.upTo(), label);
            }
        }
        List<Reviewed> turns = new ArrayList<>();
        for (Row row : newestFirst) {
            if (row.event() instanceof MessageUnderstood understood
                    && !tests.contains(row.conversation())
                    && !understood.understanding().text().equals("[erased]")) {
                turns.add(new Reviewed(
                        row.conversation(),
                        understood.upTo(),
                        row.at(),
                        understood.understanding(),
                        labels.get(row.conversation() + "/" + understood.upTo())));
            }
        }
        turns.sort(Comparator.comparing(Reviewed::at).reversed());
        return turns;
    }
}
