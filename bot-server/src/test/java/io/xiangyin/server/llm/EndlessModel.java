package io.xiangyin.server.llm;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An endpoint that says one sentence and then goes on without an end, and sees when it is hung up on. */
public final class EndlessModel implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;
    private static final int PIECE_EVERY_MS = 100;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> hungUp = new LinkedBlockingQueue<>();
    private final String sentence;

    /** @param sentence what it says first, before it goes on with commas */
    public EndlessModel(String sentence) throws TimeoutException {
        this.sentence = sentence;
        this.server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The environment of a bot that uses it. */
    public Map<String, String> environment() {
        return Sse.environment("http://127.0.0.1:" + server.actualPort());
    }

    /** Waits for the next request; null if none comes for so long. */
    public @Nullable String asked(long seconds) throws InterruptedException {
        return asked.poll(seconds, TimeUnit.SECONDS);
    }

    /** Waits until the next stream is closed by the other side; null if none is for so long. */
    public @Nullable Long hungUp(long seconds) throws InterruptedException {
        return hungUp.poll(seconds, TimeUnit.SECONDS);
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> asked.add(body.toString()));
        HttpServerResponse response =
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        var _ = response.write(Sse.stream(sentence));
        long more = vertx.setPeriodic(PIECE_EVERY_MS, _ -> response.write(Sse.stream("，")));
        response.closeHandler(_ -> {
            vertx.cancelTimer(more);
            hungUp.add(System.nanoTime());
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
