package io.xiangyin.server.dialogue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible endpoint on this machine that says what a test wrote down, in the order in which it is asked, and
 * fails as the test wants. When it has nothing to say it answers 500.
 */
final class ScriptedEndpoint implements AutoCloseable {
    private static final int ENDLESS = 20_000;

    /** In a request for commands: only those ask for JSON. */
    private static final String READS = "\"json_";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Saying> script = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);

    ScriptedEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    /** How an answer fails. */
    enum Fault {
        /** It comes whole. */
        NONE,
        /** 500 in place of an answer. */
        BROKEN,
        /** 429 in place of an answer. */
        BUSY,
        /** 401 in place of an answer. */
        DENIED,
        /** Not a token comes. */
        SILENT,
        /** Half of it comes, then nothing. */
        STALLED,
        /** Half of it comes, then the connection ends. */
        CUT,
        /** What comes is no stream of an answer. */
        GARBLED,
        /** It does not come to an end. */
        ENDLESS
    }

    /**
     * One answer.
     *
     * @param wishes what it would look up instead of answering; empty if it answers
     * @param reading passed over when the bot is sure of what it read and does not ask the model to read it
     */
    record Saying(String text, Fault fault, List<Wish> wishes, boolean reading) {
        Saying(String text, Fault fault, List<Wish> wishes) {
            this(text, fault, wishes, false);
        }

        Saying {
            wishes = List.copyOf(wishes);
        }
    }

    /** A native tool call, with its arguments as the model writes them. */
    record Wish(String tool, String arguments) {}

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** Says these next, and nothing that was left over. */
    void say(List<Saying> next) {
        script.clear();
        script.addAll(next);
    }

    /** How many answers were not asked for. */
    int left() {
        return Math.toIntExact(
                script.stream().filter(saying -> !saying.reading()).count());
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean reads = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).contains(READS);
        Saying next = script.poll();
        while (next != null && next.reading() && !reads) {
            next = script.poll();
        }
        Saying saying = next == null ? new Saying("", Fault.BROKEN, List.of()) : next;
        try (exchange) {
            switch (saying.fault()) {
                case BROKEN -> exchange.sendResponseHeaders(500, -1);
                case BUSY -> exchange.sendResponseHeaders(429, -1);
                case DENIED -> exchange.sendResponseHeaders(401, -1);
                case NONE, SILENT, STALLED, CUT, GARBLED, ENDLESS -> stream(exchange, saying);
            }
        } catch (IOException gone) {
            // whoever asked has hung up
        }
    }

    private void stream(HttpExchange exchange, Saying saying) throws IOException {
        String text = saying.text();
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            switch (saying.fault()) {
                case SILENT -> await();
                case STALLED -> {
                    write(out, text.substring(0, text.length() / 2));
                    await();
                }
                case CUT -> write(out, text.substring(0, text.length() / 2));
                case GARBLED ->
                    out.write("data: {\"choices\":[{\"del\n\n<html>502</html>\n\n".getBytes(StandardCharsets.UTF_8));
                case ENDLESS -> {
                    for (int i = 0; i < ENDLESS; i++) {
                        write(out, text);
                    }
                }
                case NONE, BROKEN, BUSY, DENIED -> {
                    write(out, text);
                    call(out, saying.wishes());
                    end(out, text);
                }
            }
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        for (int i = 0; i < text.length(); i += 6) {
            JsonObject delta = new JsonObject().put("content", text.substring(i, Math.min(text.length(), i + 6)));
            event(out, new JsonObject().put("index", 0).put("delta", delta), null);
        }
        out.flush();
    }

    private static void call(OutputStream out, List<Wish> wishes) throws IOException {
        for (int i = 0; i < wishes.size(); i++) {
            JsonObject function = new JsonObject()
                    .put("name", wishes.get(i).tool())
                    .put("arguments", wishes.get(i).arguments());
            JsonObject call = new JsonObject()
                    .put("index", i)
                    .put("id", "call-" + i)
                    .put("type", "function")
                    .put("function", function);
            JsonObject delta = new JsonObject().put("tool_calls", new JsonArray().add(call));
            event(out, new JsonObject().put("index", 0).put("delta", delta), null);
        }
    }

    private static void end(OutputStream out, String text) throws IOException {
        event(
                out,
                new JsonObject().put("index", 0).put("delta", new JsonObject()).put("finish_reason", "stop"),
                null);
        event(
                out,
                null,
                new JsonObject()
                        .put("prompt_tokens", 200)
                        .put("completion_tokens", text.length())
                        .put("total_tokens", 200 + text.length()));
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void event(OutputStream out, @Nullable JsonObject choice, @Nullable JsonObject usage)
            throws IOException {
        JsonObject chunk = new JsonObject()
                .put("id", "scripted")
                .put("object", "chat.completion.chunk")
                .put("created", 1)
                .put("model", "scripted")
                .put("choices", choice == null ? new JsonArray() : new JsonArray().add(choice))
                .put("usage", usage);
        out.write(("data: " + chunk.encode() + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
