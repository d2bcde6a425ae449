package io.xiangyin.server.report;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.ConversationOutcome;
import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.ReportWindow;
import io.xiangyin.evaluator.ServiceReport;
import io.xiangyin.evaluator.ServiceReportBuilder;
import io.xiangyin.server.storage.EventCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Computes service reports from the log in the database, conversation by conversation; nothing is kept between two. */
public final class ServiceReports {
    private final Jdbi jdbi;
    private final EventCodec codec;
    private final ReportSettings settings;
    private final InstantSource clock;

    public ServiceReports(Jdbi jdbi, EventCodec codec, ReportSettings settings, InstantSource clock) {
        this.jdbi = jdbi;
        this.codec = codec;
        this.settings = settings;
        this.clock = clock;
    }

    /** The report over the conversations that began in {@code [from, to)}. */
    public ServiceReport report(Instant from, Instant to, Optional<GroupBy> groupBy) {
        ReportWindow window = new ReportWindow(from, to, clock.instant());
        return overLogs(from, logs -> ServiceReportBuilder.build(logs, window, settings, groupBy));
    }

    /** How each of those conversations ended. */
    public List<ConversationOutcome> outcomes(Instant from, Instant to) {
        ReportWindow window = new ReportWindow(from, to, clock.instant());
        return overLogs(from, logs -> ServiceReportBuilder.listOutcomes(logs, window, settings));
    }

    /** Runs over the logs of all conversations that may matter: those touched since one window before {@code from}. */
    private <T> T overLogs(Instant from, Function<Stream<List<RecordedEvent>>, T> computation) {
        Instant since = from.minus(Duration.ofDays(settings.windowDays()));
        return jdbi.withHandle(handle -> {
            try (Stream<RecordedEvent> events =
                    handle.createQuery("""
                            SELECT event.conversation_id, seq, at, type, data
                            FROM conversation JOIN event USING (conversation_id)
                            WHERE conversation.last_at >= :since
                            ORDER BY event.conversation_id, seq
                            """).bind("since", since.toEpochMilli()).map((row, _) -> read(row)).stream()) {
                Iterator<List<RecordedEvent>> logs = new ByConversation(events.iterator());
                return computation.apply(StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(logs, Spliterator.ORDERED | Spliterator.NONNULL), false));
            }
        });
    }

    private RecordedEvent read(ResultSet row) throws SQLException {
        return new RecordedEvent(
                new ConversationId(row.getString(1)),
                row.getLong(2),
                Instant.ofEpochMilli(row.getLong(3)),
                codec.decode(row.getString(4), row.getString(5)));
    }

    /** Cuts a stream ordered by conversation into one list a conversation. */
    private static final class ByConversation implements Iterator<List<RecordedEvent>> {
        private final Iterator<RecordedEvent> events;
        private @Nullable RecordedEvent next;

        ByConversation(Iterator<RecordedEvent> events) {
            this.events = events;
            this.next = events.hasNext() ? events.next() : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public List<RecordedEvent> next() {
            RecordedEvent first = next;
            if (first == null) {
                throw new NoSuchElementException();
            }
            List<RecordedEvent> log = new ArrayList<>();
            RecordedEvent event = first;
            while (event != null && event.conversationId().equals(first.conversationId())) {
                log.add(event);
                event = events.hasNext() ? events.next() : null;
            }
            next = event;
            return log;
        }
    }
}
