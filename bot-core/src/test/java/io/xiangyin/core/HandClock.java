package io.xiangyin.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that is moved by hand, forth and back. */
public final class HandClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-01T02:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void forward(Duration by) {
        now = now.plus(by);
    }

    public void back(Duration by) {
        now = now.minus(by);
    }
}
