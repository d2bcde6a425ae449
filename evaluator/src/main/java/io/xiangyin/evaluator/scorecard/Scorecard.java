package io.xiangyin.evaluator.scorecard;

import io.xiangyin.evaluator.scorecard.Plan.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shop's score by a plan.
 *
 * @param total 0 to 100 and the bonus; null if nothing was measured
 * @param bonus points in it that were earned beyond the bases
 * @param notMeasured titles of the indicators nobody measured
 */
public record Scorecard(
        String version, @Nullable Double total, double bonus, List<Part> parts, List<String> notMeasured) {

    /**
     * A dimension's score.
     *
     * @param score weighted mean of its measured indicators, 0 to 100; null if none was
     */
    public record Part(
            String id,
            String title,
            double weight,
            @Nullable Double score,
            List<Line> lines) {}

    /**
     * An indicator's score.
     *
     * @param measured null if nobody measured it
     * @param score 0 to 100; null if not measured
     */
    public record Line(
            Indicator indicator,
            @Nullable Measured measured,
            @Nullable Double score,
            double bonus) {
        /** Points the total loses by it, were its dimension all there is. */
        double lost() {
            return score == null ? 0 : (100 - score) * indicator.weight();
        }
    }

    /** Scores what was measured, by name of the measure. */
    public static Scorecard of(Plan plan, Map<String, Measured> measures) {
        List<Part> parts =
                plan.dimensions().stream().map(one -> part(one, measures)).toList();
        Double base = mean(parts.stream()
                .filter(part -> part.score() != null)
                .map(part -> new double[] {part.score(), part.weight()})
                .toList());
        double bonus = Math.min(
                plan.mostBonus(),
                parts.stream()
                        .flatMap(part -> part.lines().stream())
                        .mapToDouble(Line::bonus)
                        .sum());
        return new Scorecard(
                plan.version(),
                base == null ? null : rounded(base + bonus),
                rounded(bonus),
                parts,
                parts.stream()
                        .flatMap(part -> part.lines().stream())
                        .filter(line -> line.measured() == null)
                        .map(line -> line.indicator().title())
                        .toList());
    }

    /** The weakest indicators, those that cost most first; one that reaches its base is not weak. */
    public List<Line> weakest(int most) {
        return parts.stream()
                .flatMap(part -> part.lines().stream())
                .filter(line -> line.lost() > 0)
                .sorted(Comparator.comparingDouble(Line::lost).reversed())
                .limit(most)
                .toList();
    }

    private static Part part(Dimension dimension, Map<String, Measured> measures) {
        List<Line> lines = new ArrayList<>();
        for (Indicator indicator : dimension.indicators()) {
            if (indicator.weight() > 0) {
                Measured measured = measures.get(indicator.measure());
                lines.add(
                        measured == null
                                ? new Line(indicator, null, null, 0)
                                : new Line(
                                        indicator,
                                        measured,
                                        rounded(indicator.score(measured.value())),
                                        rounded(indicator.bonus(measured.value()))));
            }
        }
        Double score = mean(lines.stream()
                .filter(line -> line.score() != null)
                .map(line -> new double[] {line.score(), line.indicator().weight()})
                .toList());
        return new Part(
                dimension.id(),
                dimension.title(),
                dimension.weight(),
                score == null ? null : rounded(score),
                List.copyOf(lines));
    }

    /** Weighted; null of nothing. */
    private static @Nullable Double mean(List<double[]> valuesAndWeights) {
        double weights = valuesAndWeights.stream().mapToDouble(one -> one[1]).sum();
        return weights == 0
                ? null
                : valuesAndWeights.stream().mapToDouble(one -> one[0] * one[1]).sum() / weights;
    }

    /** To one decimal. */
    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** All lines in order. */
    public Stream<Line> lines() {
        return parts.stream().flatMap(part -> part.lines().stream());
    }
}
