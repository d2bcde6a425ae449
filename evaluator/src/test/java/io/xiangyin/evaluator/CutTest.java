package io.xiangyin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CutTest {
    private static final Instant NOON = Instant.parse("2026-11-20T04:00:00Z");

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void days_begin_at_the_shops_midnight() {
        Cut days = Cut.days(ZoneId.of("Asia/Shanghai"));
        assertThat(days.begin(NOON)).isEqualTo(at("2026-11-19T16:00:00Z"));
        assertThat(days.next(NOON)).isEqualTo(at("2026-11-20T16:00:00Z"));
        assertThat(days.ceiling(NOON)).isEqualTo(at("2026-11-20T16:00:00Z"));
        assertThat(days.ceiling(at("2026-11-19T16:00:00Z"))).isEqualTo(at("2026-11-19T16:00:00Z"));
    }

    @Test
    void hours_begin_when_the_shops_clock_strikes() {
        Cut hours = Cut.hours(ZoneId.of("Asia/Kolkata"));
        assertThat(hours.begin(NOON)).isEqualTo(at("2026-11-20T03:30:00Z"));
        assertThat(hours.next(NOON)).isEqualTo(at("2026-11-20T04:30:00Z"));
    }

    @Test
    void a_day_without_a_midnight_begins_when_it_begins_and_the_next_one_at_midnight() {
        Cut days = Cut.days(ZoneId.of("America/Sao_Paulo"));
        Instant first = at("2018-11-04T03:00:00Z"); // 01:00, for the clock skipped an hour at midnight
        assertThat(days.begin(first.plusSeconds(60))).isEqualTo(first);
        assertThat(days.next(first)).isEqualTo(at("2018-11-05T02:00:00Z"));
        assertThat(days.next(first.minusSeconds(1))).isEqualTo(first);
    }

    @Test
    void the_hour_that_comes_twice_is_two_hours() {
        Cut hours = Cut.hours(ZoneId.of("Europe/Berlin"));
        Instant first = at("2026-10-25T00:00:00Z");
        assertThat(hours.next(first)).isEqualTo(at("2026-10-25T01:00:00Z"));
        assertThat(hours.begin(at("2026-10-25T01:30:00Z"))).isEqualTo(at("2026-10-25T01:00:00Z"));
    }

    @Test
    void windows_of_more_than_two_days_are_cut_into_days() {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        assertThat(Cut.of(NOON, at("2026-11-22T04:00:00Z"), zone)).isEqualTo(Cut.hours(zone));
        assertThat(Cut.of(NOON, at("2026-11-22T04:00:01Z"), zone)).isEqualTo(Cut.days(zone));
    }
}
