package io.xiangyin.server.outbound;

import io.xiangyin.core.OpeningHours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * When nobody is told anything unasked.
 *
 * @param from the hour it begins, in China
 * @param to the hour it ends
 */
public record QuietHours(LocalTime from, LocalTime to) {
    /** From ten in the evening to eight in the morning. */
    public static final QuietHours DEFAULT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));

    /** How long to wait before telling; nothing outside the quiet hours. */
    Duration left(Instant now) {
        ZonedDateTime here = now.atZone(OpeningHours.SHOP_TIME);
        LocalTime time = here.toLocalTime();
        boolean overMidnight = from.isAfter(to);
        boolean quiet =
                overMidnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return Duration.ZERO;
        }
        ZonedDateTime end = here.with(to);
        return Duration.between(here, end.isAfter(here) ? end : end.plusDays(1));
    }
}
