package io.xiangyin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible endpoint in a process of its own: waits, streams a sentence, goes on for a while. With {@code dead}
 * it takes requests and never answers.
 */
public final class ModelServer {
    static final String FIRST = "现货付款后48小时内发。[1]周";
    private static final String REST = "末照常发。[1]";
    private static final long THINKS_MS = 20;

    private ModelServer() {}

    public static void main(String[] arguments) throws Exception {
        boolean dead = arguments.length > 0 && arguments[0].equals("dead");
        long streamsMs = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Vertx vertx = Vertx.vertx();
        var server = vertx.createHttpServer(
                        new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(1024))
                .requestHandler(request -> request.body().onSuccess(body -> {
                    if (!dead) {
                        boolean reads = body.toString().contains("\\\"flows\\\"");
                        HttpServerResponse response =
                                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
                        vertx.setTimer(THINKS_MS, _ -> {
                            response.write(event(reads ? "{\"commands\":[]}" : FIRST, null));
                            vertx.setTimer(
                                    reads ? 1 : streamsMs,
                                    _ -> response.end(
                                            (reads ? "" : event(REST, null)) + event("", "stop") + "data: [DONE]\n\n"));
                        });
                    }
                }))
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        System.out.printf("model is ready on http://127.0.0.1:%d/%n", server.actualPort());
        System.out.flush();
    }

    private static String event(String text, @Nullable String finished) {
        JsonObject choice = new JsonObject()
                .put("index", 0)
                .put("delta", new JsonObject().put("content", text))
                .put("finish_reason", finished);
        return "data: "
                + new JsonObject()
                        .put("id", "m")
                        .put("object", "chat.completion.chunk")
                        .put("created", 1)
                        .put("model", "mock")
                        .put("choices", new JsonArray().add(choice))
                        .encode()
                + "\n\n";
    }
}
