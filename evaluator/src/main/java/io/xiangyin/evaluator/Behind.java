package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.AbandonedWaits;
import io.xiangyin.evaluator.ServiceReport.BotResolution;
import io.xiangyin.evaluator.ServiceReport.FirstContactResolution;
import io.xiangyin.evaluator.ServiceReport.NetPromoterScore;
import io.xiangyin.evaluator.ServiceReport.ServiceLevel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations stand behind a figure of the report: those that add to it when they are measured alone. So the list
 * cannot differ from the figure, whatever its definition says.
 */
public final class Behind {
    private static final Map<Metric<?, ?>, Set<String>> PARTS = Map.of(
            ResolutionMetrics.FIRST_CONTACT_RESOLUTION, Set.of("service", "bot"),
            ResolutionMetrics.BOT_RESOLUTION, Set.of("confirmed", "assumed"));

    private final Metric<?, ?> metric;
    private final String part;
    private final boolean missed;
    private final DoublePredicate length;

    private Behind(Metric<?, ?> metric, String part, boolean missed, DoublePredicate length) {
        this.metric = metric;
        this.part = part;
        this.missed = missed;
        this.length = length;
    }

    /**
     * What stands behind a figure.
     *
     * @param name of the figure as the report has it, such as {@code csat}, {@code handoff.total} or {@code conversations};
     *     with a part of it where it has some: {@code firstContactResolutionRate.bot}, {@code botResolutionRate.confirmed},
     *     {@code understanding.accuracyByDialect.yue}
     * @param missed of a share those that are in its denominator only, of the net promoter score the detractors
     * @return empty if the report has no such figure
     */
    public static Optional<Behind> find(String name, boolean missed) {
        Optional<Behind> whole = metric(name).map(metric -> new Behind(metric, "", missed, _ -> true));
        int dot = name.lastIndexOf('.');
        if (whole.isPresent() || dot < 0) {
            return whole;
        }
        String part = name.substring(dot + 1);
        return metric(name.substring(0, dot))
                .filter(metric -> metric.equals(UnderstandingMetrics.BY_DIALECT)
                        || PARTS.getOrDefault(metric, Set.of()).contains(part))
                .map(metric -> new Behind(metric, part, missed, _ -> true));
    }

    private static Optional<Metric<?, ?>> metric(String name) {
        return Stream.concat(Slice.metrics().stream(), Stream.of(ResolutionMetrics.HANDOFF))
                .filter(metric -> {
                    String path = metric.entry().name();
                    return path.substring(path.indexOf('.') + 1).equals(name);
                })
                .findFirst();
    }

    /**
     * Only the waits of some length, as a bar of the figure's histogram has them.
     *
     * @param over seconds; null for no bound
     * @param upTo seconds, itself among them; null for no bound
     * @return empty if the figure is no wait
     */
    public Optional<Behind> lasting(@Nullable Double over, @Nullable Double upTo) {
        return metric.nothing().get() instanceof Spans
                ? Optional.of(new Behind(
                        metric,
                        part,
                        missed,
                        seconds -> (over == null || seconds > over) && (upTo == null || seconds <= upTo)))
                : Optional.empty();
    }

    /** How much the conversation adds, for putting the heaviest first: a wait its seconds, anything else 0; empty if nothing. */
    OptionalDouble weight(JudgedConversation conversation, Terms terms) {
        Scope alone = new Scope(List.of(conversation), terms.now(), terms.settings());
        return metric.part(alone) instanceof Spans waits ? longest(waits) : weight(metric.over(alone));
    }

    private OptionalDouble weight(Object alone) {
        return switch (alone) {
            case Rate rate -> counted(rate.numerator(), rate.denominator());
            case Mean mean -> counted(mean.numerator(), mean.denominator());
            case ServiceLevel level -> counted(level.numerator(), level.denominator());
            case BotResolution resolution -> counted(numerator(resolution), resolution.denominator());
            case FirstContactResolution resolution ->
                weight(part.equals("bot") ? resolution.bot() : resolution.service());
            case NetPromoterScore score -> counted(score.promoters(), score.promoters() + score.detractors());
            case AbandonedWaits waits -> waits.max() == null ? OptionalDouble.empty() : OptionalDouble.of(waits.max());
            case Map<?, ?> byKey when byKey.get(part) instanceof Rate rate -> weight(rate);
            case Integer count -> counted(count, count);
            default -> OptionalDouble.empty();
        };
    }

    private long numerator(BotResolution resolution) {
        return switch (part) {
            case "confirmed" -> resolution.confirmed();
            case "assumed" -> resolution.assumed();
            default -> resolution.numerator();
        };
    }

    private OptionalDouble counted(long numerator, long denominator) {
        return (missed ? denominator > numerator : numerator > 0) ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    private OptionalDouble longest(Spans waits) {
        return waits.millis()
                .mapToDouble(millis -> millis / 1000.0)
                .filter(length)
                .max();
    }
}
