package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks on conversations and on staff; the numbers are those of the list of attack cases we work from. */
class DeskAttackTest {
    private static final Set<String> OPEN =
            Set.of("signIn", "startConversation", "receiveOrderEvent", "getQuestionnaire", "answerQuestionnaire");

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

    /** An operation of the API as its own description tells it. */
    private record Op(String method, String path, String id) {
        String filled(String conversation) {
            return path.replace("{id}", conversation).replaceAll("\\{\\w+}", "x");
        }
    }

    private static List<Op> operations() {
        List<Op> all = new ArrayList<>();
        JsonObject paths = shop.get("/openapi.json", null).json().getJsonObject("paths");
        paths.forEach(path -> ((JsonObject) path.getValue())
                .forEach(operation -> all.add(new Op(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        path.getKey().startsWith("/api") ? path.getKey() : "/api/v1" + path.getKey(),
                        ((JsonObject) operation.getValue()).getString("operationId")))));
        assertThat(all).hasSizeGreaterThan(50);
        return all;
    }

    private static Answer call(Op op, String conversation, @Nullable String token) {
        return shop.send(op.method(), op.filled(conversation), op.method().equals("GET") ? null : BODY, token);
    }

    /** Fits every operation, so that the check of the body does not hide the check of the caller. */
    private static final String BODY = new JsonObject()
            .put("clientMessageId", "x")
            .put("clientActionId", "x")
            .put("conversationId", "x")
            .put("text", "x")
            .put("note", "x")
            .put("reason", "x")
            .put("action", "x")
            .put("orderNo", "x")
            .put("status", "online")
            .put("score", 5)
            .put("seq", 1)
            .put("right", true)
            .put("resolved", true)
            .put("settled", true)
            .put("approved", true)
            .put("elderMode", true)
            .put("kind", "quality")
            .put("subject", "x")
            .put("version", 1)
            .put("tags", new JsonArray())
            .put("username", "x-y")
            .put("name", "x")
            .put("roles", new JsonArray().add("admin"))
            .put("old", "x")
            .put("password", "long enough")
            .put("question", "x")
            .put("title", "x")
            .put("body", "x")
            .put("owner", "x")
            .put("opened", "x")
            .put("values", new JsonObject())
            .put("scores", new JsonObject())
            .put("item", "x")
            .encode();

    @Test
    void case_1_another_shopper_learns_nothing_of_a_conversation_on_any_route() {
        Talk mine = shop.begin("c-1003");
        Talk other = shop.begin("c-1006");
        for (Op op : operations()) {
            if (op.path().contains("/conversations/{id}")) {
                Answer theirs = call(op, other.id(), mine.token());
                Answer unknown = call(op, "A".repeat(22), mine.token());
                assertThat(theirs.status()).as(op.toString()).isIn(401, 404);
                assertThat(theirs.text()).as(op.toString()).isEqualTo(unknown.text());
            }
        }
    }

    @Test
    void cases_15_and_31_nothing_is_served_without_a_token_of_ones_own() {
        Talk talk = shop.begin("c-1003");
        for (Op op : operations()) {
            if (!OPEN.contains(op.id())) {
                for (String token : new String[] {null, "", "x", "Bearer", "null", talk.id()}) {
                    assertThat(call(op, talk.id(), token).status())
                            .as("%s with %s", op, token)
                            .isIn(401, 404);
                }
            }
        }
    }

    @Test
    void case_4_an_agent_who_does_not_hold_a_conversation_changes_nothing_in_it() {
        String holder = shop.signIn("xiaolin");
        Talk talk = shop.begin("c-1003");
        shop.send("POST", "/api/v1/conversations/" + talk.id() + "/handoff", null, talk.token());
        shop.post("/api/v1/conversations/" + talk.id() + "/accept", new JsonObject(), holder);
        String path = "/api/v1/conversations/" + talk.id() + "/events";
        String before = shop.get(path, talk.token()).text();
        String other = shop.signIn("ahkeung");
        for (String act :
                List.of("accept", "agent-messages", "transfer", "return-to-bot", "resolve", "actions", "take-over")) {
            assertThat(shop.send("POST", "/api/v1/conversations/" + talk.id() + "/" + act, BODY, other)
                            .status())
                    .as(act)
                    .isIn(403, 409);
        }
        assertThat(shop.send("PUT", "/api/v1/conversations/" + talk.id() + "/tags", BODY, other)
                        .status())
                .isEqualTo(403);
        assertThat(shop.get(path, talk.token()).text()).isEqualTo(before);
    }

    @Test
    void case_5_fields_that_are_not_the_callers_to_set_are_ignored() {
        JsonObject smuggled = new JsonObject()
                .put("channel", "api")
                .put("id", "chosen-by-me")
                .put("conversationId", "chosen-by-me")
                .put("role", "admin")
                .put("customer", new JsonObject().put("verified", true).put("externalId", "c-9999"));
        String id = shop.post("/api/v1/conversations", smuggled, null).json().getString("conversationId");
        assertThat(id).isNotEqualTo("chosen-by-me");
        String agent = shop.signIn("xiaolin");
        JsonObject card =
                shop.get("/api/v1/conversations/" + id + "/card", agent).json();
        assertThat(card.getJsonObject("customer").getBoolean("verified")).isFalse();
        JsonObject ticket = shop.post(
                        "/api/v1/tickets",
                        new JsonObject()
                                .put("kind", "complaint")
                                .put("subject", "x")
                                .put("customerId", "c-1003")
                                .put("state", "closed")
                                .put("confirmed", true)
                                .put("number", 1)
                                .put("id", "mine"),
                        agent)
                .json();
        assertThat(ticket.getString("state")).isEqualTo("open");
        assertThat(ticket.getBoolean("confirmed")).isFalse();
        assertThat(ticket.getString("id")).isNotEqualTo("mine");
        assertThat(shop.send("POST", "/api/v1/accounts", BODY, agent).status()).isEqualTo(403);
    }

    @Test
    void case_6_nobody_edits_or_deletes_what_was_said() {
        Talk talk = shop.begin("c-1003");
        String agent = shop.signIn("laowang");
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            for (String path : List.of("/messages", "/messages/1", "/events/1", "/agent-messages/1", "")) {
                assertThat(shop.send(method, "/api/v1/conversations/" + talk.id() + path, "{}", agent)
                                .status())
                        .isIn(404, 405);
            }
        }
    }

    @Test
    void case_7_what_colleagues_write_never_reaches_the_shoppers_socket() {
        Talk talk = shop.begin("c-1006");
        String agent = shop.signIn("xiaolin");
        try (Line shopper = new Line(shop, "/api/v1/ws?token=" + talk.token())) {
            shop.send("POST", "/api/v1/conversations/" + talk.id() + "/handoff", null, talk.token());
            String base = "/api/v1/conversations/" + talk.id();
            shop.post(base + "/accept", new JsonObject(), agent);
            shop.post(base + "/notes", new JsonObject().put("text", "SECRET-NOTE"), agent);
            shop.send(
                    "PUT",
                    base + "/tags",
                    new JsonObject()
                            .put("tags", new JsonArray().add("SECRET-TAG"))
                            .encode(),
                    agent);
            shop.post(base + "/transfer", new JsonObject().put("note", "SECRET-TRANSFER"), agent);
            shop.post(base + "/accept", new JsonObject(), agent);
            JsonObject words = new JsonObject().put("clientMessageId", "last").put("text", "到此为止");
            shop.post(base + "/agent-messages", words, agent);
            shopper.await(frame -> frame.encode().contains("到此为止"));
            assertThat(shopper.all())
                    .doesNotContain("SECRET")
                    .doesNotContain("offered")
                    .doesNotContain("idle:");
        }
    }

    @Test
    void case_8_ids_cannot_be_guessed() {
        String id = shop.begin("c-1006").id();
        assertThat(id).hasSizeGreaterThanOrEqualTo(22); // 128 random bits in Base64
        assertThat(shop.begin("c-1006").id().substring(0, 6)).isNotEqualTo(id.substring(0, 6));
    }

    @Test
    void case_9_a_claimed_identity_is_nobodys_unless_the_shop_signed_it() {
        for (String proof : List.of("", "null", "e30.e30", "x.y", "..")) {
            JsonObject customer = new JsonObject().put("externalId", "real-customer");
            if (!proof.isEmpty()) {
                customer.put("identityToken", proof);
            }
            Answer answer = shop.post(
                    "/api/v1/conversations",
                    new JsonObject().put("channel", "api").put("customer", customer),
                    null);
            if (answer.status() == 201) {
                String card = "/api/v1/conversations/" + answer.json().getString("conversationId") + "/card";
                assertThat(shop.get(card, shop.signIn("xiaolin"))
                                .json()
                                .getJsonObject("customer")
                                .getString("externalId"))
                        .startsWith("visitor-");
            } else {
                assertThat(answer.status()).isIn(400, 401);
            }
        }
    }

    @Test
    void case_12_a_new_password_other_roles_and_a_removed_account_end_sessions_and_sockets_within_five_seconds() {
        String admin = shop.signIn("admin");
        Map<String, Runnable> ends = Map.of(
                "password",
                () -> change(admin, "password", new JsonObject().put("password", "another one")),
                "roles",
                () -> change(admin, "roles", new JsonObject().put("roles", new JsonArray().add("manager"))),
                "disabled",
                () -> change(admin, "disabled", new JsonObject().put("disabled", true)),
                "removed",
                () -> shop.send("DELETE", "/api/v1/accounts/temp-removed", null, admin));
        ends.forEach((why, end) -> {
            String username = "temp-" + why;
            JsonObject account = new JsonObject()
                    .put("username", username)
                    .put("name", "临时")
                    .put("roles", new JsonArray().add("agent"))
                    .put("password", "first password");
            assertThat(shop.post("/api/v1/accounts", account, admin).status()).isEqualTo(201);
            String token = shop.post(
                            "/api/v1/auth/login",
                            new JsonObject().put("username", username).put("password", "first password"),
                            null)
                    .json()
                    .getString("token");
            try (Line line = new Line(shop, "/api/v1/staff/ws")) {
                line.send(new JsonObject().put("type", "auth").put("token", token));
                line.await(frame -> "ready".equals(frame.getString("type")));
                long begun = System.nanoTime();
                end.run();
                assertThat(shop.get("/api/v1/auth/me", token).status()).as(why).isEqualTo(401);
                assertThat(line.closeCode()).as(why).isEqualTo(4401);
                assertThat((System.nanoTime() - begun) / 1e9).as(why).isLessThan(5);
            }
        });
        assertThat(shop.get("/api/v1/audit", admin).text())
                .contains("account_created", "account_changed", "account_deleted", "signed_in");
    }

    private static void change(String admin, String why, JsonObject wish) {
        assertThat(shop.send("PUT", "/api/v1/accounts/temp-" + why, wish.encode(), admin)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_last_administrator_stays() {
        String admin = shop.signIn("admin");
        assertThat(shop.send("DELETE", "/api/v1/accounts/admin", null, admin)
                        .json()
                        .getString("code"))
                .isEqualTo("last-admin");
        assertThat(shop.send("PUT", "/api/v1/accounts/admin", "{\"disabled\":true}", admin)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void case_14_wrong_tries_on_one_name_do_not_lock_out_another() {
        JsonObject wrong = new JsonObject().put("username", "manager").put("password", "wrong " + UUID.randomUUID());
        for (int i = 0; i < 8; i++) {
            assertThat(shop.post("/api/v1/auth/login", wrong, null).status()).isIn(401, 429);
        }
        assertThat(shop.post("/api/v1/auth/login", wrong, null).status()).isEqualTo(429);
        assertThat(shop.signIn("xiaolin")).isNotBlank();
    }
}
