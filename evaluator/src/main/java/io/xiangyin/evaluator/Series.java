package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Cuts a window into hours, or days when it is longer than two days, by the shop's clock. Quiet ones are kept; none begins in the future. */
final class Series {
    private static final Duration HOURLY_UP_TO = Duration.ofDays(2);

    private final ReportWindow window;
    private final Scope scope;
    private final ChronoUnit unit;

    private Series(ReportWindow window, Scope scope) {
        this.window = window;
        this.scope = scope;
        boolean hourly = Duration.between(window.from(), window.to()).compareTo(HOURLY_UP_TO) <= 0;
        unit = hourly ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    }

    static List<SeriesPoint> of(ReportWindow window, Scope scope) {
        return new Series(window, scope).points();
    }

    private List<SeriesPoint> points() {
        Map<Instant, List<JudgedConversation>> bySlice = scope.conversations().stream()
                .collect(Collectors.groupingBy(
                        conversation -> begin(conversation.facts().startedAt()).toInstant()));
        List<SeriesPoint> points = new ArrayList<>();
        ZonedDateTime slice = begin(window.from());
        Instant end = window.to().isAfter(window.generatedAt()) ? window.generatedAt() : window.to();
        while (slice.toInstant().isBefore(end)) {
            ZonedDateTime next = slice.plus(1, unit);
            List<JudgedConversation> inSlice = bySlice.getOrDefault(slice.toInstant(), List.of());
            points.add(point(later(slice.toInstant()), earlier(next.toInstant()), scope.of(inSlice)));
            slice = next;
        }
        return points;
    }

    private ZonedDateTime begin(Instant instant) {
        return instant.atZone(scope.settings().zone()).truncatedTo(unit);
    }

    private Instant later(Instant start) {
        return start.isBefore(window.from()) ? window.from() : start;
    }

    private Instant earlier(Instant end) {
        return end.isAfter(window.to()) ? window.to() : end;
    }

    private static SeriesPoint point(Instant from, Instant to, Scope slice) {
        return new SeriesPoint(
                from,
                to,
                Counting.CONVERSATIONS.over(slice),
                ResolutionMetrics.FIRST_CONTACT_RESOLUTION.over(slice),
                ResponseMetrics.BOT_FIRST_RESPONSE.over(slice),
                Counting.HANDOFFS.over(slice));
    }
}
