package io.xiangyin.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Load on a server from virtual users, all on one event loop. */
final class Load {
    private static final int OPENED_AT_ONCE = 64;
    private static final long PATIENCE_SECONDS = 60;

    private final Context loop;

    Load(Vertx vertx) {
        this.loop = vertx.getOrCreateContext();
    }

    /**
     * Lines fall due at a fixed rate, whatever the server does; each wait counts from when the line was due, so that a
     * stall counts for all it held up.
     */
    Tally open(int users, int perSecond, Duration span, Speaker.Door... doors)
            throws TimeoutException, InterruptedException {
        Tally tally = new Tally();
        List<VirtualUser> crowd = crowd(users, tally, Script.ALL, doors);
        long count = perSecond * span.toMillis() / 1000;
        long step = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long begin = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
        for (int i = 0; i < count; i++) {
            long due = begin + i * step;
            VirtualUser user = crowd.get(i % users);
            sleepUntil(due);
            loop.runOnContext(_ -> user.speakAt(due));
        }
        awaitCount(tally, count);
        leave(crowd);
        return tally;
    }

    /** Sleeps until a moment of {@link System#nanoTime}. */
    static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Every user speaks as soon as it is answered. */
    Tally closed(int users, Duration span, List<Script> scripts, Speaker.Door... doors)
            throws TimeoutException, InterruptedException {
        Tally tally = new Tally();
        List<VirtualUser> crowd = crowd(users, tally, scripts, doors);
        long end = System.nanoTime() + span.toNanos();
        onLoop(() -> {
            crowd.forEach(user -> user.speakUntil(end));
            return Future.succeededFuture();
        });
        TimeUnit.NANOSECONDS.sleep(Math.max(0, end - System.nanoTime()));
        onLoop(() -> {
            tally.close();
            return Future.succeededFuture();
        });
        leave(crowd);
        return tally;
    }

    private List<VirtualUser> crowd(int users, Tally tally, List<Script> scripts, Speaker.Door... doors)
            throws TimeoutException {
        List<VirtualUser> crowd = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            Script script = scripts.get(i / doors.length % scripts.size());
            crowd.add(new VirtualUser(doors[i % doors.length], script, tally));
        }
        all(users, i -> crowd.get(i).prepare());
        return crowd;
    }

    private void leave(List<VirtualUser> crowd) throws TimeoutException {
        onLoop(() -> {
            crowd.forEach(VirtualUser::leave);
            return Future.succeededFuture();
        });
    }

    /** Waits until so many are counted, answered or failed. */
    void awaitCount(Tally tally, long count) throws TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (onLoop(() -> Future.succeededFuture(tally.counted())) < count) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(tally.counted() + " of " + count + " lines were answered");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Runs numbered tasks, some at once, and waits for all; the first failure fails it. */
    void all(int count, IntFunction<Future<?>> task) throws TimeoutException {
        int[] next = {0};
        onLoop(() -> {
            List<Future<?>> chains = new ArrayList<>();
            for (int i = 0; i < Math.min(OPENED_AT_ONCE, count); i++) {
                chains.add(chain(next, count, task));
            }
            return Future.all(chains);
        });
    }

    private static Future<?> chain(int[] next, int count, IntFunction<Future<?>> task) {
        return next[0] == count
                ? Future.succeededFuture()
                : task.apply(next[0]++).compose(_ -> chain(next, count, task));
    }

    /** Runs something on the event loop, soon. */
    void run(Runnable work) {
        loop.runOnContext(_ -> work.run());
    }

    /** Runs something on the event loop and waits for its result. */
    <T> T onLoop(Supplier<Future<T>> work) throws TimeoutException {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(_ -> work.get().onComplete(promise));
        return promise.future().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
