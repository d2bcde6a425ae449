package io.xiangyin.evaluator;

import java.time.Instant;

/**
 * What a report is about: conversations that began in {@code [from, to)}, with all that happened in them until
 * {@code generatedAt}.
 *
 * @param generatedAt the "now" of the report; later events are not looked at, so that an old report can be repeated
 */
public record ReportWindow(Instant from, Instant to, Instant generatedAt) {
    public ReportWindow {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "A report window needs 'from' before 'to', found from " + from + " to " + to + ". Swap them.");
        }
    }

    boolean holds(Instant start) {
        return !start.isBefore(from) && start.isBefore(to);
    }
}
