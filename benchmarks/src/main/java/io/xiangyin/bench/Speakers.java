package io.xiangyin.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ways into the bot, and the same ways into the reference server. */
final class Speakers {
    private static final String API = "/api/v1";

    private Speakers() {}

    /** A conversation just opened. */
    record Opened(String path, String token) {
        static Future<Opened> on(Wire wire, String channel, String customer) {
            JsonObject body = new JsonObject()
                    .put("channel", channel)
                    .put("customer", new JsonObject().put("externalId", customer));
            return wire.post(API + "/conversations", "", body, 201)
                    .map(answer -> new Opened(
                            API + "/conversations/" + answer.getString("conversationId"), answer.getString("token")));
        }
    }

    /** The bot over REST, waiting for the end of its turn. */
    static Speaker.Door waiting(Wire wire) {
        return customer -> Opened.on(wire, "api", customer).map(opened -> new Posting(wire, opened, "?wait=10", 200));
    }

    /** The bot over REST, waiting only until the message is durable. */
    static Speaker.Door posting(Wire wire) {
        return customer -> Opened.on(wire, "api", customer).map(opened -> new Posting(wire, opened, "", 202));
    }

    /** The bot over the widget's WebSocket; the answer is the first thing it says after the message. */
    static Speaker.Door widget(Wire wire) {
        return customer -> Opened.on(wire, "web", customer)
                .compose(opened -> wire.connect(API + "/ws?token=" + opened.token()))
                .map(Widget::new);
    }

    static Speaker.Door httpEcho(Wire wire) {
        return _ -> Future.<Speaker>succeededFuture(text -> wire.post("/echo", "", message(0, text), 200));
    }

    static Speaker.Door socketEcho(Wire wire) {
        return _ -> wire.connect("/ws").map(Echo::new);
    }

    static JsonObject message(int number, String text) {
        return new JsonObject()
                .put("type", "message")
                .put("clientMessageId", "m-" + number)
                .put("text", text);
    }

    private static final class Posting implements Speaker {
        private final Wire wire;
        private final Opened opened;
        private final String query;
        private final int expected;
        private int said;

        Posting(Wire wire, Opened opened, String query, int expected) {
            this.wire = wire;
            this.opened = opened;
            this.query = query;
            this.expected = expected;
        }

        @Override
        public Future<?> say(String text) {
            JsonObject body = message(++said, text);
            body.remove("type");
            return wire.post(opened.path() + "/messages" + query, opened.token(), body, expected)
                    .compose(answer ->
                            expected == 200 && answer.getJsonArray("replies").isEmpty()
                                    ? Future.failedFuture("no reply to " + text)
                                    : Future.succeededFuture());
        }
    }

    /** Someone at a socket who waits for one frame at a time. */
    abstract static class Listening implements Speaker {
        private final WebSocket socket;
        private @Nullable Promise<Void> answer;

        Listening(WebSocket socket) {
            this.socket = socket;
            socket.textMessageHandler(text -> hear(new JsonObject(text)));
            socket.closeHandler(_ -> heard(promise -> promise.tryFail("closed")));
        }

        abstract void hear(JsonObject frame);

        Future<?> send(JsonObject frame) {
            Promise<Void> promise = Promise.promise();
            answer = promise;
            socket.writeTextMessage(frame.encode());
            return promise.future();
        }

        void heard() {
            heard(Promise::tryComplete);
        }

        private void heard(Consumer<Promise<Void>> how) {
            Promise<Void> waiting = answer;
            answer = null;
            if (waiting != null) {
                how.accept(waiting);
            }
        }

        @Override
        public void leave() {
            socket.close();
        }
    }

    /** The widget. */
    static final class Widget extends Listening {
        private enum Waiting {
            REPLY,
            ACKNOWLEDGEMENT,
            PONG
        }

        private int said;
        private boolean mineSeen;
        private Waiting waiting = Waiting.REPLY;

        Widget(WebSocket socket) {
            super(socket);
        }

        @Override
        public Future<?> say(String text) {
            mineSeen = false;
            waiting = Waiting.REPLY;
            return send(message(++said, text));
        }

        /** Says something, and completes when it is acknowledged. */
        Future<?> tell() {
            waiting = Waiting.ACKNOWLEDGEMENT;
            return send(message(++said, "谢谢"));
        }

        /** Completes with the pong. */
        Future<?> ping() {
            waiting = Waiting.PONG;
            return send(new JsonObject().put("type", "ping"));
        }

        @Override
        void hear(JsonObject frame) {
            switch (frame.getString("type")) {
                case "pong" -> heard(Waiting.PONG);
                case "ack" -> heard(Waiting.ACKNOWLEDGEMENT);
                case "event" -> event(frame.getJsonObject("event"));
                default -> {
                    // hello and changes of state are not what anybody waits for
                }
            }
        }

        private void heard(Waiting what) {
            if (waiting == what) {
                heard();
            }
        }

        private void event(JsonObject event) {
            if (event.getString("type").equals("message")) {
                if (event.getString("author").equals("customer")) {
                    mineSeen = event.getString("clientMessageId").equals("m-" + said);
                } else if (mineSeen) {
                    heard(Waiting.REPLY);
                }
            }
        }
    }

    private static final class Echo extends Listening {
        Echo(WebSocket socket) {
            super(socket);
        }

        @Override
        public Future<?> say(String text) {
            return send(message(0, text));
        }

        @Override
        void hear(JsonObject frame) {
            heard();
        }
    }
}
