package io.xiangyin.channel.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** So many of something are free to each address in a minute of the clock. Many threads may ask. */
public final class PerMinute {
    private static final long MINUTE_MS = Duration.ofMinutes(1).toMillis();

    private final int most;
    private final InstantSource clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private long minute;

    public PerMinute(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Counts one more; false if the address has had its share of this minute. */
    public synchronized boolean allows(String address) {
        long now = clock.millis() / MINUTE_MS;
        if (now != minute) {
            counts.clear();
            minute = now;
        }
        return counts.merge(address, 1, Integer::sum) <= most;
    }

    /** How long until everybody has a full share again. */
    public Duration untilNext() {
        return Duration.ofMillis(MINUTE_MS - clock.millis() % MINUTE_MS);
    }
}
