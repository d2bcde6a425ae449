package io.xiangyin.server.storage;

import static io.xiangyin.core.EventStore.ANY_VERSION;
import static io.xiangyin.core.Events.replied;
import static io.xiangyin.core.Events.spoke;
import static io.xiangyin.core.Events.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.AppendResult;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.EventStoreContract;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.Urgency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteEventStoreTest extends EventStoreContract {
    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @Override
    protected EventStore open() {
        return open(8_192, Duration.ofSeconds(5));
    }

    private SqliteEventStore open(int longestQueue, Duration patience) {
        Database database = Database.open(folder);
        SqliteEventStore store = new SqliteEventStore(database, new EventCodec(), clock, longestQueue, patience);
        opened.add(0, database);
        opened.add(0, store);
        return store;
    }

    private SqliteEventStore sqlite() {
        return (SqliteEventStore) store();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        opened.clear();
    }

    @Test
    void everythingSurvivesAReopening() throws Exception {
        Instant retryAt = Instant.parse("2026-11-01T02:00:09.123456789Z");
        List<ConversationEvent> events = List.of(
                started(),
                spoke("1", "你好 \uD83D\uDE00 \u0000 \"quoted\""),
                replied("b"),
                new ReplyFailed(3, 1, "busy", retryAt),
                new HandoffRequested(
                        HandoffReason.SAFETY, Handoff.Origin.WORDS, Urgency.SAFETY, retryAt.minusSeconds(60)));
        store().append(id, 0, events);
        List<RecordedEvent> before = store().load(id, 0);
        close();

        EventStore again = open();

        assertThat(again.load(id, 0))
                .isEqualTo(before)
                .extracting(RecordedEvent::event)
                .isEqualTo(events);
        assertThat(again.listAwaitingBot()).containsExactly(id);
        assertThat(again.listUndelivered()).containsExactly(id);
        assertThat(again.append(id, 5, List.of(replied("c")))).isInstanceOf(AppendResult.Appended.class);
        assertThat(again.append(id, ANY_VERSION, List.of(spoke("1", "again"))))
                .isInstanceOf(AppendResult.Duplicate.class);
    }

    @Test
    void aJobThatFailsInAGroupDoesNotHarmTheOthers() throws Exception {
        store().append(id, 0, List.of(started()));
        CountDownLatch writerIsBusy = new CountDownLatch(1);
        CountDownLatch groupIsQueued = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> busy = threads.submit(() -> sqlite().write((_, _) -> {
                writerIsBusy.countDown();
                return await(groupIsQueued);
            }));
            await(writerIsBusy);
            List<Future<AppendResult>> good = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String number = "p" + i;
                good.add(threads.submit(() -> store().append(id, ANY_VERSION, List.of(spoke(number, "text")))));
            }
            Future<?> bad = threads.submit(() -> sqlite().write((writer, _) -> {
                writer.append(id, ANY_VERSION, List.of(replied("must not stay")));
                throw new IllegalStateException("no luck");
            }));
            Future<?> worse = threads.submit(() -> sqlite().write((_, _) -> {
                throw new StackOverflowError();
            }));
            groupIsQueued.countDown();

            busy.get();
            for (Future<AppendResult> each : good) {
                assertThat(each.get()).isInstanceOf(AppendResult.Appended.class);
            }
            assertThatThrownBy(bad::get)
                    .hasCauseInstanceOf(StorageException.class)
                    .hasMessageContaining("no luck");
            assertThatThrownBy(worse::get).hasCauseInstanceOf(StorageException.class);
        }
        assertThat(store().load(id, 0)).hasSize(21).noneMatch(e -> e.toString().contains("must not stay"));
    }

    @Test
    void aFullQueueIsRefusedWithTheRemedy() throws Exception {
        close();
        SqliteEventStore small = open(1, Duration.ofMillis(1));
        CountDownLatch writerIsBusy = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        CompletableFuture<?> busy = CompletableFuture.supplyAsync(() -> small.write((_, _) -> {
            writerIsBusy.countDown();
            return await(mayGoOn);
        }));
        await(writerIsBusy);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AppendResult>> results = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ConversationId each = new ConversationId("conversation-" + i);
                results.add(threads.submit(() -> small.append(each, 0, List.of(started()))));
            }
            List<Throwable> refusals = new ArrayList<>();
            while (refusals.size() < 4) {
                results.stream()
                        .filter(result -> result.state() == Future.State.FAILED)
                        .map(Future::exceptionNow)
                        .filter(refusal -> !refusals.contains(refusal))
                        .forEach(refusals::add);
                Thread.onSpinWait();
            }
            mayGoOn.countDown();
            busy.join();

            assertThat(refusals)
                    .allSatisfy(refusal -> assertThat(refusal)
                            .isInstanceOf(StorageException.class)
                            .hasMessage("More is being written than the disk takes; try again in a second"));
        }
    }

    @Test
    void aClosedStoreSaysSo() throws Exception {
        close();

        assertThatThrownBy(() -> store().append(id, 0, List.of(started())))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store().load(id, 0)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> store().listAwaitingBot()).isInstanceOf(StorageException.class);
    }

    @Test
    void writersThatMeetTheClosingEitherWriteOrAreTold() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AppendResult>> results = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                ConversationId each = new ConversationId("conversation-" + i);
                results.add(threads.submit(() -> store().append(each, 0, List.of(started()))));
            }
            close();
            long written = 0;
            for (Future<AppendResult> result : results) {
                try {
                    assertThat(result.get()).isInstanceOf(AppendResult.Appended.class);
                    written++;
                } catch (java.util.concurrent.ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(StorageException.class);
                }
            }
            open();
            assertThat(countEvents()).isEqualTo(written);
        }
    }

    private long countEvents() {
        Database database = (Database) opened.get(1);
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM event")
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void othersMayWriteTheirTablesBetweenTheWritersTransactions() throws Exception {
        Database database = (Database) opened.get(1);
        store().append(id, 0, List.of(started()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String name = "p" + i;
                done.add(threads.submit(() -> store().append(id, ANY_VERSION, List.of(spoke(name, "text")))));
                done.add(threads.submit(() -> database.jdbi()
                        .withHandle(handle -> handle.execute(
                                "INSERT INTO staff (username, name, password_hash, roles, skills) VALUES (?, 'n', 'h', 'agent', 'yue')",
                                name))));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
        assertThat(store().load(id, 0)).hasSize(101);
    }

    @Test
    void aListenerThatFailsHarmsNobody() {
        List<RecordedEvent> heard = new ArrayList<>();
        store().subscribe(_ -> {
            throw new StackOverflowError();
        });
        store().subscribe(heard::addAll);

        store().append(id, 0, List.of(started()));
        store().append(id, 1, List.of(replied("a")));

        assertThat(heard).hasSize(2).isEqualTo(store().load(id, 0));
    }

    @Test
    void erasedWordsAreNoLongerInAnyFile() throws Exception {
        String secret = "SECRET13800138000";
        for (int i = 0; i < 50; i++) {
            ConversationId each = new ConversationId("conversation-" + i);
            store().append(each, 0, List.of(started(), spoke("p" + i, secret + " " + "x".repeat(i * 40))));
            store().append(each, ANY_VERSION, List.of(replied("about " + secret)));
        }

        store().redact("c-1001", "asked");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(content(file)).as(file.toString()).doesNotContain(secret, "王桂兰"));
        }
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void theConversationTableFollowsTheEvents() {
        store().append(id, 0, List.of(started(), spoke("1", "a")));
        clock.forward(Duration.ofSeconds(9));
        store().append(id, ANY_VERSION, List.of(replied("b")));

        Database database = (Database) opened.get(1);
        var row = database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM conversation")
                        .mapToMap()
                        .one());

        Conversation conversation = Conversation.replay(id, store().load(id, 0));
        assertThat(row)
                .containsEntry("version", 3)
                .containsEntry("customer_id", "c-1001")
                .containsEntry("status", conversation.status().name())
                .containsEntry("awaits_bot", 1)
                .containsEntry("undelivered", 1)
                .containsEntry("started_at", clock.millis() - 9_000)
                .containsEntry("last_at", clock.millis());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
