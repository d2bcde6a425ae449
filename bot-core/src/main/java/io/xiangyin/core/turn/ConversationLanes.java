package io.xiangyin.core.turn;

import io.xiangyin.core.ConversationId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after another within a conversation and in parallel between conversations, each lane on a virtual
 * thread that lives only while there is work. Tasks may block.
 */
public final class ConversationLanes implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final BiConsumer<ConversationId, RuntimeException> onFailure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<ConversationId, Deque<Runnable>> lanes = new HashMap<>();
    private boolean closed;

    /** @param onFailure told when a task throws; the lane goes on with the next */
    public ConversationLanes(BiConsumer<ConversationId, RuntimeException> onFailure) {
        this.onFailure = onFailure;
    }

    /** Queues a task behind those already there for the conversation; after {@link #close} it is left undone. */
    public void submit(ConversationId id, Runnable task) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Deque<Runnable> lane = lanes.get(id);
            if (lane == null) {
                lane = new ArrayDeque<>();
                lanes.put(id, lane);
                Thread.ofVirtual().name("lane-" + id).start(() -> run(id));
            }
            lane.add(task);
        } finally {
            lock.unlock();
        }
    }

    private void run(ConversationId id) {
        for (Runnable task = next(id); task != null; task = next(id)) {
            try {
                runGuarded(id, task);
            } catch (RuntimeException | Error deafListener) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, deafListener);
            }
        }
    }

    private void runGuarded(ConversationId id, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failure) {
            onFailure.accept(id, failure);
        } catch (Error failure) {
            onFailure.accept(id, new IllegalStateException("A task broke down: " + failure, failure));
        }
    }

    private @Nullable Runnable next(ConversationId id) {
        lock.lock();
        try {
            Deque<Runnable> lane = lanes.get(id);
            Runnable task = lane == null ? null : lane.poll();
            if (task == null) {
                lanes.remove(id);
                if (lanes.isEmpty()) {
                    idle.signalAll();
                }
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no new tasks and waits up to ten seconds for those already queued. */
    @Override
    public void close() {
        int unfinished = 0;
        lock.lock();
        try {
            closed = true;
            long left = DRAIN.toNanos();
            while (!lanes.isEmpty() && left > 0) {
                left = idle.awaitNanos(left);
            }
            unfinished = lanes.size();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        if (unfinished > 0) {
            onFailure.accept(
                    new ConversationId("shutdown"),
                    new IllegalStateException(unfinished + " conversations still had work after " + DRAIN.toSeconds()
                            + " s; it is taken up again at the next start"));
        }
    }
}
