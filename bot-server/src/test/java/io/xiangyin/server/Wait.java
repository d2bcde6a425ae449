package io.xiangyin.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads. */
final class Wait {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Wait() {}

    /** Returns as soon as it is so; fails after a while, saying what was waited for. */
    static void until(String what, BooleanSupplier so) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + LONGEST.toSeconds() + " s in vain until " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
