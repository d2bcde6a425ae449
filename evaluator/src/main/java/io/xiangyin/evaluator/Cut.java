package io.xiangyin.evaluator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * What a report is cut into: the hours or the days of the shop's clock.
 *
 * @param unit hours or days
 * @param zone whose midnights and full hours they begin at
 */
public record Cut(ChronoUnit unit, ZoneId zone) {
    private static final Duration HOURLY_UP_TO = Duration.ofDays(2);

    public static Cut hours(ZoneId zone) {
        return new Cut(ChronoUnit.HOURS, zone);
    }

    public static Cut days(ZoneId zone) {
        return new Cut(ChronoUnit.DAYS, zone);
    }

    /** How the series of a window is cut: into hours up to two days, into days if it is longer. */
    public static Cut of(Instant from, Instant to, ZoneId zone) {
        return Duration.between(from, to).compareTo(HOURLY_UP_TO) <= 0 ? hours(zone) : days(zone);
    }

    /** Where the one begins that an instant lies in. */
    public Instant begin(Instant instant) {
        return instant.atZone(zone).truncatedTo(unit).toInstant();
    }

    /** Where the next one begins after that which an instant lies in. */
    public Instant next(Instant instant) {
        ZonedDateTime begun = instant.atZone(zone).truncatedTo(unit);
        return unit == ChronoUnit.DAYS
                ? begun.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant()
                : begun.plusHours(1).toInstant();
    }

    /** The first beginning at or after an instant. */
    public Instant ceiling(Instant instant) {
        return begin(instant).equals(instant) ? instant : next(instant);
    }
}
