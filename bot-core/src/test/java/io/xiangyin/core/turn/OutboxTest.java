package io.xiangyin.core.turn;

import static io.xiangyin.core.EventStore.ANY_VERSION;
import static io.xiangyin.core.Events.replied;
import static io.xiangyin.core.Events.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Channel;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.HandClock;
import io.xiangyin.core.InMemoryEventStore;
import io.xiangyin.core.RecordedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 3);

    private final ConversationId id = new ConversationId("conversation-1");
    private final HandClock clock = new HandClock();
    private final EventStore store = new InMemoryEventStore(clock);
    private final Wire wire = new Wire();
    private final List<Appointment> appointments = Collections.synchronizedList(new ArrayList<>());
    private ConversationLanes lanes = new ConversationLanes((_, _) -> {});

    /** A task the outbox wants run later. */
    private record Appointment(Duration delay, Runnable task) {}

    /** A channel that takes or refuses, as told. */
    private static final class Wire implements Channel {
        private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
        private final List<String> tried = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger refusals = new AtomicInteger();

        @Override
        public String name() {
            return "web";
        }

        @Override
        public void deliver(RecordedEvent outbound) throws DeliveryException {
            String text =
                    ((ConversationEvent.Outbound) outbound.event()).reply().text();
            tried.add(text);
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new DeliveryException("busy");
            }
            taken.add(text);
        }
    }

    @AfterEach
    void close() {
        lanes.close();
    }

    private void startOutbox() {
        new Outbox(
                        store,
                        new Conversations(store, 10),
                        lanes,
                        Map.of(wire.name(), wire),
                        BACKOFF,
                        (delay, task) -> appointments.add(new Appointment(delay, task)),
                        clock)
                .start();
    }

    /** Waits until the outbox has nothing in hand; as new lanes it goes on after a restart. */
    private void settle() {
        lanes.close();
    }

    private void restart() {
        lanes.close();
        lanes = new ConversationLanes((_, _) -> {});
        appointments.clear();
        startOutbox();
    }

    private List<ConversationEvent> outcomes() {
        return store.load(id, 0).stream()
                .map(RecordedEvent::event)
                .filter(event -> event instanceof ReplyDelivered || event instanceof ReplyFailed)
                .toList();
    }

    @Test
    void repliesAreDeliveredOnceAndInOrder() {
        startOutbox();
        store.append(id, 0, List.of(started(), replied("a"), replied("b")));
        store.append(id, ANY_VERSION, List.of(replied("c")));
        settle();
        restart();
        settle();

        assertThat(wire.taken).containsExactly("a", "b", "c");
        assertThat(outcomes())
                .hasSize(3)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(ReplyDelivered.class));
    }

    @Test
    void whatAStoppedProcessLeftIsTakenUp() {
        store.append(id, 0, List.of(started(), replied("a"), replied("b"), new ReplyDelivered(2, 1)));

        startOutbox();
        settle();

        assertThat(wire.taken).containsExactly("b");
    }

    @Test
    void aRefusedReplyIsTriedAgainWithGrowingWaitsWhileLaterOnesWait() {
        wire.refusals.set(2);
        store.append(id, 0, List.of(started(), replied("a"), replied("b")));

        startOutbox();
        settle();
        assertThat(wire.tried).containsExactly("a");
        assertThat(appointments).extracting(Appointment::delay).containsExactly(Duration.ofSeconds(1));

        clock.forward(Duration.ofSeconds(1));
        restart();
        settle();
        assertThat(wire.tried).containsExactly("a", "a");
        assertThat(appointments).extracting(Appointment::delay).containsExactly(Duration.ofSeconds(4));

        clock.forward(Duration.ofSeconds(4));
        restart();
        settle();
        assertThat(wire.taken).containsExactly("a", "b");
        assertThat(outcomes())
                .extracting(Object::getClass)
                .containsExactly(ReplyFailed.class, ReplyFailed.class, ReplyDelivered.class, ReplyDelivered.class);
    }

    @Test
    void theAppointmentItselfBringsTheReply() {
        wire.refusals.set(1);
        store.append(id, 0, List.of(started(), replied("a")));
        List<Runnable> due = Collections.synchronizedList(new ArrayList<>());
        var signal = new CountDownLatch(1);
        new Outbox(
                        store,
                        new Conversations(store, 10),
                        lanes,
                        Map.of(wire.name(), wire),
                        BACKOFF,
                        (_, task) -> {
                            due.add(task);
                            signal.countDown();
                        },
                        clock)
                .start();
        await(signal);

        clock.forward(Duration.ofSeconds(1));
        due.getFirst().run();
        settle();

        assertThat(wire.taken).containsExactly("a");
    }

    @Test
    void beforeItsTimeARefusedReplyIsNotTriedEvenAfterARestart() {
        wire.refusals.set(1);
        store.append(id, 0, List.of(started(), replied("a")));
        startOutbox();
        settle();

        clock.forward(Duration.ofMillis(400));
        restart();
        settle();

        assertThat(wire.tried).containsExactly("a");
        assertThat(appointments).extracting(Appointment::delay).containsExactly(Duration.ofMillis(600));
    }

    @Test
    void afterTheLastTryAReplyIsGivenUpAndTheNextOneGoes() {
        wire.refusals.set(3);
        store.append(id, 0, List.of(started(), replied("a"), replied("b")));
        startOutbox();
        settle();
        for (int i = 0; i < 2; i++) {
            clock.forward(Duration.ofMinutes(1));
            restart();
            settle();
        }

        assertThat(wire.tried).containsExactly("a", "a", "a", "b");
        assertThat(wire.taken).containsExactly("b");
        assertThat(outcomes().get(2))
                .isEqualTo(new ReplyFailed(2, 3, "io.xiangyin.core.Channel$DeliveryException: busy", null));
        assertThat(appointments).isEmpty();
        assertThat(store.listUndelivered()).isEmpty();
        assertThat(Conversation.replay(id, store.load(id, 0)).undelivered()).isEmpty();
    }

    @Test
    void aChannelThatIsNotConfiguredIsARefusalWithItsName() {
        store.append(
                id,
                0,
                List.of(
                        new ConversationEvent.ConversationStarted(
                                "pigeon", io.xiangyin.core.Events.started().customer(), false),
                        replied("a")));
        startOutbox();
        settle();

        assertThat(outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(((ReplyFailed) outcome).reason())
                        .contains("No channel named 'pigeon' is configured"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
