package io.xiangyin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** An agent of the demo shop with the workbench open: signed in, and heard of often enough not to be given up for gone. */
final class AgentPage {
    private static final String API = "/api/v1";
    private static final long ALIVE_EVERY_MILLIS = 15_000;

    private AgentPage() {}

    /** The access token of a member of the demo shop's staff. */
    static String signIn(Load load, Wire wire, String username) throws Exception {
        JsonObject who = new JsonObject().put("username", username).put("password", "xiangyin-demo");
        return load.onLoop(() -> wire.post(API + "/auth/login", "", who, 200)).getString("token");
    }

    /** Signs in and opens the page, which is shown every frame on the driver's event loop; the access token. */
    static String open(Vertx vertx, Load load, Wire wire, String username, Consumer<String> screen) throws Exception {
        String token = signIn(load, wire, username);
        load.onLoop(() -> wire.connect(API + "/staff/ws").onSuccess(socket -> {
            socket.textMessageHandler(screen::accept);
            socket.writeTextMessage(
                    new JsonObject().put("type", "auth").put("token", token).encode());
            vertx.setPeriodic(ALIVE_EVERY_MILLIS, _ -> socket.writeTextMessage("{\"type\":\"alive\"}"));
        }));
        return token;
    }
}
