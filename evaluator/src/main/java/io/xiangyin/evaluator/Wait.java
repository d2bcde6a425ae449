package io.xiangyin.evaluator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a human, from the request to that human's first words. Asking again while waiting is the same wait.
 *
 * @param transfer whether it began with an agent's transfer, whose time is then the request
 * @param requestedAt when the shopper asked, which is before the bot understood it if they asked in words
 * @param acknowledgedAt first notice after the request
 * @param queuedAt when it entered the queue
 * @param acceptedAt when an agent joined
 * @param repliedAt first words of that agent
 * @param humanTextAt first words of any agent, also of the one it was transferred to before the first said anything;
 *     null for a transfer
 * @param leftAt when the shopper left, or closed the matter, without an agent
 * @param expected the wait from the queue on that the shopper was told first
 */
record Wait(
        boolean transfer,
        Instant requestedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant queuedAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant repliedAt,
        @Nullable Instant humanTextAt,
        @Nullable Instant leftAt,
        @Nullable Duration expected) {

    boolean queued() {
        return queuedAt != null;
    }

    boolean abandoned() {
        return leftAt != null;
    }

    /** In the queue, or on the way to it, right now. */
    boolean waiting() {
        return acceptedAt == null && leftAt == null;
    }

    Optional<Duration> requestToAck() {
        return between(requestedAt, acknowledgedAt);
    }

    Optional<Duration> ackToQueued() {
        return between(acknowledgedAt, queuedAt);
    }

    Optional<Duration> queuedToAccepted() {
        return between(queuedAt, acceptedAt);
    }

    /** How far the forecast was off, either way; empty if there was none or no agent came. */
    Optional<Duration> forecastError() {
        Duration told = expected;
        return told == null
                ? Optional.empty()
                : queuedToAccepted().map(waited -> waited.minus(told).abs());
    }

    Optional<Duration> acceptedToFirstReply() {
        return between(acceptedAt, repliedAt);
    }

    Optional<Duration> total() {
        return between(requestedAt, repliedAt);
    }

    Optional<Duration> humanFirstResponse() {
        return between(requestedAt, humanTextAt);
    }

    /** How long a wait that ended without an agent lasted; empty if one came, or it is not over. */
    Optional<Duration> ageWithoutAgent() {
        return acceptedAt != null ? Optional.empty() : between(requestedAt, leftAt);
    }

    private static Optional<Duration> between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null || to.isBefore(from)
                ? Optional.empty()
                : Optional.of(Duration.between(from, to));
    }
}
