package io.xiangyin.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.OpenApi;
import io.xiangyin.channel.http.Problem;
import java.io.IOException;
import java.net.BindException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The HTTP server: API under {@code /api/v1}, sockets, pages, description, health and metrics. */
public final class WebServer implements AutoCloseable {
    /** Where the API begins. */
    public static final String BASE = "/api/v1";

    private static final int LARGEST_FRAME = 64 * 1024;
    private static final int IDLE_SECONDS = 60;

    private final Vertx vertx;
    private final Router root;
    private final Router apiRouter;
    private final Api api;
    private HttpServer server;

    /** @param workers runs handlers; they may block */
    public WebServer(Vertx vertx, Executor workers) {
        this.vertx = vertx;
        this.root = Router.router(vertx);
        this.apiRouter = Router.router(vertx);
        this.api = new Api(vertx, apiRouter, workers);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setMaxWebSocketFrameSize(LARGEST_FRAME)
                .setMaxWebSocketMessageSize(LARGEST_FRAME)
                .setMaxHeaderSize(16 * 1024)
                .setIdleTimeout(IDLE_SECONDS)
                .setTcpNoDelay(true)
                .setAcceptBacklog(1024));
        root.route().handler(context -> {
            context.response()
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Referrer-Policy", "no-referrer");
            context.next();
        });
    }

    /** Takes the operations. Register all of them before {@link #listen}. */
    public Api api() {
        return api;
    }

    /** A socket at a path below the base path. */
    public void socket(String path, Consumer<RoutingContext> upgrade) {
        root.get(BASE + path).handler(upgrade::accept);
    }

    /** Pages; the demo's start page and shop only in the demo. */
    public void pages(Set<String> origins, boolean demo) {
        new Pages(origins).route(root, demo);
    }

    /** What operators look at. */
    public void operations(String version, Supplier<Boolean> ready, Supplier<String> metrics) {
        root.get("/openapi.json")
                .handler(context -> json(context, 200, OpenApi.describe("Xiangyin", version, BASE, api.operations())));
        root.get("/health/live").handler(context -> json(context, 200, new JsonObject().put("status", "up")));
        root.get("/health/ready").handler(context -> {
            boolean up = ready.get();
            json(context, up ? 200 : 503, new JsonObject().put("status", up ? "ready" : "starting"));
        });
        root.get("/metrics")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(metrics.get()));
    }

    /** Further routes outside the API; used by the demo. */
    public void mount(String path, Router router) {
        root.route(path).subRouter(router);
    }

    private static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(body.toBuffer());
    }

    /**
     * Begins to listen.
     *
     * @return the port
     * @throws IOException if the port is taken or the host is not ours; the sentence says what to do
     */
    public int listen(String host, int port) throws IOException, InterruptedException {
        api.close();
        root.route(BASE + "/*").subRouter(apiRouter);
        root.route().handler(context -> Api.answer(context.response(), Problem.notFound()));
        Future<HttpServer> listening = server.requestHandler(root).listen(port, host);
        try {
            server = listening.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            return server.actualPort();
        } catch (ExecutionException | TimeoutException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            String reason = cause instanceof BindException
                    ? "Port " + port + " on " + host + " cannot be used (" + cause.getMessage()
                            + "). Stop the program that holds it, or give another with --port N."
                    : "The server could not listen on " + host + ":" + port + ": " + cause;
            throw new IOException(reason, cause);
        }
    }

    /** Takes no more requests; sockets are told that the server restarts. */
    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .handle((_, _) -> null)
                .join();
    }
}
