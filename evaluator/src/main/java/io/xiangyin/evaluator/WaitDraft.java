package io.xiangyin.evaluator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A {@link Wait} while its conversation is being read. */
final class WaitDraft {
    private final boolean transfer;
    private final Instant requestedAt;
    private @Nullable Instant acknowledgedAt;
    private @Nullable Instant queuedAt;
    private @Nullable Instant acceptedAt;
    private @Nullable Instant repliedAt;
    private @Nullable Instant humanTextAt;
    private @Nullable Instant leftAt;
    private @Nullable Duration expected;

    WaitDraft(boolean transfer, Instant requestedAt) {
        this.transfer = transfer;
        this.requestedAt = requestedAt;
    }

    void acknowledged(Instant at) {
        acknowledgedAt = acknowledgedAt == null ? at : acknowledgedAt;
    }

    void queued(Instant at) {
        queuedAt = queuedAt == null ? at : queuedAt;
    }

    /** The first forecast counts: it is the one that the shopper decided by. */
    void told(Duration forecast) {
        expected = expected == null ? forecast : expected;
    }

    void accepted(Instant at) {
        acceptedAt = at;
    }

    void replied(Instant at) {
        repliedAt = repliedAt == null ? at : repliedAt;
    }

    void humanText(Instant at) {
        humanTextAt = at;
    }

    void left(Instant at) {
        leftAt = at;
    }

    Wait build() {
        return new Wait(
                transfer, requestedAt, acknowledgedAt, queuedAt, acceptedAt, repliedAt, humanTextAt, leftAt, expected);
    }
}
