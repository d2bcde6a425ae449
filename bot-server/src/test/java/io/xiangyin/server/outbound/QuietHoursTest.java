package io.xiangyin.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/** Nobody is woken. Times are those of China, eight hours ahead of the instants. */
class QuietHoursTest {
    @Test
    void by_day_it_is_not_quiet() {
        assertThat(QuietHours.DEFAULT.at(Instant.parse("2026-11-11T00:00:00Z"))).isFalse();
        assertThat(QuietHours.DEFAULT.at(Instant.parse("2026-11-11T13:59:59Z"))).isFalse();
    }

    @Test
    void from_ten_in_the_evening_it_is_quiet_until_eight() {
        assertThat(QuietHours.DEFAULT.at(Instant.parse("2026-11-11T14:00:00Z"))).isTrue();
        assertThat(QuietHours.DEFAULT.at(Instant.parse("2026-11-11T23:59:59Z"))).isTrue();
    }

    @Test
    void hours_within_a_day_are_quiet_as_well() {
        QuietHours noon = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));
        assertThat(noon.at(Instant.parse("2026-11-11T05:00:00Z"))).isTrue();
        assertThat(noon.at(Instant.parse("2026-11-11T07:00:00Z"))).isFalse();
    }
}
