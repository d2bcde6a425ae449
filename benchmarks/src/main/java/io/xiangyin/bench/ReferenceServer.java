package io.xiangyin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** Bare Vert.x: what HTTP and WebSocket cost when nothing is done with the message. */
public final class ReferenceServer {
    private ReferenceServer() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        var server = vertx.createHttpServer(
                        new HttpServerOptions().setTcpNoDelay(true).setAcceptBacklog(1024))
                .requestHandler(request -> {
                    if (request.uri().equals("/ws")) {
                        request.toWebSocket()
                                .onSuccess(socket -> socket.textMessageHandler(
                                        text -> socket.writeTextMessage(new JsonObject(text).encode())));
                    } else {
                        request.body()
                                .onSuccess(body -> request.response()
                                        .putHeader("Content-Type", "application/json")
                                        .end(new JsonObject(body).toBuffer()));
                    }
                })
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
        System.out.printf("reference is ready on http://127.0.0.1:%d/%n", server.actualPort());
        System.out.flush();
    }
}
