package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.Outbound;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.cli.Main;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.EventLog;
import io.xiangyin.server.storage.SqliteEventStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kill -9} in the middle of the work leaves: everything acknowledged, once, answered. */
class KillTest {
    private static final long SEED = Long.getLong("kill.seed", 20261123L);
    private static final int ROUNDS = 20;
    private static final int SHOPPERS = 24;
    private static final int BURST = 3;
    /** Tells a start that hangs from one on a busy machine; how quick a start is, the bench `start` measures. */
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final String WAITING = "?wait=" + ANSWER_WITHIN.toSeconds();
    private static final Pattern READY = Pattern.compile("is ready on (http://[^:]+:\\d+)/");
    private static final List<String> LINES = List.of("退款到哪了", "谢谢", "快递到哪了", "怎么开发票");

    @TempDir
    private Path data;

    /** The server in a process of its own. */
    private record Child(Process process, String url, Duration readyAfter) implements AutoCloseable {
        static Child start(Path data) throws IOException, InterruptedException {
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-Dxiangyin.root=" + Path.of("..").toAbsolutePath().normalize(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "serve",
                    "--port",
                    "0",
                    "--data",
                    data.resolve("data").toString());
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectError(data.resolve("stderr.log").toFile())
                    .start();
            String url = readUrl(process);
            Child child = new Child(process, url, Duration.ofNanos(System.nanoTime() - begun));
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest ready = HttpRequest.newBuilder(URI.create(url + "/health/ready"))
                        .build();
                assertThat(client.send(ready, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }
            return child;
        }

        private static String readUrl(Process process) throws IOException {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    return ready.group(1);
                }
            }
            throw new IOException("The server ended before it was ready; see stderr.log");
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        /** Stops it as an operator would. */
        @Override
        public void close() {
            process.destroy();
            process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    /** A shopper who repeats what was not acknowledged, with the same id, and remembers what was. */
    private static final class Shopper {
        private final String id;
        private final String token;
        private final Map<String, Long> acknowledged = new LinkedHashMap<>();
        private int sent;
        private @Nullable String pending;

        Shopper(String id, String token) {
            this.id = id;
            this.token = token;
        }

        static Shopper begin(HttpClient client, String url) throws IOException, InterruptedException {
            JsonObject body = new JsonObject()
                    .put("channel", "api")
                    .put("customer", new JsonObject().put("externalId", "c-1002"));
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/conversations"))
                    .POST(BodyPublishers.ofString(body.encode()))
                    .build();
            JsonObject begun =
                    new JsonObject(client.send(request, BodyHandlers.ofString()).body());
            return new Shopper(begun.getString("conversationId"), begun.getString("token"));
        }

        /** Writes until the server is gone: a few messages in a row, then waits for the answer. */
        void writeOn(HttpClient client, String url, CountDownLatch somebodyIsServed) throws InterruptedException {
            try {
                while (true) {
                    boolean waits = sent % BURST == BURST - 1;
                    HttpResponse<String> answer = send(client, url, waits ? WAITING : "");
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(waits ? 200 : 202);
                    somebodyIsServed.countDown();
                }
            } catch (IOException killed) {
                // `pending` is sent again to the next process
            }
        }

        /** Sends again what is pending, then waits for the answer to a last message. */
        void finish(HttpClient client, String url) throws IOException, InterruptedException {
            if (pending != null) {
                assertThat(send(client, url, "").statusCode()).isEqualTo(202);
            }
            HttpResponse<String> answer = send(client, url, WAITING);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        private HttpResponse<String> send(HttpClient client, String url, String query)
                throws IOException, InterruptedException {
            String message = pending == null ? "m-" + ++sent : pending;
            pending = message;
            JsonObject body =
                    new JsonObject().put("clientMessageId", message).put("text", LINES.get(sent % LINES.size()));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(url + "/api/v1/conversations/" + id + "/messages" + query))
                    .header("Authorization", "Bearer " + token)
                    .timeout(ANSWER_WITHIN.plusSeconds(5))
                    .POST(BodyPublishers.ofString(body.encode()))
                    .build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() < 300) {
                acknowledged.put(message, new JsonObject(answer.body()).getLong("seq"));
                pending = null;
            }
            return answer;
        }
    }

    @Test
    void nothing_acknowledged_is_lost_doubled_or_left_unanswered_when_the_process_is_killed() throws Exception {
        Random random = new Random(SEED);
        List<Duration> starts = new ArrayList<>();
        List<Shopper> shoppers = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Child child = Child.start(data);
            starts.add(child.readyAfter());
            try (HttpClient client = HttpClient.newHttpClient()) {
                while (shoppers.size() < SHOPPERS) {
                    shoppers.add(Shopper.begin(client, child.url()));
                }
                killUnderLoad(child, client, shoppers, Duration.ofMillis(random.nextInt(200, 1_500)));
            } finally {
                child.kill();
            }
        }
        try (Child child = Child.start(data);
                HttpClient client = HttpClient.newHttpClient()) {
            starts.add(child.readyAfter());
            for (Shopper shopper : shoppers) {
                shopper.finish(client, child.url());
            }
        }
        check(shoppers);
        List<Duration> sorted = starts.stream().skip(1).sorted().toList();
        System.out.printf(
                "kill -9, seed %d: %d rounds, %d messages acknowledged, ready again after %d ms (median), %d ms (slowest)%n",
                SEED,
                ROUNDS,
                shoppers.stream()
                        .mapToInt(shopper -> shopper.acknowledged.size())
                        .sum(),
                sorted.get(sorted.size() / 2).toMillis(),
                sorted.getLast().toMillis());
        assertThat(sorted.getLast()).isLessThan(READY_WITHIN);
    }

    private static void killUnderLoad(Child child, HttpClient client, List<Shopper> shoppers, Duration intoTheLoad)
            throws Exception {
        CountDownLatch somebodyIsServed = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (Shopper shopper : shoppers) {
                writing.add(threads.submit(() -> {
                    shopper.writeOn(client, child.url(), somebodyIsServed);
                    return null;
                }));
            }
            assertThat(somebodyIsServed.await(60, TimeUnit.SECONDS)).isTrue();
            CompletableFuture.runAsync(
                            child::kill,
                            CompletableFuture.delayedExecutor(intoTheLoad.toMillis(), TimeUnit.MILLISECONDS))
                    .join();
            for (Future<?> one : writing) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private void check(List<Shopper> shoppers) {
        EventCodec codec = new EventCodec();
        try (Database database = Database.open(data.resolve("data"));
                SqliteEventStore store = new SqliteEventStore(database, codec, InstantSource.system())) {
            for (Shopper shopper : shoppers) {
                checkMessages(shopper, store.load(new ConversationId(shopper.id), 0));
            }
            for (Shopper shopper : shoppers) {
                checkAnswers(store.load(new ConversationId(shopper.id), 0));
            }
            assertThat(store.listAwaitingBot()).isEmpty();
            assertThat(store.listUndelivered()).isEmpty();
            assertThat(new EventLog(database, codec, store).verify().firstBreak())
                    .isNull();
        }
    }

    /** Every message is there once, where its acknowledgement said, and no number is missing. */
    private static void checkMessages(Shopper shopper, List<RecordedEvent> events) {
        Map<String, Long> stored = new LinkedHashMap<>();
        long expected = 1;
        for (RecordedEvent recorded : events) {
            assertThat(recorded.seq()).isEqualTo(expected++);
            if (recorded.event() instanceof CustomerSpoke spoke) {
                String message = spoke.channelMessageId()
                        .substring(spoke.channelMessageId().indexOf('/') + 1);
                assertThat(stored.put(message, recorded.seq()))
                        .as("%s was stored twice", message)
                        .isNull();
            }
        }
        assertThat(stored).isEqualTo(shopper.acknowledged);
    }

    /**
     * Each message was read in exactly one turn, each turn said something (or a human was already on the way), each
     * reply was delivered once.
     */
    private static void checkAnswers(List<RecordedEvent> events) {
        long read = 0;
        long lastMessage = 0;
        boolean spoke = true;
        boolean waitsForHuman = false;
        List<Long> replies = new ArrayList<>();
        List<Long> delivered = new ArrayList<>();
        for (RecordedEvent recorded : events) {
            ConversationEvent event = recorded.event();
            if (event instanceof CustomerSpoke) {
                lastMessage = recorded.seq();
            } else if (event instanceof MessageUnderstood understood) {
                assertThat(understood.upTo())
                        .as("a turn over messages already read")
                        .isGreaterThan(read);
                assertThat(spoke).as("the turn before said something").isTrue();
                read = understood.upTo();
                spoke = waitsForHuman;
            } else if (event instanceof HandoffQueued) {
                waitsForHuman = true;
            } else if (event instanceof Outbound) {
                replies.add(recorded.seq());
                spoke = true;
            } else if (event instanceof ReplyDelivered done) {
                delivered.add(done.replySeq());
            }
        }
        assertThat(read).as("the last message is read").isEqualTo(lastMessage);
        assertThat(spoke).isTrue();
        assertThat(delivered).containsExactlyElementsOf(replies);
    }
}
