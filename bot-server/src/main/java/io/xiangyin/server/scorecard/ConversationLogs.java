package io.xiangyin.server.scorecard;

import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.storage.EventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** The events of the conversations that began in a window, rehearsals left out, one conversation after another. */
public final class ConversationLogs {
    private final Jdbi jdbi;
    private final EventCodec codec;

    public ConversationLogs(Jdbi jdbi, EventCodec codec) {
        this.jdbi = jdbi;
        this.codec = codec;
    }

    /** Gives each conversation of {@code [from, to)} to the reader, in order of their ids. */
    public void forEach(Instant from, Instant to, Consumer<List<RecordedEvent>> reader) {
        jdbi.useHandle(handle -> {
            List<RecordedEvent> log = new ArrayList<>();
            try (Stream<RecordedEvent> events = handle
                    .createQuery("""
                            SELECT conversation_id, seq, at, type, data FROM event
                            WHERE conversation_id IN
                                (SELECT conversation_id FROM event WHERE seq = 1 AND at >= :from AND at < :to)
                            ORDER BY conversation_id, seq
                            """)
                    .bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .map((row, _) -> new RecordedEvent(
                            new ConversationId(row.getString(1)),
                            row.getLong(2),
                            Instant.ofEpochMilli(row.getLong(3)),
                            codec.decode(row.getString(4), row.getString(5))))
                    .stream()) {
                events.forEach(event -> {
                    if (event.seq() == 1) {
                        give(log, reader);
                    }
                    log.add(event);
                });
            }
            give(log, reader);
        });
    }

    private static void give(List<RecordedEvent> log, Consumer<List<RecordedEvent>> reader) {
        if (!log.isEmpty() && log.getFirst().event() instanceof ConversationStarted started && !started.test()) {
            reader.accept(List.copyOf(log));
        }
        log.clear();
    }
}
