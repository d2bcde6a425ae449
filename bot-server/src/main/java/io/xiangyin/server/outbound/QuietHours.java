package io.xiangyin.server.outbound;

import io.xiangyin.core.OpeningHours;
import java.time.Instant;
import java.time.LocalTime;

/**
 * When nobody is told anything unasked.
 *
 * @param from the hour it begins, in China
 * @param to the hour it ends
 */
public record QuietHours(LocalTime from, LocalTime to) {
    /** From ten in the evening to eight in the morning. */
    public static final QuietHours DEFAULT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));

    /** Whether it is quiet then. */
    public boolean at(Instant now) {
        LocalTime time = now.atZone(OpeningHours.SHOP_TIME).toLocalTime();
        boolean overMidnight = from.isAfter(to);
        return overMidnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
    }
}
