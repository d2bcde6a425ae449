package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Cuts a window into hours, or days when it is longer than two days, by the shop's clock. Quiet ones are kept; none begins in the future. */
final class Series {
    private static final Duration HOURLY_UP_TO = Duration.ofDays(2);
    /** What a point tells. */
    private static final Rollup.Columns METRICS = new Rollup.Columns(List.of(
            Counting.CONVERSATIONS,
            ResolutionMetrics.FIRST_CONTACT_RESOLUTION,
            ResponseMetrics.BOT_FIRST_RESPONSE,
            Counting.HANDOFFS,
            QualityMetrics.CSAT,
            QualityMetrics.NPS));

    private final ReportWindow window;
    private final Terms terms;
    private final ChronoUnit unit;

    private Series(ReportWindow window, Terms terms) {
        this.window = window;
        this.terms = terms;
        boolean hourly = Duration.between(window.from(), window.to()).compareTo(HOURLY_UP_TO) <= 0;
        unit = hourly ? ChronoUnit.HOURS : ChronoUnit.DAYS;
    }

    /** @param slices of the window by hour */
    static List<SeriesPoint> of(ReportWindow window, SortedMap<Instant, Slice> slices, Terms terms) {
        return new Series(window, terms).points(slices);
    }

    private List<SeriesPoint> points(SortedMap<Instant, Slice> slices) {
        List<SeriesPoint> points = new ArrayList<>();
        ZonedDateTime begin = begin(window.from());
        Instant end = window.to().isAfter(window.generatedAt()) ? window.generatedAt() : window.to();
        while (begin.toInstant().isBefore(end)) {
            ZonedDateTime next = begin.plus(1, unit);
            List<Rollup> inside = slices.subMap(begin.toInstant(), next.toInstant()).values().stream()
                    .map(Slice::whole)
                    .toList();
            points.add(point(later(begin.toInstant()), earlier(next.toInstant()), Rollup.sum(inside, METRICS)));
            begin = next;
        }
        return points;
    }

    private ZonedDateTime begin(Instant instant) {
        return instant.atZone(terms.settings().zone()).truncatedTo(unit);
    }

    private Instant later(Instant start) {
        return start.isBefore(window.from()) ? window.from() : start;
    }

    private Instant earlier(Instant end) {
        return end.isAfter(window.to()) ? window.to() : end;
    }

    private SeriesPoint point(Instant from, Instant to, Rollup rollup) {
        return new SeriesPoint(
                from,
                to,
                rollup.of(Counting.CONVERSATIONS, terms),
                rollup.of(ResolutionMetrics.FIRST_CONTACT_RESOLUTION, terms),
                rollup.of(ResponseMetrics.BOT_FIRST_RESPONSE, terms),
                rollup.of(Counting.HANDOFFS, terms),
                rollup.of(QualityMetrics.CSAT, terms),
                rollup.of(QualityMetrics.NPS, terms));
    }
}
