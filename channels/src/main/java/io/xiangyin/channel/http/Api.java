package io.xiangyin.channel.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.xiangyin.core.StorageException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers operations on a router. Bodies are checked before a handler sees them; handlers block on virtual threads
 * and return the answer; whatever they throw becomes a problem document, never a stack trace.
 */
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    /** So many wrong names a minute from one address are taken for slips. */
    private static final int WRONG_NAMES_FREE = 600;

    private final Vertx vertx;
    private final Router router;
    private final Executor workers;
    private final PerMinute wrongNames = new PerMinute(WRONG_NAMES_FREE, InstantSource.system());
    private final List<Operation> operations = new ArrayList<>();

    /**
     * @param router takes the routes, below the base path
     * @param workers runs handlers; they may block
     */
    public Api(Vertx vertx, Router router, Executor workers) {
        this.vertx = vertx;
        this.router = router;
        this.workers = workers;
        router.route().failureHandler(Api::failed);
    }

    /** What a handler answers. */
    public record Answer(int status, @Nullable JsonObject body) {
        public static Answer ok(JsonObject body) {
            return new Answer(200, body);
        }
    }

    /** Serves an operation; may block. */
    @FunctionalInterface
    public interface Handler {
        /** Returns the answer, or null if it answers by itself, as streams do. */
        @Nullable Answer handle(Call call) throws InterruptedException;
    }

    /** Routes and describes an operation. */
    public void add(Operation operation, Handler handler) {
        operations.add(operation);
        String path = operation.path().replaceAll("\\{(\\w+)}", ":$1");
        router.route(HttpMethod.valueOf(operation.method()), path)
                .handler(BodyHandler.create(false).setBodyLimit(operation.largest()))
                .handler(context -> serve(context, operation, handler));
    }

    /** What was registered, in order. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** Answers what no operation matched. Call after the last {@link #add}. */
    public void close() {
        router.route().handler(context -> {
            boolean otherMethod = operations.stream().anyMatch(operation -> matches(operation.path(), context));
            answer(
                    context.response(),
                    otherMethod
                            ? new Problem(405, "method-not-allowed", "This path does not take this method.")
                            : Problem.notFound());
        });
    }

    private static boolean matches(String path, RoutingContext context) {
        String mounted =
                context.mountPoint() == null ? "" : context.mountPoint().replaceAll("/+\\*?$", "");
        return context.normalizedPath().matches(mounted + path.replaceAll("\\{\\w+}", "[^/]+"));
    }

    private void serve(RoutingContext context, Operation operation, Handler handler) {
        JsonObject body;
        try {
            body = body(context, operation);
        } catch (Problem problem) {
            answer(context.response(), problem);
            return;
        }
        Context loop = vertx.getOrCreateContext();
        workers.execute(() -> {
            Answer answer = run(operation, handler, new Call(context, body), context.response());
            if (answer != null) {
                loop.runOnContext(_ -> send(context.response(), answer));
            }
        });
    }

    private static JsonObject body(RoutingContext context, Operation operation) {
        if (operation.body().isEmpty()) {
            return new JsonObject();
        }
        String text = context.body().asString();
        if (text == null || text.isBlank()) {
            text = "{}";
        }
        try {
            JsonObject body = new JsonObject(text);
            Field.check("", operation.body(), body);
            return body;
        } catch (DecodeException | ClassCastException malformed) {
            throw Problem.badRequest(
                    "malformed-json", "The body is not a JSON object: " + firstLine(malformed.getMessage()));
        }
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    private @Nullable Answer run(Operation operation, Handler handler, Call call, HttpServerResponse response) {
        try {
            return handler.handle(call);
        } catch (Problem problem) {
            Problem told = slowedDown(problem, call);
            if (told.retryAfterSeconds() > 0) {
                response.putHeader("Retry-After", Long.toString(told.retryAfterSeconds()));
            }
            return new Answer(told.status(), told.toJson());
        } catch (StorageException unavailable) {
            LOG.error("{} could not be stored", operation.id(), unavailable);
            response.putHeader("Retry-After", "1");
            Problem problem = new Problem(
                    503, "storage-unavailable", "Nothing was stored. Try again in a moment; the same request is safe.");
            return new Answer(problem.status(), problem.toJson());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            Problem problem = new Problem(503, "shutting-down", "The server is shutting down. Try again in a moment.");
            return new Answer(problem.status(), problem.toJson());
        } catch (RuntimeException failure) {
            LOG.error("{} failed", operation.id(), failure);
            Problem problem = new Problem(500, "internal-error", "Something went wrong on our side; it was logged.");
            return new Answer(problem.status(), problem.toJson());
        }
    }

    /** Who names too many things that are not there is guessing; whoever names their own is served as ever. */
    private Problem slowedDown(Problem problem, Call call) {
        return problem.status() != 404 || wrongNames.allows(call.address())
                ? problem
                : Problem.tooMany(
                        "too-many-wrong-names", "Too many wrong addresses. Wait a minute.", wrongNames.untilNext());
    }

    private static void failed(RoutingContext context) {
        switch (context.statusCode()) {
            case 413 ->
                answer(
                        context.response(),
                        new Problem(413, "body-too-large", "The body has more bytes than this operation takes."));
            case 400 ->
                answer(context.response(), Problem.badRequest("malformed-request", "The request is malformed."));
            default -> {
                LOG.error("Request failed", context.failure());
                answer(
                        context.response(),
                        new Problem(500, "internal-error", "Something went wrong on our side; it was logged."));
            }
        }
    }

    private static void send(HttpServerResponse response, Answer answer) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        JsonObject body = answer.body();
        if (body == null) {
            response.end();
        } else {
            String type = answer.status() >= 400 ? "application/problem+json" : "application/json";
            response.putHeader("Content-Type", type + "; charset=utf-8").end(body.toBuffer());
        }
    }

    /** Ends a request with a problem. Call on the event loop. */
    public static void answer(HttpServerResponse response, Problem problem) {
        send(response, new Answer(problem.status(), problem.toJson()));
    }
}
