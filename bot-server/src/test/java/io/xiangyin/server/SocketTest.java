package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Talk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The widget's and the agents' sockets, with a client of another make. */
class SocketTest {
    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    @BeforeAll
    static void openShop() {
        shop = DemoShop.open(data);
    }

    @AfterAll
    static void closeShop() {
        shop.close();
    }

    private static Predicate<JsonObject> type(String type) {
        return frame -> type.equals(frame.getString("type"));
    }

    private static Predicate<JsonObject> said(String author) {
        return frame -> frame.getJsonObject("event") != null
                && author.equals(frame.getJsonObject("event").getString("author"));
    }

    private static Line line(Talk talk, long after) {
        return new Line(shop, "/api/v1/ws?token=" + talk.token() + "&after=" + after);
    }

    private static JsonObject message(String id, String text) {
        return new JsonObject()
                .put("type", "message")
                .put("clientMessageId", id)
                .put("text", text);
    }

    @Test
    void a_message_is_acknowledged_and_answered() {
        Talk talk = shop.begin("c-1006");
        try (Line line = line(talk, 0)) {
            assertThat(line.await(type("hello")).getJsonObject("conversation").getString("status"))
                    .isEqualTo("bot");
            line.await(said("bot"));
            line.send(message("m1", "谢谢"));
            assertThat(line.await(type("ack")).getString("clientMessageId")).isEqualTo("m1");
            assertThat(line.await(said("bot")).getJsonObject("event").getString("text"))
                    .contains("不客气");
        }
    }

    @Test
    void after_a_broken_connection_only_what_was_missed_comes_and_a_repeated_message_is_stored_once() {
        Talk talk = shop.begin("c-1006");
        long seen;
        try (Line line = line(talk, 0)) {
            line.send(message("m1", "谢谢"));
            line.await(type("ack"));
            seen = line.await(said("customer")).getJsonObject("event").getLong("seq");
        }
        shop.say(talk, "再见");
        try (Line line = line(talk, seen)) {
            long next = line.await(type("event")).getJsonObject("event").getLong("seq");
            assertThat(next).isGreaterThan(seen);
            line.send(message("m1", "谢谢"));
            assertThat(line.await(type("ack")).getLong("seq")).isEqualTo(seen);
        }
        long stored = shop
                .get("/api/v1/conversations/" + talk.id() + "/events", talk.token())
                .json()
                .getJsonArray("events")
                .stream()
                .map(JsonObject.class::cast)
                .filter(event -> "m1".equals(event.getString("clientMessageId")))
                .count();
        assertThat(stored).isEqualTo(1);
    }

    @Test
    void a_bad_token_is_told_by_close_code() {
        try (Line line = new Line(shop, "/api/v1/ws?token=nonsense")) {
            assertThat(line.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void frames_that_are_no_messages_are_answered_and_do_no_harm() {
        Talk talk = shop.begin("c-1006");
        try (Line line = line(talk, 0)) {
            line.send(new JsonObject()
                    .put("type", "message")
                    .put("clientMessageId", "m")
                    .put("text", 7));
            assertThat(line.await(type("error")).getString("code")).isEqualTo("wrong-type");
            line.send(new JsonObject().put("type", "something"));
            assertThat(line.await(type("error")).getString("code")).isEqualTo("unknown-frame");
            line.send(message("long", "长".repeat(2_001)));
            assertThat(line.await(type("error")).getString("code")).isEqualTo("text-too-long");
            line.send(new JsonObject().put("type", "ping"));
            line.await(type("pong"));
        }
    }

    @Test
    void what_is_not_json_ends_the_connection() {
        try (Line line = line(shop.begin("c-1006"), 0)) {
            line.socket.sendText("not json", true).join();
            assertThat(line.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void a_page_of_a_foreign_origin_gets_no_socket() {
        Talk talk = shop.begin("c-1006");
        try (HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<WebSocket> opening = client.newWebSocketBuilder()
                    .header("Origin", "https://evil.example")
                    .buildAsync(
                            URI.create(
                                    shop.url("/api/v1/ws?token=" + talk.token()).replace("http", "ws")),
                            new WebSocket.Listener() {});
            assertThat(opening).failsWithin(Wait.LONGEST);
        }
    }

    @Test
    void an_agents_words_reach_the_page_and_the_shoppers_the_agent() {
        Talk talk = shop.begin("c-1006");
        shop.send("POST", "/api/v1/conversations/" + talk.id() + "/handoff", null, talk.token());
        String agent = shop.signIn("xiaolin");
        try (Line desk = new Line(shop, "/api/v1/staff/ws");
                Line line = line(talk, 0)) {
            desk.send(new JsonObject().put("type", "auth").put("token", agent));
            desk.await(type("ready"));
            shop.send("POST", "/api/v1/conversations/" + talk.id() + "/accept", "{}", agent);
            desk.await(type("queue_changed"));
            line.await(frame -> type("conversation").test(frame)
                    && "with_agent".equals(frame.getJsonObject("conversation").getString("status")));
            shop.post(
                    "/api/v1/conversations/" + talk.id() + "/agent-messages",
                    new JsonObject().put("clientMessageId", "a1").put("text", "您好"),
                    agent);
            assertThat(line.await(said("agent")).getJsonObject("event").getString("text"))
                    .isEqualTo("您好");
            line.send(message("m1", "你好呀"));
            assertThat(desk.await(said("customer")).getJsonObject("event").getString("text"))
                    .isEqualTo("你好呀");
        }
    }

    @Test
    void staff_without_a_valid_token_are_shown_out() {
        try (Line desk = new Line(shop, "/api/v1/staff/ws")) {
            desk.send(new JsonObject().put("type", "auth").put("token", "nonsense"));
            assertThat(desk.closeCode()).isEqualTo(4401);
        }
    }
}
