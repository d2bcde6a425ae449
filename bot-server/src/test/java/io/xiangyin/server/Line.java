package io.xiangyin.server;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One open socket and what came over it. */
final class Line implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<JsonObject> frames = new LinkedBlockingQueue<>();
    private final List<JsonObject> passedOver = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder everything = new StringBuilder();
    private final StringBuilder partial = new StringBuilder();
    private final HttpClient client = HttpClient.newHttpClient();
    final WebSocket socket;

    Line(DemoShop shop, String path) {
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(shop.url(path).replace("http", "ws")), this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        partial.append(text);
        everything.append(text);
        if (last) {
            frames.add(new JsonObject(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    void send(JsonObject frame) {
        socket.sendText(frame.encode(), true).join();
    }

    /** The earliest frame not taken yet that fits; the others stay, for frames of two kinds come in any order. */
    JsonObject await(Predicate<JsonObject> wanted) {
        try {
            for (JsonObject passed : List.copyOf(passedOver)) {
                if (wanted.test(passed)) {
                    passedOver.remove(passed);
                    return passed;
                }
            }
            for (JsonObject frame = frames.poll(Wait.LONGEST.toSeconds(), TimeUnit.SECONDS);
                    frame != null;
                    frame = frames.poll(Wait.LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                if (wanted.test(frame)) {
                    return frame;
                }
                passedOver.add(frame);
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        throw new AssertionError("the frame did not come ; came: " + passedOver);
    }

    /** All that ever came, as it came. */
    String all() {
        return everything.toString();
    }

    int closeCode() {
        return closed.orTimeout(Wait.LONGEST.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }
}
