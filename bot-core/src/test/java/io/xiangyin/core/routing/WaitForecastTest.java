package io.xiangyin.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitForecastTest {
    private final WaitForecast forecast = new WaitForecast();

    @Test
    void before_anything_is_known_it_goes_by_the_room_of_those_on_duty() {
        assertThat(forecast.seconds(1, 8)).isEqualTo(30);
        assertThat(forecast.seconds(4, 8)).isEqualTo(120);
        assertThat(forecast.seconds(1, 0)).isEqualTo(240);
    }

    @Test
    void it_learns_from_the_waits_just_past_and_is_not_moved_by_one_odd_wait() {
        for (int i = 0; i < 10; i++) {
            forecast.learn(2, 40);
        }
        forecast.learn(1, 9_000);

        assertThat(forecast.seconds(3, 8)).isEqualTo(60);
    }
}
