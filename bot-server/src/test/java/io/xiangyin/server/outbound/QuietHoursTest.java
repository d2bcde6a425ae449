package io.xiangyin.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

/** Nobody is woken. Times are those of China, eight hours ahead of the instants. */
class QuietHoursTest {
    @Test
    void by_day_there_is_nothing_to_wait_for() {
        assertThat(QuietHours.DEFAULT.left(Instant.parse("2026-11-11T00:00:00Z")))
                .isZero();
        assertThat(QuietHours.DEFAULT.left(Instant.parse("2026-11-11T13:59:59Z")))
                .isZero();
    }

    @Test
    void from_ten_in_the_evening_news_wait_until_eight() {
        assertThat(QuietHours.DEFAULT.left(Instant.parse("2026-11-11T14:00:00Z")))
                .isEqualTo(Duration.ofHours(10));
        assertThat(QuietHours.DEFAULT.left(Instant.parse("2026-11-11T23:30:00Z")))
                .isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void hours_within_a_day_are_quiet_as_well() {
        QuietHours noon = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));
        assertThat(noon.left(Instant.parse("2026-11-11T05:00:00Z"))).isEqualTo(Duration.ofHours(1));
        assertThat(noon.left(Instant.parse("2026-11-11T07:00:00Z"))).isZero();
    }
}
