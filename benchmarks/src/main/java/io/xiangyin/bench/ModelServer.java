package io.xiangyin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible endpoint in a process of its own: waits, streams a sentence, goes on for a while. With {@code dead}
 * it takes requests and never answers. {@code GET /closed/N} answers as soon as N streams were hung up on in their midst.
 */
public final class ModelServer {
    static final String FIRST = "现货付款后48小时内发。[1]周";
    private static final String MORE = "末照常发。[1]周";
    private static final String LAST = "末照常发。[1]";
    private static final String CLOSED = "/closed/";
    private static final long THINKS_MS = 20;
    private static final long MORE_EVERY_MS = 500;

    private final Vertx vertx = Vertx.vertx();
    private final boolean dead;
    private final long streamsMs;
    private final Map<Integer, HttpServerRequest> waiting = new HashMap<>();
    private int closed;

    private ModelServer(boolean dead, long streamsMs) {
        this.dead = dead;
        this.streamsMs = streamsMs;
    }

    /**
     * Serves until it is ended.
     *
     * @param arguments {@code well} or {@code dead}, and for how many milliseconds an answer goes on
     */
    public static void main(String[] arguments) throws Exception {
        boolean dead = arguments.length > 0 && arguments[0].equals("dead");
        ModelServer model = new ModelServer(dead, arguments.length > 1 ? Long.parseLong(arguments[1]) : 0);
        var server = model.vertx
                .createHttpServer(new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(1024))
                .requestHandler(model::serve)
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        System.out.printf("model is ready on http://127.0.0.1:%d/%n", server.actualPort());
        System.out.flush();
    }

    private void serve(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        if (path.startsWith(CLOSED)) {
            waiting.put(Integer.valueOf(path.substring(CLOSED.length())), request);
            tellClosed();
        } else {
            request.body().onSuccess(body -> answer(request.response(), body.toString()));
        }
    }

    private void tellClosed() {
        HttpServerRequest told = waiting.remove(closed);
        if (told != null) {
            var _ = told.response().end("{}");
        }
    }

    private void answer(HttpServerResponse response, String asked) {
        if (dead) {
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        vertx.setTimer(THINKS_MS, _ -> {
            if (asked.contains("\\\"flows\\\"")) {
                end(response, "{\"commands\":[]}");
            } else {
                var _ = response.write(event(FIRST, null));
                goOn(response);
            }
        });
    }

    private void goOn(HttpServerResponse response) {
        long more = vertx.setPeriodic(MORE_EVERY_MS, _ -> response.write(event(MORE, null)));
        long last = vertx.setTimer(Math.max(1, streamsMs), _ -> {
            vertx.cancelTimer(more);
            end(response, LAST);
        });
        response.closeHandler(_ -> {
            if (vertx.cancelTimer(last)) {
                vertx.cancelTimer(more);
                closed++;
                tellClosed();
            }
        });
    }

    private static void end(HttpServerResponse response, String text) {
        var _ = response.end(event(text, null) + event("", "stop") + "data: [DONE]\n\n");
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
