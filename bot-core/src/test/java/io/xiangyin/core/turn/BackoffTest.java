package io.xiangyin.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsGrowFourfoldUpToTheLimitAndEndWithTheLastTry() {
        assertThat(IntStream.rangeClosed(1, 9).mapToObj(Backoff.DEFAULT::after))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(64),
                        Duration.ofSeconds(256),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10));
        assertThat(Backoff.DEFAULT.after(10)).isNull();
    }

    @Test
    void aSingleTryIsNeverRepeated() {
        assertThat(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1).after(1))
                .isNull();
    }
}
