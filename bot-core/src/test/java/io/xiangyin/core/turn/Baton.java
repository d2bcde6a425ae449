package io.xiangyin.core.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Lets several threads run one at a time, in an order that depends on nothing but a random source. */
final class Baton {
    private final Random random;
    private final Semaphore returned = new Semaphore(0);
    private final List<Runner> runners = new ArrayList<>();
    private @Nullable Runner holder;

    private static final class Runner {
        private final String name;
        private final Runnable task;
        private final Semaphore go = new Semaphore(0);
        private volatile boolean done;
        private volatile @Nullable Throwable failure;

        Runner(String name, Runnable task) {
            this.name = name;
            this.task = task;
        }
    }

    Baton(Random random) {
        this.random = random;
    }

    void join(String name, Runnable task) {
        runners.add(new Runner(name, task));
    }

    /** The name of the one who runs now. */
    String holder() {
        return holder == null ? "" : holder.name;
    }

    /** Stops here until chosen again. */
    void pass() {
        Runner me = holder;
        if (me != null) {
            returned.release();
            me.go.acquireUninterruptibly();
        }
    }

    /** Runs all to their end. */
    void run() {
        List<Runner> running = new ArrayList<>(runners);
        running.forEach(runner -> Thread.ofVirtual().name(runner.name).start(() -> live(runner)));
        while (!running.isEmpty()) {
            Runner next = running.get(random.nextInt(running.size()));
            holder = next;
            next.go.release();
            returned.acquireUninterruptibly();
            Throwable failure = next.failure;
            if (failure != null) {
                throw new AssertionError(next.name + " failed", failure);
            }
            if (next.done) {
                running.remove(next);
            }
        }
        holder = null;
    }

    private void live(Runner runner) {
        runner.go.acquireUninterruptibly();
        try {
            runner.task.run();
        } catch (Throwable failure) {
            runner.failure = failure;
        }
        runner.done = true;
        returned.release();
    }
}
