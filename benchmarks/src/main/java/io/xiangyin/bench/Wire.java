package io.xiangyin.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The driver's connections to one server on the loopback address. Use on one event loop. */
final class Wire implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final int port;
    private final HttpClient http;
    private final WebSocketClient sockets;

    Wire(Vertx vertx, int port) {
        this.port = port;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setTcpNoDelay(true), new PoolOptions().setHttp1MaxSize(1024));
        this.sockets = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxConnections(20_000).setTcpNoDelay(true));
    }

    /** Posts JSON; fails if the status is not the expected one. */
    Future<JsonObject> post(String path, String token, JsonObject body, int expected) {
        return ask(HttpMethod.POST, path, token, body.toBuffer(), expected);
    }

    private Future<JsonObject> ask(HttpMethod method, String path, String token, Buffer body, int expected) {
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setHost(HOST)
                .setPort(port)
                .setURI(path)
                .putHeader("Content-Type", "application/json")
                .putHeader("Authorization", "Bearer " + token);
        return http.request(request)
                .compose(open -> open.send(body))
                .compose(response -> response.body()
                        .compose(answer -> response.statusCode() == expected
                                ? Future.succeededFuture(new JsonObject(answer))
                                : Future.failedFuture("status " + response.statusCode() + ": " + answer)));
    }

    /** Gets JSON; fails if the status is not 200. */
    Future<JsonObject> get(String path, String token) {
        return ask(HttpMethod.GET, path, token, Buffer.buffer(), 200);
    }

    Future<WebSocket> connect(String uri) {
        return sockets.connect(
                new WebSocketConnectOptions().setHost(HOST).setPort(port).setURI(uri));
    }

    @Override
    public void close() throws TimeoutException {
        http.close().await(10, TimeUnit.SECONDS);
        sockets.close().await(10, TimeUnit.SECONDS);
    }
}
