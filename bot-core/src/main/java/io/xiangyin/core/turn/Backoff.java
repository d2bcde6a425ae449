package io.xiangyin.core.turn;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before trying a delivery again: each wait is four times the one before, up to a limit.
 *
 * @param first wait after the first failure
 * @param longest limit of a single wait
 * @param attempts how many tries in all before the reply is given up
 */
public record Backoff(Duration first, Duration longest, int attempts) {
    /** 1 s, 4 s, 16 s … 10 min; given up after ten tries, about 50 minutes. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10), 10);

    /**
     * The wait after a failure.
     *
     * @param attempt number of the try that failed, from 1
     * @return null if it was the last
     */
    @Nullable Duration after(int attempt) {
        if (attempt >= attempts) {
            return null;
        }
        Duration wait = first;
        for (int i = 1; i < attempt && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(4);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
