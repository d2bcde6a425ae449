package io.xiangyin.server.dialogue;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.InboundMessage;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.server.ServeOptions;
import io.xiangyin.server.XiangyinServer;
import io.xiangyin.server.demo.Demo;
import io.xiangyin.server.dialogue.Dialogue.ShopRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole bot with the demo's order service beside it, in a folder of its own and on a clock of its own, on which
 * dialogues are played one after another.
 */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** What passes between two dialogues, so that an endpoint that failed in one is well again in the next. */
    private static final Duration BETWEEN = Duration.ofSeconds(40);

    private static final Duration LEARNING = Duration.ofMinutes(5);

    private final Path home;
    private final Path data;
    private final ShiftedClock clock;
    private final XiangyinServer server;
    private final XiangyinServer.Engine engine;
    private final Demo shop;
    private final @Nullable ScriptedEndpoint model;
    private Duration apart = Duration.ZERO;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final Object happening = new Object();

    /** A clock put forward or back. */
    private static final class ShiftedClock implements InstantSource {
        private final InstantSource base;
        private volatile Duration shift = Duration.ZERO;

        ShiftedClock(InstantSource base) {
            this.base = base;
        }

        @Override
        public Instant instant() {
            return base.instant().plus(shift);
        }
    }

    /** @param vectors folder of vectors; null to go by words alone */
    Stage(Path home, @Nullable Path vectors, InstantSource base) throws IOException, InterruptedException {
        this(home, vectors, base, false);
    }

    /**
     * @param vectors folder of vectors; null to go by words alone
     * @param base the clock, such as one that stands still
     * @param scripted whether a language model stands beside it that says what it is told
     */
    Stage(Path home, @Nullable Path vectors, InstantSource base, boolean scripted)
            throws IOException, InterruptedException {
        this(home, vectors, base, scripted ? new ScriptedEndpoint() : null, Map.of("XIANGYIN_LLM_OFF", "true"));
    }

    /** A stage whose language model is the one of the environment, if that names one. */
    static Stage in(Path home, @Nullable Path vectors, InstantSource base, Map<String, String> environment)
            throws IOException, InterruptedException {
        return new Stage(home, vectors, base, null, environment);
    }

    private Stage(
            Path home,
            @Nullable Path vectors,
            InstantSource base,
            @Nullable ScriptedEndpoint model,
            Map<String, String> otherwise)
            throws IOException, InterruptedException {
        this.home = home;
        this.model = model;
        clock = new ShiftedClock(base);
        data = Files.createTempDirectory("xiangyin-test");
        Map<String, String> environment = model == null
                ? otherwise
                : Map.of("XIANGYIN_LLM_BASE_URL", model.url().toString(), "XIANGYIN_LLM_MODEL", "scripted");
        server = XiangyinServer.start(new ServeOptions(home, data, "127.0.0.1", 0, true, vectors, environment), clock);
        awaitLearning();
        engine = server.engine();
        shop = Objects.requireNonNull(server.demo(), "the stage is a demo");
        engine.store().subscribe(_ -> {
            synchronized (happening) {
                happening.notifyAll();
            }
        });
    }

    private void awaitLearning() throws IOException, InterruptedException {
        try {
            server.awaitLearning(LEARNING);
        } catch (TimeoutException late) {
            server.close();
            throw new IOException(
                    "The bot had not taken up its vectors after " + LEARNING.toMinutes() + " minutes", late);
        }
    }

    /** The flows of the bot, by name. */
    Map<String, Flow> flows() {
        return server.home().flows().flows();
    }

    /** The home folder of the bot. */
    Path home() {
        return home;
    }

    /** Puts the order service back to its seed, at the given time or now; what was worded for one dialogue is gone. */
    void reset(@Nullable Instant time) {
        apart = model == null ? Duration.ZERO : apart.plus(BETWEEN);
        clock.shift = time == null ? apart : Duration.between(clock.base.instant(), time);
        shop(new ShopRequest("/faults", "{\"mode\":\"none\"}"));
        shop(new ShopRequest("/reset", ""));
        engine.forget().run();
    }

    /** Lets time pass; what the bot says by itself meanwhile has been said when this returns. */
    void advance(Duration by) {
        clock.shift = clock.shift.plus(by);
        engine.chores().run();
    }

    /** What the language model says next. */
    void script(List<ScriptedEndpoint.Saying> next) {
        if (model != null) {
            model.say(next);
        }
    }

    int leftInScript() {
        return model == null ? 0 : model.left();
    }

    ConversationId begin(String customer, boolean verified, boolean elder) {
        ConversationId id = ConversationId.random();
        Customer known = new Customer(customer, null, Map.of(), verified);
        engine.store().append(id, 0, List.of(new ConversationStarted("api", known, true)));
        if (elder) {
            engine.store().append(id, EventStore.ANY_VERSION, List.of(new ElderModeSwitched(true, "customer")));
        }
        return id;
    }

    Conversation conversation(ConversationId id) {
        return engine.conversations().load(id);
    }

    /**
     * Sends messages, the last of which makes the bot take its turn, and waits until it owes nothing.
     *
     * @return what happened, the messages included
     */
    List<RecordedEvent> say(ConversationId id, List<String> burst) throws InterruptedException {
        long before = conversation(id).version();
        List<String> messages = new ArrayList<>(burst);
        String last = messages.removeLast();
        for (int i = 0; i < messages.size(); i++) {
            String key = id + "-" + before + "-" + i;
            engine.store().append(id, EventStore.ANY_VERSION, List.of(new CustomerSpoke(key, key, messages.get(i))));
        }
        engine.turns().receive(new InboundMessage(id, id + "-" + before, last));
        settle(id);
        return engine.store().load(id, before);
    }

    /** What happened in the conversation since; waits for nothing, as a webhook is answered when its message is stored. */
    List<RecordedEvent> since(ConversationId id, long version) {
        return engine.store().load(id, version);
    }

    private void settle(ConversationId id) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (happening) {
            while (conversation(id).awaitsBot()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new IllegalStateException("The bot did not answer within " + PATIENCE.toSeconds() + " s");
                }
                happening.wait(left);
            }
        }
    }

    /** Makes a request to the order service. */
    void shop(ShopRequest request) {
        HttpRequest.Builder post = HttpRequest.newBuilder(shop.orderServiceUrl().resolve(request.path()))
                .POST(HttpRequest.BodyPublishers.ofString(request.body()));
        if (!request.body().isEmpty()) {
            post.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = send(post);
        if (answer.statusCode() >= 300) {
            throw new IllegalArgumentException(
                    "POST " + request.path() + " was refused: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** An order as the order service has it. */
    String order(String orderNo) {
        URI uri = shop.orderServiceUrl().resolve("/orders/" + orderNo);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri));
        if (answer.statusCode() != 200) {
            throw new IllegalArgumentException("There is no order " + orderNo);
        }
        return answer.body();
    }

    /** Copies a customer of the seed; the six digits take the place of those in their numbers. */
    void copyCustomer(String like, String stem) {
        shop(new ShopRequest("/shoppers", "{\"like\":\"" + like + "\",\"stem\":\"" + stem + "\"}"));
    }

    /** All orders of a customer, as the order service has them. */
    String orders(String customer) {
        URI uri = shop.orderServiceUrl().resolve("/orders?customer=" + customer);
        return send(HttpRequest.newBuilder(uri)).body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        server.close();
        client.close();
        if (model != null) {
            model.close();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException leftOver) {
            throw new UncheckedIOException(leftOver);
        }
    }
}
