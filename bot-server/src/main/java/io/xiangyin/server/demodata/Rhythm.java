package io.xiangyin.server.demodata;

import io.xiangyin.core.OpeningHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * When shoppers come: more on Mondays than on Saturdays, at ten in the morning and nine in the evening more than at night; a sale day with its
 * eve and its morrow; one week in which the couriers strike. All by the shop's clock.
 *
 * @param first the first day
 * @param until the first instant after the quarter
 * @param sale the day of the sale
 * @param strike Monday of the bad week
 */
record Rhythm(LocalDate first, Instant until, LocalDate sale, LocalDate strike) {
    /** Shares of the hours of a day, from midnight on. */
    private static final int[] HOURS = {
        10, 6, 3, 2, 2, 4, 9, 20, 42, 66, 76, 64, 52, 54, 62, 66, 60, 50, 46, 58, 74, 78, 56, 28
    };

    private static final int HOURS_SUM = Arrays.stream(HOURS).sum();
    private static final List<MonthDay> SALES = List.of(MonthDay.of(11, 11), MonthDay.of(6, 18), MonthDay.of(12, 12));

    /** The sale is the last of the great ones inside the quarter, else the shop's own on a day at two thirds of it. */
    static Rhythm of(Instant until, int months) {
        LocalDate last = until.atZone(OpeningHours.SHOP_TIME).toLocalDate();
        LocalDate first = last.minusMonths(months);
        LocalDate own = first.plusDays(ChronoUnit.DAYS.between(first, last) * 2 / 3);
        LocalDate sale = SALES.stream()
                .flatMap(day -> Stream.of(day.atYear(last.getYear()), day.atYear(first.getYear())))
                .filter(day -> day.isAfter(first.plusDays(3)) && day.isBefore(last.minusDays(3)))
                .findFirst()
                .orElse(own);
        LocalDate strike = sale.minusWeeks(sale.minusWeeks(5).isAfter(first) ? 4 : 2)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Rhythm(first, until, sale, strike);
    }

    boolean striking(LocalDate day) {
        return !day.isBefore(strike) && day.isBefore(strike.plusWeeks(1));
    }

    /** Whether the sale is in people's minds. */
    boolean selling(LocalDate day) {
        return !day.isBefore(sale.minusDays(1)) && !day.isAfter(sale.plusDays(3));
    }

    /** How much of an ordinary day's traffic a day has; the shop grows by a sixth in three months. */
    double volume(LocalDate day) {
        double growth = 1 + ChronoUnit.DAYS.between(first, day) / 550.0;
        return growth * week(day.getDayOfWeek()) * season(day) * (striking(day) ? 1.35 : 1);
    }

    private static double week(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> 1.14;
            case TUESDAY -> 1.06;
            case WEDNESDAY -> 1.02;
            case THURSDAY -> 1.0;
            case FRIDAY -> 0.98;
            case SATURDAY -> 0.86;
            case SUNDAY -> 0.94;
        };
    }

    private double season(LocalDate day) {
        return switch ((int) ChronoUnit.DAYS.between(sale, day)) {
            case -1 -> 1.7;
            case 0 -> 4.2;
            case 1 -> 2.6;
            case 2 -> 1.8;
            case 3 -> 1.4;
            default -> 1;
        };
    }

    /** What part of a day's traffic an hour has. */
    static double share(int hour) {
        return (double) HOURS[hour] / HOURS_SUM;
    }

    /** Days with their traffic added up, in ordinary days. */
    double total() {
        return days().mapToDouble(this::volume).sum();
    }

    Stream<LocalDate> days() {
        return first.datesUntil(
                until.atZone(OpeningHours.SHOP_TIME).toLocalDate().plusDays(1));
    }

    /** The version of the bot in use: each a month or so, each a little better. */
    int version(Instant at) {
        long all = ChronoUnit.HOURS.between(
                first.atStartOfDay(OpeningHours.SHOP_TIME).toInstant(), until);
        long gone = ChronoUnit.HOURS.between(
                first.atStartOfDay(OpeningHours.SHOP_TIME).toInstant(), at);
        return 1 + Math.clamp(gone * 3 / Math.max(1, all), 0, 2);
    }
}
