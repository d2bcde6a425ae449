package io.xiangyin.core.turn;

import io.xiangyin.core.ConversationId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after another within a conversation and in parallel between conversations, each lane on a virtual
 * thread that lives only while there is work. Tasks may block.
 */
public final class ConversationLanes implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(10);

    private final ConcurrentHashMap<ConversationId, Deque<Runnable>> lanes = new ConcurrentHashMap<>();
    private final BiConsumer<ConversationId, RuntimeException> onFailure;
    private volatile @Nullable CountDownLatch drained;

    /** @param onFailure told when a task throws; the lane goes on with the next */
    public ConversationLanes(BiConsumer<ConversationId, RuntimeException> onFailure) {
        this.onFailure = onFailure;
    }

    /** Queues a task behind those already there for the conversation; after {@link #close} it is left undone. */
    public void submit(ConversationId id, Runnable task) {
        lanes.compute(id, (_, waiting) -> {
            if (waiting != null) {
                waiting.add(task);
                return waiting;
            }
            if (drained != null) {
                return null;
            }
            Deque<Runnable> lane = new ArrayDeque<>();
            lane.add(task);
            Thread.ofVirtual().name("lane-" + id).start(() -> run(id));
            return lane;
        });
    }

    private void run(ConversationId id) {
        for (Runnable task = next(id); task != null; task = next(id)) {
            try {
                task.run();
            } catch (RuntimeException failure) {
                onFailure.accept(id, failure);
            }
        }
        CountDownLatch closing = drained;
        if (closing != null && lanes.isEmpty()) {
            closing.countDown();
        }
    }

    private @Nullable Runnable next(ConversationId id) {
        Runnable[] task = new Runnable[1];
        lanes.computeIfPresent(id, (_, waiting) -> {
            task[0] = waiting.poll();
            return task[0] == null ? null : waiting;
        });
        return task[0];
    }

    /** Takes no new conversations and waits up to ten seconds for the work in hand. */
    @Override
    public void close() {
        CountDownLatch closing = new CountDownLatch(1);
        drained = closing;
        if (lanes.isEmpty()) {
            return;
        }
        try {
            boolean done = closing.await(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
            if (!done) {
                onFailure.accept(
                        new ConversationId("shutdown"),
                        new IllegalStateException(lanes.size()
                                + " conversations still had work after " + DRAIN.toSeconds()
                                + " s; it is taken up again at the next start"));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
