package io.xiangyin.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What the way through the bot adds to a language model, which a process of its own plays: the time to the first words on
 * the page over calling the endpoint directly, many streams at once, how soon a stream nobody reads is closed, and turns
 * while the endpoint is dead. The bot has answered two thousand times before it is measured, as one in use has by noon.
 */
final class LlmBench implements Experiment {
    private static final int WARM_UP = 500;
    private static final int IN_USE = 2_000;
    private static final int ONE_BY_ONE = 200;
    private static final int ABANDONED = 20;
    private static final int AT_ONCE = 200;
    private static final int PER_SECOND = 100;
    private static final int USERS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Duration dead;

    /** @param dead how long turns go on beside a dead endpoint; zero for the length of a round */
    LlmBench(Duration dead) {
        this.dead = dead;
    }

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("llm");
        firstWords(findings, lab);
        manyStreams(findings, lab);
        abandoned(findings, lab);
        deadEndpoint(findings, lab);
        return findings;
    }

    private static Map<String, String> to(ServerProcess model) {
        return Map.of(
                "XIANGYIN_LLM_BASE_URL", "http://127.0.0.1:" + model.port() + "/v1", "XIANGYIN_LLM_MODEL", "mock");
    }

    private static void firstWords(Findings findings, Lab lab) throws Exception {
        try (ServerProcess model = lab.startModel("well", "1");
                ServerProcess bot = lab.startBot(lab.freshFolder("llm"), List.of("--no-vectors"), to(model));
                Wire wire = new Wire(lab.vertx(), bot.port());
                HttpClient direct = HttpClient.newHttpClient()) {
            for (int i = 0; i < IN_USE; i++) {
                direct(direct, model.port());
                await(through(lab, wire, unique("w", i)));
            }
            List<Double> bare = new ArrayList<>();
            List<Double> ours = new ArrayList<>();
            for (int i = 0; i < ONE_BY_ONE; i++) {
                bare.add(direct(direct, model.port()));
                ours.add(await(through(lab, wire, unique("m", i))));
            }
            bare.sort(null);
            ours.sort(null);
            findings.of("added to the first words on the page, whole turn, p50", "ms")
                    .atMost(5)
                    .ours(at(ours, 50) - at(bare, 50));
            findings.of("added to the first words on the page, whole turn, p95", "ms")
                    .atMost(20)
                    .ours(at(ours, 95) - at(bare, 95));
        }
    }

    /** Tells questions apart. Not by numbers that mean something, as 110 and 315 do. */
    private static String unique(String kind, int i) {
        return kind + (400 + i);
    }

    /** Begins something on an event loop, where what it hears of cannot come before it listens. */
    private static <T> Future<T> onLoop(Lab lab, Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        lab.vertx().runOnContext(_ -> work.get().onComplete(done));
        return done.future();
    }

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static double at(List<Double> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    /** Milliseconds from the request to the first event, calling the endpoint itself. */
    private static double direct(HttpClient client, int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString("{\"stream\":true,\"messages\":[]}"))
                .build();
        long begun = System.nanoTime();
        try (InputStream in =
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            int first = in.read();
            double took = (System.nanoTime() - begun) / 1e6;
            in.readAllBytes();
            return first < 0 ? Double.NaN : took;
        }
    }

    /** Milliseconds from a shopper's message to the first words of the draft on their page. */
    private static Future<Double> through(Lab lab, Wire wire, String unique) {
        return onLoop(lab, () -> page(wire, unique).compose(socket -> firstDraft(socket, unique)));
    }

    private static Future<WebSocket> page(Wire wire, String unique) {
        JsonObject begin =
                new JsonObject().put("channel", "web").put("customer", new JsonObject().put("externalId", unique));
        return wire.post("/api/v1/conversations", "", begin, 201)
                .compose(begun -> wire.connect("/api/v1/ws?token=" + begun.getString("token") + "&after=2"));
    }

    private static Future<Double> firstDraft(WebSocket socket, String unique) {
        Promise<Double> drafted = Promise.promise();
        long[] said = new long[1];
        socket.textMessageHandler(text -> {
            String type = new JsonObject(text).getString("type");
            if (type.equals("hello")) {
                said[0] = System.nanoTime();
                var _ = socket.writeTextMessage(new JsonObject()
                        .put("type", "message")
                        .put("clientMessageId", unique)
                        .put("text", "现货多久发货 " + unique)
                        .encode());
            } else if (type.equals("generating")) {
                drafted.tryComplete((System.nanoTime() - said[0]) / 1e6);
            } else if (text.contains("48小时") && drafted.tryComplete(Double.NaN)) {
                var _ = socket.close();
            }
        });
        return drafted.future();
    }

    private static void manyStreams(Findings findings, Lab lab) throws Exception {
        try (ServerProcess model = lab.startModel("well", "3000");
                ServerProcess bot = lab.startBot(lab.freshFolder("llm-many"), List.of("--no-vectors"), to(model));
                Wire wire = new Wire(lab.vertx(), bot.port())) {
            for (int i = 0; i < WARM_UP; i++) {
                await(through(lab, wire, unique("w", i)));
            }
            bot.awaitIdle();
            List<Double> drafts = streams(lab, wire);
            findings.of("streams on pages at once, of " + AT_ONCE, "streams")
                    .atLeast(AT_ONCE)
                    .ours(drafts.size());
            drafts.sort(null);
            if (!drafts.isEmpty()) {
                findings.of("first words of " + AT_ONCE + " begun at once, p95", "ms")
                        .ours(at(drafts, 95));
            }
        }
    }

    private static List<Double> streams(Lab lab, Wire wire) {
        List<Future<Double>> opened = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            opened.add(through(lab, wire, unique("p", i)));
        }
        List<Double> drafts = new ArrayList<>();
        for (Future<Double> one : opened) {
            try {
                double took = await(one.otherwise(Double.NaN));
                if (!Double.isNaN(took)) {
                    drafts.add(took);
                }
            } catch (TimeoutException none) {
                System.err.println("a stream did not come: " + none);
            }
        }
        return drafts;
    }

    /** From the page's leaving to the end of the stream at the endpoint, which tells of it. */
    private static void abandoned(Findings findings, Lab lab) throws Exception {
        try (ServerProcess model = lab.startModel("well", "60000");
                ServerProcess bot = lab.startBot(lab.freshFolder("llm-left"), List.of("--no-vectors"), to(model));
                Wire wire = new Wire(lab.vertx(), bot.port());
                Wire endpoint = new Wire(lab.vertx(), model.port())) {
            List<Double> closed = new ArrayList<>();
            for (int i = 0; i < ABANDONED; i++) {
                String unique = unique("a", i);
                int closings = i + 1;
                WebSocket socket = await(onLoop(
                        lab,
                        () -> page(wire, unique)
                                .compose(open -> firstDraft(open, unique).map(open))));
                Future<JsonObject> told = onLoop(lab, () -> endpoint.get("/closed/" + closings, ""));
                long begun = System.nanoTime();
                await(socket.close());
                await(told);
                closed.add((System.nanoTime() - begun) / 1e6);
            }
            closed.sort(null);
            findings.of("from leaving the page to the stream closed at the endpoint, p95", "ms")
                    .atMost(1000)
                    .ours(at(closed, 95));
        }
    }

    /** Beside the mean of a bot without a model before and after: whoever comes first pays for a cold machine. */
    private void deadEndpoint(Findings findings, Lab lab) throws Exception {
        Map<String, String> off = Map.of("XIANGYIN_LLM_OFF", "true");
        double before = turns(findings, lab, "llm-none", off, lab.span());
        double beside;
        try (ServerProcess model = lab.startModel("dead")) {
            beside = turns(findings, lab, "llm-dead", to(model), dead.isZero() ? lab.span() : dead);
        }
        double without = (before + turns(findings, lab, "llm-none", off, lab.span())) / 2;
        findings.of("turn at 100/s beside a dead endpoint, p95", "ms")
                .ours(beside)
                .reference(without);
        findings.of("that over a bot without one", "ratio").atMost(1.2).ours(beside / without);
    }

    private static double turns(Findings findings, Lab lab, String name, Map<String, String> environment, Duration span)
            throws Exception {
        Load load = new Load(lab.vertx());
        try (ServerProcess bot = lab.startBot(lab.freshFolder(name), List.of("--no-vectors"), environment);
                Wire wire = new Wire(lab.vertx(), bot.port())) {
            Speaker.Door[] shop = {Speakers.widget(wire), Speakers.waiting(wire)};
            load.closed(16, Duration.ofSeconds(10), Script.ALL, shop);
            Tally tally = load.open(USERS, PER_SECOND, span, shop);
            findings.failed(tally);
            return tally.millis(95);
        }
    }
}
