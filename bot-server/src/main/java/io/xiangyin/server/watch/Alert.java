package io.xiangyin.server.watch;

import io.xiangyin.evaluator.Radar.Finding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding that lasts.
 *
 * @param finding as it was found last
 * @param closedAt when it was normal again; null while it lasts
 * @param acknowledgedBy name of who takes care of it
 * @param note what they do about it
 */
public record Alert(
        long id,
        Finding finding,
        Instant openedAt,
        Instant seenAt,
        @Nullable Instant closedAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        @Nullable String note) {}
