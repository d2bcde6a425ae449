package io.xiangyin.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads. The limit tells what hangs from what is slow on a busy machine. */
final class Wait {
    static final Duration LONGEST = Duration.ofSeconds(60);

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
