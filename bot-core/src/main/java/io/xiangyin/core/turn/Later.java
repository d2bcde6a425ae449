package io.xiangyin.core.turn;

import java.time.Duration;

/** Runs a task after a while. */
@FunctionalInterface
public interface Later {
    void run(Duration delay, Runnable task);
}
