package io.xiangyin.evaluator;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the risk radar watches, over conversations that began in the last hour. Shares from 0 to 1, waits in seconds. */
public enum Indicator {
    /** How many conversations began. */
    CONVERSATIONS("conversations", true, null),
    /** Conversations that went to a human. */
    HANDOFF_RATE("handoffRate", true, null),
    /** Waits that ended without an agent. */
    ABANDONMENT_RATE("abandonmentRate", true, 0.2),
    /** From asking for a human to the first words of one, 90th percentile. */
    HUMAN_WAIT("humanFirstResponse", true, 300.0),
    /** Handoffs answered within the target; few are bad. */
    SERVICE_LEVEL("serviceLevel", false, 0.5),
    /** The bot's first reply, 90th percentile. */
    BOT_WAIT("botFirstResponse", true, 3.0),
    /** Questions without an answer. */
    UNANSWERED_RATE("unansweredRate", true, 0.4),
    /** Satisfied of those who rated; few are bad. */
    CSAT("csat", false, 0.5),
    /** Conversations handed over for a complaint. */
    COMPLAINT_RATE("complaintRate", true, 0.15),
    /** Conversations in which the language model did not answer. */
    LLM_FAILURE_RATE("llmFailureRate", true, 0.05),
    /** Conversations in which another part the bot depends on did not answer. */
    OUTSIDE_FAILURE_RATE("outsideFailureRate", true, 0.1),
    /** Conversations in which an agent asked for what was given already. */
    ASKED_AGAIN_RATE("askedAgainRate", true, 0.25);

    private final String word;
    private final boolean moreIsWorse;
    private final @Nullable Double limit;

    /**
     * One value of an indicator.
     *
     * @param value NaN when there was nothing to measure
     * @param count how many it is measured over
     */
    record Reading(double value, long count) {
        static Reading of(Rate rate) {
            Double value = rate.value();
            return new Reading(value == null ? Double.NaN : value, rate.denominator());
        }

        /** @param unit how many of the distribution's units make one of the reading's */
        static Reading p90(Distribution distribution, double unit) {
            Double value = distribution.p90();
            return new Reading(value == null ? Double.NaN : value / unit, distribution.count());
        }
    }

    Indicator(String word, boolean moreIsWorse, @Nullable Double limit) {
        this.word = word;
        this.moreIsWorse = moreIsWorse;
        this.limit = limit;
    }

    /** The name used in {@code bot.yaml} and in the API. */
    public String word() {
        return word;
    }

    /** From this value on it raises an alert, unless the shop sets another; null for none. */
    public @Nullable Double limit() {
        return limit;
    }

    /** Whether high values are the bad ones. */
    public boolean moreIsWorse() {
        return moreIsWorse;
    }

    public static Optional<Indicator> find(String word) {
        return Stream.of(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    Reading read(Scope scope) {
        return switch (this) {
            case CONVERSATIONS ->
                new Reading(scope.conversations().size(), scope.conversations().size());
            case HANDOFF_RATE -> Reading.of(ResolutionMetrics.HANDOFF.over(scope));
            case ABANDONMENT_RATE -> Reading.of(QueueMetrics.ABANDONMENT.over(scope));
            case HUMAN_WAIT -> Reading.p90(ResponseMetrics.HUMAN_FIRST_RESPONSE.over(scope), 1);
            case SERVICE_LEVEL -> {
                ServiceReport.ServiceLevel level = QueueMetrics.SERVICE_LEVEL.over(scope);
                yield Reading.of(Rate.of(level.numerator(), level.denominator()));
            }
            case BOT_WAIT -> Reading.p90(ResponseMetrics.BOT_FIRST_RESPONSE.over(scope), 1_000);
            case UNANSWERED_RATE -> Reading.of(QualityMetrics.UNANSWERED.over(scope));
            case CSAT -> Reading.of(QualityMetrics.CSAT.over(scope));
            case COMPLAINT_RATE ->
                share(
                        scope,
                        one -> one.contacts().stream()
                                .anyMatch(contact -> contact.episode().complaint()));
            case LLM_FAILURE_RATE -> share(scope, one -> one.facts().failed().contains(Episodes.LANGUAGE_MODEL));
            case OUTSIDE_FAILURE_RATE ->
                share(
                        scope,
                        one -> one.facts().failed().stream().anyMatch(part -> !part.equals(Episodes.LANGUAGE_MODEL)));
            case ASKED_AGAIN_RATE -> Reading.of(DeskMetrics.ASKED_AGAIN.over(scope));
        };
    }

    private static Reading share(Scope scope, Predicate<JudgedConversation> counted) {
        return Reading.of(Rate.of(scope.conversations(), counted));
    }
}
