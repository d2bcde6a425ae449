package io.xiangyin.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ConversationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConversationLanesTest {
    private final ConversationId id = new ConversationId("conversation-1");
    private final ConversationId other = new ConversationId("conversation-2");
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final ConversationLanes lanes =
            new ConversationLanes((lane, failure) -> failures.add(lane + ": " + failure.getMessage()));

    @Test
    void tasksOfOneConversationRunOneAfterAnotherInOrder() {
        List<Integer> order = new ArrayList<>(); // unguarded on purpose: one thread at a time
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            lanes.submit(id, () -> {
                overlapped.compareAndSet(false, inside.incrementAndGet() > 1);
                order.add(number);
                inside.decrementAndGet();
            });
        }
        lanes.close();

        assertThat(overlapped).isFalse();
        assertThat(order).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void conversationsRunSideBySide() {
        CyclicBarrier bothAreHere = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();
        Runnable task = () -> {
            await(bothAreHere);
            met.incrementAndGet();
        };
        lanes.submit(id, task);
        lanes.submit(other, task);
        lanes.close();

        assertThat(met).hasValue(2);
    }

    @Test
    void aTaskThatThrowsIsReportedAndTheLaneGoesOn() {
        AtomicInteger done = new AtomicInteger();
        lanes.submit(id, () -> {
            throw new IllegalStateException("first");
        });
        lanes.submit(id, () -> {
            throw new StackOverflowError();
        });
        lanes.submit(id, done::incrementAndGet);
        lanes.close();

        assertThat(done).hasValue(1);
        assertThat(failures)
                .containsExactly(
                        "conversation-1: first", "conversation-1: A task broke down: java.lang.StackOverflowError");
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheLane() {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger heard = new AtomicInteger();
        try (ConversationLanes strict = new ConversationLanes((_, failure) -> {
            heard.incrementAndGet();
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
            throw failure;
        })) {
            strict.submit(id, () -> {
                throw new IllegalStateException("first");
            });
            strict.submit(id, done::incrementAndGet);
        }

        assertThat(heard).hasValue(1);
        assertThat(done).hasValue(1);
    }

    @Test
    void closingWaitsForWhatIsQueued() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        lanes.submit(id, () -> {
            begun.countDown();
            await(mayEnd);
            done.incrementAndGet();
        });
        lanes.submit(id, done::incrementAndGet);
        await(begun);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(lanes::close);
        mayEnd.countDown();
        closed.join();

        assertThat(done).hasValue(2);
    }

    @Test
    void nothingStartsAfterClosing() {
        AtomicInteger done = new AtomicInteger();
        lanes.submit(id, done::incrementAndGet);
        lanes.close();
        lanes.submit(id, done::incrementAndGet);
        lanes.submit(other, done::incrementAndGet);
        lanes.close();

        assertThat(done).hasValue(1);
    }

    @Test
    void aTaskThatAsksForAnotherDuringClosingDoesNotKeepTheLaneOpen() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        lanes.submit(id, () -> {
            begun.countDown();
            await(closing);
            lanes.submit(id, done::incrementAndGet);
        });
        await(begun);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> {
            lanes.submit(other, closing::countDown); // runs while close() waits, or just before
            lanes.close();
        });
        closed.join();

        assertThat(done.get()).isLessThanOrEqualTo(1);
        assertThat(failures).isEmpty();
    }

    /** A submit either runs before close() returns or never: tried where the two meet. */
    @Test
    void noTaskRunsOnceCloseHasReturned() {
        for (int round = 0; round < 2_000; round++) {
            AtomicBoolean closed = new AtomicBoolean();
            AtomicBoolean ranLate = new AtomicBoolean();
            ConversationLanes fresh = new ConversationLanes((_, _) -> {});
            CyclicBarrier start = new CyclicBarrier(2);
            Thread submitter = Thread.ofVirtual().start(() -> {
                await(start);
                fresh.submit(id, () -> ranLate.compareAndSet(false, closed.get()));
            });
            await(start);
            fresh.close();
            closed.set(true);
            join(submitter);

            assertThat(ranLate).as("round " + round).isFalse();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
