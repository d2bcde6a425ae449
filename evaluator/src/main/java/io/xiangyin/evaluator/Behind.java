package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.AbandonedWaits;
import io.xiangyin.evaluator.ServiceReport.BotResolution;
import io.xiangyin.evaluator.ServiceReport.FirstContactResolution;
import io.xiangyin.evaluator.ServiceReport.NetPromoterScore;
import io.xiangyin.evaluator.ServiceReport.ServiceLevel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations stand behind a figure of the report: those that add to it when they are measured alone. So the list
 * cannot differ from the figure, whatever its definition says.
 */
public final class Behind {
    private static final String BOT = ".bot";
    private static final String SERVICE = ".service";

    private final Metric<?, ?> metric;
    private final boolean bot;
    private final boolean missed;

    private Behind(Metric<?, ?> metric, boolean bot, boolean missed) {
        this.metric = metric;
        this.bot = bot;
        this.missed = missed;
    }

    /**
     * What stands behind a figure.
     *
     * @param name of the figure as the report has it, such as {@code csat} or {@code handoff.total};
     *     {@code firstContactResolutionRate.bot} for the bot's own
     * @param missed of a share those that are in its denominator only, of the net promoter score the detractors
     * @return empty if the report has no such figure
     */
    public static Optional<Behind> find(String name, boolean missed) {
        boolean bot = name.endsWith(BOT);
        String plain = bot
                ? name.substring(0, name.length() - BOT.length())
                : name.endsWith(SERVICE) ? name.substring(0, name.length() - SERVICE.length()) : name;
        return Slice.metrics().stream()
                .filter(metric -> metric.entry().name().equals("metrics." + plain))
                .findFirst()
                .map(metric -> new Behind(metric, bot, missed));
    }

    /** How much the conversation adds, for putting the heaviest first: a wait its length, anything else 0; empty if nothing. */
    OptionalDouble weight(JudgedConversation conversation, Terms terms) {
        return weight(metric.over(new Scope(List.of(conversation), terms.now(), terms.settings())));
    }

    private OptionalDouble weight(Object alone) {
        return switch (alone) {
            case Rate rate -> counted(rate.numerator(), rate.denominator());
            case Mean mean -> counted(mean.numerator(), mean.denominator());
            case ServiceLevel level -> counted(level.numerator(), level.denominator());
            case BotResolution resolution -> counted(resolution.numerator(), resolution.denominator());
            case FirstContactResolution resolution -> weight(bot ? resolution.bot() : resolution.service());
            case NetPromoterScore score -> counted(score.promoters(), score.promoters() + score.detractors());
            case Distribution waits -> longest(waits.max());
            case AbandonedWaits waits -> longest(waits.max());
            default -> OptionalDouble.empty();
        };
    }

    private OptionalDouble counted(long numerator, long denominator) {
        return (missed ? denominator > numerator : numerator > 0) ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    private static OptionalDouble longest(@Nullable Double max) {
        return max == null ? OptionalDouble.empty() : OptionalDouble.of(max);
    }
}
