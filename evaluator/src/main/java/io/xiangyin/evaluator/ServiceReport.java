package io.xiangyin.evaluator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service report; component names are the field names of its JSON. What each field means stands in
 * {@link MetricCatalogue}.
 *
 * @param groups empty unless a grouping was asked for
 */
public record ServiceReport(
        Instant from,
        Instant to,
        Instant generatedAt,
        Counts counts,
        Metrics metrics,
        List<SeriesPoint> series,
        List<Group> groups) {

    /** How much there was; everything but {@code excluded} is about counted conversations. */
    public record Counts(
            int conversations,
            Excluded excluded,
            int open,
            int customerMessages,
            int botReplies,
            int handoffs,
            int transfers) {}

    /** Conversations of the window that are left out, each under the first reason that applies. */
    public record Excluded(int test, int empty, int greetingOnly, int byRule) {}

    /** All metrics over the whole window. */
    public record Metrics(
            Distribution botFirstResponseMs,
            HandoffSpans handoff,
            Distribution humanFirstResponse,
            CleanedWaits humanFirstResponseCleaned,
            Distribution totalFirstHelp,
            Rate containmentRate,
            BotResolution botResolutionRate,
            FirstContactResolution firstContactResolutionRate,
            Rate reopenRate,
            Rate repeatContactRate,
            Mean transfersPerCase,
            Rate abandonmentRate,
            ServiceLevel serviceLevel,
            Rate csat,
            NetPromoterScore nps,
            Rate ratingParticipation,
            Rate unansweredRate,
            Rate falseAnswerRate,
            Distribution waitForecastError,
            Rate askedAgainRate,
            Rate complaintClosureRate,
            Distribution complaintClosureHours,
            UnderstandingQuality understanding,
            Map<String, List<Histogram.Bar>> histograms) {}

    /**
     * How well the bot understands, by the judgement of people.
     *
     * @param accuracyByDialect by dialect code
     * @param alerts dialects that are understood too badly
     */
    public record UnderstandingQuality(Rate accuracy, Map<String, Rate> accuracyByDialect, List<DialectAlert> alerts) {}

    /** A dialect below the least accuracy. */
    public record DialectAlert(String dialect, Rate accuracy) {}

    /** The spans of a handoff, seconds. */
    public record HandoffSpans(
            Distribution requestToAck,
            Distribution ackToQueued,
            Distribution queuedToAccepted,
            Distribution acceptedToFirstReply,
            Distribution total,
            AbandonedWaits abandoned) {}

    /**
     * Waits no agent came to, with their age in seconds.
     *
     * @param stillWaiting how many of them are not over; their age grows with every report
     */
    public record AbandonedWaits(
            int count,
            @Nullable Double p50,
            @Nullable Double p90,
            @Nullable Double p95,
            @Nullable Double p99,
            @Nullable Double max,
            int stillWaiting) {

        static AbandonedWaits of(Distribution ages, int stillWaiting) {
            return new AbandonedWaits(
                    ages.count(), ages.p50(), ages.p90(), ages.p95(), ages.p99(), ages.max(), stillWaiting);
        }
    }

    /** A rate whose numerator is {@code confirmed + assumed}. */
    public record BotResolution(
            @Nullable Double value, long numerator, long denominator, long confirmed, long assumed) {}

    /**
     * First contact resolution of the whole service and of the bot alone, over the same issues.
     *
     * @param provisional issues of the denominator whose window is still running
     */
    public record FirstContactResolution(Rate service, Rate bot, int windowDays, long provisional) {}

    /** A rate with the target it was measured against. */
    public record ServiceLevel(@Nullable Double value, long numerator, long denominator, int targetSeconds) {}

    /**
     * Promoters minus detractors.
     *
     * @param value points, −100 to 100
     * @param numerator promoters − detractors, so it may be below zero
     * @param denominator all who rated
     */
    public record NetPromoterScore(
            @Nullable Double value, long numerator, long denominator, long promoters, long detractors) {}

    /** One hour or day of the window, by the start of the conversation. */
    public record SeriesPoint(
            Instant from,
            Instant to,
            int conversations,
            FirstContactResolution firstContactResolutionRate,
            Distribution botFirstResponseMs,
            int handoffs,
            Rate csat,
            NetPromoterScore nps) {}

    /** The conversations that share a key. */
    public record Group(
            String key,
            int conversations,
            FirstContactResolution firstContactResolutionRate,
            Rate containmentRate,
            Distribution botFirstResponseMs,
            Rate accuracy,
            Rate unansweredRate,
            Rate handoffRate,
            Distribution humanFirstResponse,
            Rate csat) {}
}
