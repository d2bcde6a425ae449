package io.xiangyin.evaluator;

import io.xiangyin.core.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of one conversation for reports: its facts as a few hundred bytes, so that a report reads these instead of
 * the events. Holds no words of the shopper. Facts depend on nothing but the events and {@link ReportSettings#silence};
 * every other setting is applied when a report is made, so changing it recomputes the past.
 *
 * @param bytes as {@link FactCodec} writes them
 */
@SuppressWarnings("ArrayRecordComponent") // handed from table to reader; nobody compares sheets
public record FactSheet(byte[] bytes) {

    /**
     * The sheet of a conversation.
     *
     * @param events all of its events in order; those after {@code now} are not looked at
     * @return empty if it had not begun by then
     */
    public static Optional<FactSheet> of(List<RecordedEvent> events, Instant now, ReportSettings settings) {
        return Episodes.read(events, now, settings.silence()).map(facts -> new FactSheet(FactCodec.write(facts)));
    }

    /** Sheets made under another stamp must be made anew. */
    public static String stamp(ReportSettings settings) {
        return FactCodec.FORMAT + "/" + settings.silence();
    }

    static List<ConversationFacts> facts(List<FactSheet> sheets) {
        return FactCodec.readAll(sheets);
    }
}
