package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents and managers may do over HTTP, and what they may not. */
class StaffApiTest {
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

    private static Talk waiting(String customer, String... words) {
        Talk talk = shop.begin(customer);
        Stream.of(words).forEach(text -> shop.say(talk, text));
        shop.send("POST", "/api/v1/conversations/" + talk.id() + "/handoff", null, talk.token());
        return talk;
    }

    private static Answer act(Talk talk, String act, String token) {
        return shop.send("POST", "/api/v1/conversations/" + talk.id() + "/" + act, "{}", token);
    }

    private static Answer tell(Talk talk, String id, String text, String token) {
        JsonObject body = new JsonObject().put("clientMessageId", id).put("text", text);
        return shop.post("/api/v1/conversations/" + talk.id() + "/agent-messages", body, token);
    }

    private static String status(Talk talk) {
        return shop.get("/api/v1/conversations/" + talk.id(), talk.token())
                .json()
                .getString("status");
    }

    private static List<String> said(Talk talk, String author) {
        JsonArray events = shop.get("/api/v1/conversations/" + talk.id() + "/events", talk.token())
                .json()
                .getJsonArray("events");
        return events.stream()
                .map(JsonObject.class::cast)
                .filter(event -> author.equals(event.getString("author")))
                .map(event -> event.getString("text"))
                .toList();
    }

    @Test
    void a_wrong_password_and_an_unknown_name_get_the_same_words() {
        JsonObject wrong = new JsonObject().put("username", "xiaolin").put("password", "not the password");
        JsonObject nobody = new JsonObject().put("username", "nobody").put("password", "not the password");
        Answer first = shop.post("/api/v1/auth/login", wrong, null);
        assertThat(first.status()).isEqualTo(401);
        assertThat(shop.post("/api/v1/auth/login", nobody, null).text()).isEqualTo(first.text());
    }

    @Test
    void many_wrong_tries_must_wait() {
        JsonObject wrong = new JsonObject().put("username", "laowang").put("password", "not the password");
        for (int i = 0; i < 5; i++) {
            assertThat(shop.post("/api/v1/auth/login", wrong, null).status()).isEqualTo(401);
        }
        assertThat(shop.post("/api/v1/auth/login", wrong, null).status()).isEqualTo(429);
    }

    @Test
    void a_session_ends_with_signing_out() {
        String token = shop.signIn("xiaolin");
        assertThat(shop.get("/api/v1/auth/me", token).json().getString("id")).isEqualTo("xiaolin");
        assertThat(shop.send("POST", "/api/v1/auth/logout", null, token).status())
                .isEqualTo(204);
        assertThat(shop.get("/api/v1/auth/me", token).status()).isEqualTo(401);
    }

    @Test
    void roles_are_kept_apart() {
        String agent = shop.signIn("xiaolin");
        String manager = shop.signIn("manager");
        assertThat(shop.get("/api/v1/reports/service", agent).status()).isEqualTo(403);
        assertThat(shop.get("/api/v1/queue", manager).status()).isEqualTo(403);
        assertThat(shop.get("/api/v1/reports/service", manager).status()).isEqualTo(200);
        assertThat(shop.get("/api/v1/queue", shop.begin("c-1006").token()).status())
                .isEqualTo(401);
    }

    @Test
    void an_agent_helps_from_queue_to_resolution_while_the_bot_is_silent() {
        Talk talk = waiting("c-1001", "我那个水壶坏了想退");
        String agent = shop.signIn("xiaolin");
        JsonArray queue = shop.get("/api/v1/queue", agent).json().getJsonArray("waiting");
        assertThat(queue.stream().map(JsonObject.class::cast).map(row -> row.getString("conversationId")))
                .contains(talk.id());
        assertThat(act(talk, "accept", agent).status()).isEqualTo(200);
        assertThat(status(talk)).isEqualTo("with_agent");
        int botWords = said(talk, "bot").size();
        shop.say(talk, "能快点吗");
        assertThat(said(talk, "bot")).hasSize(botWords);
        assertThat(tell(talk, "a1", "您好，我来帮您。", agent).status()).isEqualTo(202);
        assertThat(tell(talk, "a1", "您好，我来帮您。", agent).status()).isEqualTo(202);
        assertThat(said(talk, "agent")).containsExactly("您好，我来帮您。");
        assertThat(act(talk, "resolve", agent).status()).isEqualTo(200);
        assertThat(status(talk)).isEqualTo("closed");
        shop.say(talk, "谢谢");
        assertThat(status(talk)).isEqualTo("bot");
    }

    @Test
    void the_card_holds_what_the_shopper_gave_and_the_orders() {
        Talk talk = waiting("c-1001", "羽绒服我要退货", "退款几天到账");
        JsonObject card = shop.get("/api/v1/conversations/" + talk.id() + "/card", shop.signIn("xiaolin"))
                .json();
        assertThat(card.getJsonObject("customer").getString("name")).isEqualTo("王桂兰");
        assertThat(card.getString("reason")).isEqualTo("customer_request");
        assertThat(card.getString("reasonText")).isNotBlank();
        assertThat(card.getString("wanted")).contains("退货");
        assertThat(card.getJsonArray("slots").encode()).contains("羽绒服");
        assertThat(card.getJsonArray("orders")).hasSize(2);
    }

    @Test
    void of_two_who_accept_at_once_one_wins() {
        String one = shop.signIn("xiaolin");
        String two = shop.signIn("ahkeung");
        for (int i = 0; i < 10; i++) {
            Talk talk = waiting("c-1006");
            List<Integer> statuses = Stream.of(one, two)
                    .parallel()
                    .map(token -> act(talk, "accept", token).status())
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
        }
    }

    @Test
    void only_the_agent_who_holds_a_conversation_writes_in_it() {
        Talk talk = waiting("c-1006");
        String holder = shop.signIn("xiaolin");
        act(talk, "accept", holder);
        Answer other = tell(talk, "x", "插一句", shop.signIn("ahkeung"));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().getString("code")).isEqualTo("with-another-agent");
        assertThat(said(talk, "agent")).isEmpty();
    }

    @Test
    void given_back_the_bot_goes_on_and_does_not_read_the_old_request_again() {
        Talk talk = waiting("c-1002", "转人工");
        String agent = shop.signIn("xiaolin");
        act(talk, "accept", agent);
        assertThat(act(talk, "return-to-bot", agent).json().getString("status")).isEqualTo("bot");
        assertThat(DemoShop.words(shop.say(talk, "退款到哪了"))).contains("蓝牙耳机");
        assertThat(status(talk)).isEqualTo("bot");
    }

    @Test
    void a_transfer_puts_the_conversation_back_with_its_note_for_colleagues_only() {
        Talk talk = waiting("c-1006");
        String agent = shop.signIn("xiaolin");
        act(talk, "accept", agent);
        shop.post("/api/v1/conversations/" + talk.id() + "/transfer", new JsonObject().put("note", "内部备注"), agent);
        assertThat(status(talk)).isEqualTo("queued");
        String path = "/api/v1/conversations/" + talk.id() + "/events";
        assertThat(shop.get(path, talk.token()).text()).doesNotContain("内部备注");
        assertThat(shop.get(path, agent).text()).contains("内部备注");
    }

    @Test
    void the_report_counts_what_happened_within_seconds() {
        String manager = shop.signIn("manager");
        int before = conversations(manager);
        Talk talk = shop.begin("c-1003");
        shop.say(talk, "七天无理由退货运费谁出");
        assertThat(conversations(manager)).isEqualTo(before + 1);
        JsonObject metrics = shop.get("/api/v1/reports/service", manager).json().getJsonObject("metrics");
        assertThat(metrics.getJsonObject("containmentRate").getInteger("denominator"))
                .isPositive();
        assertThat(metrics.getJsonObject("botFirstResponseMs").getDouble("p95")).isBetween(0.0, 5_000.0);
    }

    private static int conversations(String manager) {
        return shop.get("/api/v1/reports/service", manager)
                .json()
                .getJsonObject("counts")
                .getInteger("conversations");
    }

    @Test
    void a_window_that_ends_before_it_begins_is_refused() {
        Answer answer = shop.get(
                "/api/v1/reports/service?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", shop.signIn("manager"));
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void a_message_left_while_nobody_is_signed_in_stands_in_the_queue_and_on_the_card() {
        Talk talk = shop.begin("c-1006");
        String offered = DemoShop.words(shop.say(talk, "转人工"));
        assertThat(offered).contains("位置给您留着");
        shop.say(talk, "打电话给我，13900001111");
        shop.say(talk, "壶盖有点松");

        String agent = shop.signIn("xiaolin");
        JsonObject card =
                shop.get("/api/v1/conversations/" + talk.id() + "/card", agent).json();
        assertThat(card.getJsonObject("callback").getString("phone")).isEqualTo("13900001111");
        assertThat(card.getJsonArray("messages")).containsExactly("壶盖有点松");
        assertThat(shop.get("/api/v1/queue", agent).json().getJsonArray("waiting").stream()
                        .map(JsonObject.class::cast)
                        .filter(row -> row.getString("conversationId").equals(talk.id())))
                .singleElement()
                .matches(row -> row.getBoolean("messageLeft") && row.getBoolean("callback"));
    }
}
