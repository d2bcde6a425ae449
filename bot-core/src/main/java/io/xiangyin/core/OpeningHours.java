package io.xiangyin.core;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When people answer, by the clock of China.
 *
 * @param spans when they do in a week; none for always
 * @param holidays days on which nobody does
 */
public record OpeningHours(List<Span> spans, Set<LocalDate> holidays) {
    /** Around the clock, every day. */
    public static final OpeningHours ALWAYS = new OpeningHours(List.of(), Set.of());

    /** The clock of shops and shoppers. */
    public static final ZoneId SHOP_TIME = ZoneId.of("Asia/Shanghai");

    private static final int LOOK_AHEAD_DAYS = 60;

    /**
     * The same hours on a run of days.
     *
     * @param last the last day, inclusive; before the first it runs over the weekend
     * @param to after {@code from}; {@link LocalTime#MAX} for midnight
     */
    public record Span(DayOfWeek first, DayOfWeek last, LocalTime from, LocalTime to) {
        boolean on(DayOfWeek day) {
            return Math.floorMod(day.getValue() - first.getValue(), 7)
                    <= Math.floorMod(last.getValue() - first.getValue(), 7);
        }
    }

    public OpeningHours {
        spans = List.copyOf(spans);
        holidays = Set.copyOf(holidays);
    }

    /** Whether people answer at this time. */
    public boolean isOpen(Instant at) {
        ZonedDateTime here = at.atZone(SHOP_TIME);
        LocalTime time = here.toLocalTime();
        return spansOn(here.toLocalDate()).stream()
                .anyMatch(span -> !time.isBefore(span.from()) && time.isBefore(span.to()));
    }

    /** When people answer next; null if nobody does within two months. */
    public @Nullable ZonedDateTime nextOpening(Instant after) {
        ZonedDateTime here = after.atZone(SHOP_TIME);
        for (int days = 0; days <= LOOK_AHEAD_DAYS; days++) {
            LocalDate date = here.toLocalDate().plusDays(days);
            ZonedDateTime next = spansOn(date).stream()
                    .map(span -> date.atTime(span.from()).atZone(SHOP_TIME))
                    .filter(opening -> opening.isAfter(here))
                    .min(ZonedDateTime::compareTo)
                    .orElse(null);
            if (next != null) {
                return next;
            }
        }
        return null;
    }

    private List<Span> spansOn(LocalDate date) {
        if (holidays.contains(date)) {
            return List.of();
        }
        return spans.isEmpty()
                ? List.of(new Span(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, LocalTime.MIN, LocalTime.MAX))
                : spans.stream().filter(span -> span.on(date.getDayOfWeek())).toList();
    }
}
