package io.xiangyin.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is made of a text is made once. */
class RememberingTest {
    private static final long LONGEST_SECONDS = 60;

    @Test
    void who_asks_for_what_is_being_made_waits_for_it() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        Remembering<String> function = new Remembering<>(text -> {
            times.incrementAndGet();
            begun.countDown();
            await(go);
            return text + "!";
        });
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> function.apply("a"));
        await(begun);
        CompletableFuture<String> second = new CompletableFuture<>();
        Thread waiting = Thread.ofPlatform().start(() -> second.complete(function.apply("a")));
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        go.countDown();
        assertThat(first.get(LONGEST_SECONDS, TimeUnit.SECONDS)).isEqualTo("a!");
        assertThat(second.get(LONGEST_SECONDS, TimeUnit.SECONDS)).isEqualTo("a!");
        assertThat(times).hasValue(1);
    }

    @Test
    void a_failure_is_not_remembered() {
        AtomicInteger times = new AtomicInteger();
        Remembering<String> function = new Remembering<>(text -> {
            if (times.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
            }
            return text + "!";
        });
        assertThatThrownBy(() -> function.apply("a")).hasMessage("broken");
        assertThat(function.apply("a")).isEqualTo("a!");
        assertThat(function.apply("a")).isEqualTo("a!");
        assertThat(times).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
