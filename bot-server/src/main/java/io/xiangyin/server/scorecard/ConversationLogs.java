package io.xiangyin.server.scorecard;

import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.storage.EventCodec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;

/** The events of the conversations that began in a window, rehearsals left out, one conversation after another. */
public final class ConversationLogs {
    /** Conversations of a query. */
    private static final int CHUNK = 250;
    /** Queries whose conversations are in memory together. */
    private static final int AT_ONCE = 8;

    private final Jdbi jdbi;
    private final EventCodec codec;

    public ConversationLogs(Jdbi jdbi, EventCodec codec) {
        this.jdbi = jdbi;
        this.codec = codec;
    }

    /** Gives each conversation of {@code [from, to)} to the reader, in order of their ids; they are read on all processors. */
    public void forEach(Instant from, Instant to, Consumer<List<RecordedEvent>> reader) {
        List<String> ids = begun(from, to);
        for (int first = 0; first < ids.size(); first += AT_ONCE * CHUNK) {
            List<String> next = ids.subList(first, Math.min(ids.size(), first + AT_ONCE * CHUNK));
            IntStream.range(0, Math.ceilDiv(next.size(), CHUNK))
                    .parallel()
                    .mapToObj(chunk -> read(next.subList(chunk * CHUNK, Math.min(next.size(), (chunk + 1) * CHUNK))))
                    .toList()
                    .forEach(logs -> logs.forEach(reader));
        }
    }

    private List<String> begun(Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT conversation_id FROM event WHERE seq = 1 AND at >= :from AND at < :to
                        ORDER BY conversation_id
                        """)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .mapTo(String.class)
                .list());
    }

    /** The conversations with these ids, in their order, rehearsals left out. */
    private List<List<RecordedEvent>> read(List<String> ids) {
        Map<ConversationId, List<RecordedEvent>> logs = jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT conversation_id, seq, at, type, data FROM event WHERE conversation_id IN (<ids>)
                        ORDER BY conversation_id, seq
                        """)
                .bindList("ids", ids)
                .map((row, _) -> new RecordedEvent(
                        new ConversationId(row.getString(1)),
                        row.getLong(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        codec.decode(row.getString(4), row.getString(5))))
                .collect(Collectors.groupingBy(
                        RecordedEvent::conversationId, LinkedHashMap::new, Collectors.toUnmodifiableList())));
        return logs.values().stream()
                .filter(log -> log.getFirst().event() instanceof ConversationStarted started && !started.test())
                .toList();
    }
}
