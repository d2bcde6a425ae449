package io.xiangyin.core.turn;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits how many turns compute at the same time, so that under load new messages are still stored and acknowledged
 * promptly; they then wait a little longer for their answer, and several from one shopper are answered as one. Waiting
 * for somebody outside takes no place.
 */
final class Workplaces {
    private final Semaphore places;

    Workplaces(int count) {
        this.places = new Semaphore(count);
    }

    /**
     * Half as many as there are processors, at least one: the other half keeps storing and acknowledging. On two
     * processors that tripled the acknowledged messages under overload and cost no turn (docs/benchmarks.md).
     */
    static Workplaces halfTheProcessors() {
        return new Workplaces(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** Computes something in a place. */
    <T> T compute(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** Waits for something outside in the midst of {@link #compute}; the place is free meanwhile. */
    <T> T outside(Supplier<T> call) {
        places.release();
        try {
            return call.get();
        } finally {
            places.acquireUninterruptibly();
        }
    }
}
