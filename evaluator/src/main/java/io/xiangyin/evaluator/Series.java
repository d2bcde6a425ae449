package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.SeriesPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** A window in hours or days. Quiet ones are kept; none begins in the future. */
final class Series {
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
    private final Cut cut;

    private Series(ReportWindow window, Terms terms) {
        this.window = window;
        this.terms = terms;
        this.cut = Cut.of(window.from(), window.to(), terms.settings().zone());
    }

    /** @param slices of the window by their beginning */
    static List<SeriesPoint> of(ReportWindow window, SortedMap<Instant, Slice> slices, Terms terms) {
        return new Series(window, terms).points(slices);
    }

    private List<SeriesPoint> points(SortedMap<Instant, Slice> slices) {
        List<SeriesPoint> points = new ArrayList<>();
        Instant begin = cut.begin(window.from());
        Instant end = window.to().isAfter(window.generatedAt()) ? window.generatedAt() : window.to();
        while (begin.isBefore(end)) {
            Instant next = cut.next(begin);
            List<Rollup> inside = slices.subMap(begin, next).values().stream()
                    .map(Slice::whole)
                    .toList();
            points.add(point(later(begin), earlier(next), Rollup.sum(inside, METRICS)));
            begin = next;
        }
        return points;
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
