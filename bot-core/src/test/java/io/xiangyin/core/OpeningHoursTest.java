package io.xiangyin.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.OpeningHours.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {
    private static final OpeningHours OFFICE = new OpeningHours(
            List.of(
                    new Span(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, LocalTime.of(9, 0), LocalTime.of(18, 0)),
                    new Span(DayOfWeek.SATURDAY, DayOfWeek.SATURDAY, LocalTime.of(10, 0), LocalTime.of(16, 0))),
            Set.of(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2)));

    private static Instant china(String time) {
        return Instant.parse(time + ":00+08:00");
    }

    @Test
    void hours_are_those_of_the_shop_s_clock_and_end_on_the_minute() {
        assertThat(OFFICE.isOpen(china("2026-11-23T09:00"))).isTrue();
        assertThat(OFFICE.isOpen(china("2026-11-23T08:59"))).isFalse();
        assertThat(OFFICE.isOpen(china("2026-11-23T18:00"))).isFalse();
        assertThat(OFFICE.isOpen(china("2026-11-22T12:00"))).as("Sunday").isFalse();
        assertThat(OFFICE.isOpen(china("2026-10-01T12:00"))).as("holiday").isFalse();
        assertThat(OpeningHours.ALWAYS.isOpen(china("2026-10-01T03:00"))).isTrue();
    }

    @Test
    void the_next_opening_leaps_over_weekends_and_holidays() {
        assertThat(OFFICE.nextOpening(china("2026-11-23T07:00"))).isEqualTo(shopTime("2026-11-23T09:00"));
        assertThat(OFFICE.nextOpening(china("2026-11-21T17:00"))).isEqualTo(shopTime("2026-11-23T09:00"));
        assertThat(OFFICE.nextOpening(china("2026-09-30T20:00"))).isEqualTo(shopTime("2026-10-03T10:00"));
    }

    @Test
    void a_run_of_days_may_go_over_the_weekend() {
        Span span = new Span(DayOfWeek.SATURDAY, DayOfWeek.MONDAY, LocalTime.of(9, 0), LocalTime.of(10, 0));
        assertThat(span.on(DayOfWeek.SUNDAY)).isTrue();
        assertThat(span.on(DayOfWeek.TUESDAY)).isFalse();
    }

    private static ZonedDateTime shopTime(String time) {
        return china(time).atZone(OpeningHours.SHOP_TIME);
    }
}
