package io.xiangyin.channel.http;

import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts, by address, the calls that named something that is not there or not the caller's. Who names too many of them
 * in a minute is guessing and hears 429 instead; whoever names their own is served as ever, even from the same address.
 */
final class Guesses {
    /** So many wrong names a minute are taken for slips. */
    static final int FREE = 600;

    private static final long WINDOW_MS = 60_000;

    private final ConcurrentHashMap<String, Integer> wrong = new ConcurrentHashMap<>();

    Guesses(Vertx vertx) {
        vertx.setPeriodic(WINDOW_MS, _ -> wrong.clear());
    }

    /** The answer for a wrong name from an address. */
    Problem answer(Problem notThere, String address) {
        return wrong.merge(address, 1, Integer::sum) <= FREE
                ? notThere
                : new Problem(429, "too-many-wrong-names", "Too many wrong addresses. Wait a minute.");
    }
}
