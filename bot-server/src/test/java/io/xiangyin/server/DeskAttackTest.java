package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
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

    @TempDir
    static Path elsewhere;

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
            .put("members", new JsonArray())
            .put("permissions", new JsonArray())
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
    void case_2_a_socket_is_not_resumed_with_somebody_elses_place() {
        Talk mine = shop.begin("c-1003");
        Talk other = shop.begin("c-1006");
        shop.say(mine, "我要退货");
        for (String query : List.of("&conversation=" + mine.id() + "&after=1", "&after=999")) {
            try (Line line = new Line(shop, "/api/v1/ws?token=" + other.token() + query)) {
                assertThat(line.closeCode()).isEqualTo(4403);
                assertThat(line.all()).isEmpty();
            }
        }
    }

    /** Somebody who may do everything here. */
    private static String allowedEverything() {
        JsonArray roles =
                new JsonArray().add("agent").add("supervisor").add("manager").add("admin");
        JsonObject account = new JsonObject()
                .put("username", "of-all-roles")
                .put("name", "全能")
                .put("roles", roles)
                .put("password", shop.demo().password());
        assertThat(shop.post("/api/v1/accounts", account, shop.signIn("admin")).status())
                .isEqualTo(201);
        return shop.signIn("of-all-roles");
    }

    @Test
    void case_3_what_belongs_to_another_shop_is_unknown_on_every_route_and_its_staff_are_strangers() {
        String agent = allowedEverything();
        try (DemoShop other = DemoShop.open(elsewhere)) {
            String theirs = other.signIn("laowang");
            Talk talk = other.begin("c-1003");
            JsonObject wish =
                    new JsonObject().put("kind", "quality").put("subject", "x").put("conversationId", talk.id());
            String ticket = other.post("/api/v1/tickets", wish, theirs).json().getString("id");
            for (Op op : operations()) {
                String path = new Op(op.method(), op.path().replace("{ticketId}", ticket), op.id()).filled(talk.id());
                String body = op.method().equals("GET") ? null : BODY;
                if (op.path().contains("/conversations/{id}") || op.path().contains("{ticketId}")) {
                    assertThat(shop.send(op.method(), path, body, agent).status())
                            .as("our agent, %s", op)
                            .isIn(401, 404); // 401: what only a shopper may
                    assertThat(shop.send(op.method(), path, body, talk.token()).status())
                            .as("their shopper, %s", op)
                            .isIn(401, 404);
                }
                if (!OPEN.contains(op.id())) {
                    assertThat(call(op, talk.id(), theirs).status())
                            .as("their agent, %s", op)
                            .isIn(401, 404);
                }
            }
        } finally {
            shop.send("DELETE", "/api/v1/accounts/of-all-roles", null, agent);
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
    void case_8_who_guesses_ten_thousand_ids_is_slowed_down_and_a_neighbour_is_not() throws Exception {
        Talk talk = shop.begin("c-1003");
        HttpRequest.Builder request = HttpRequest.newBuilder().header("Authorization", "Bearer " + talk.token());
        Map<Integer, Integer> answers = new HashMap<>();
        // an address of its own, so that the other tests of this shop keep theirs
        try (HttpClient guesser = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.0.0.2"))
                .build()) {
            for (int i = 0; i < 10_000; i++) {
                URI guess = URI.create(shop.url("/api/v1/conversations/%022d".formatted(i)));
                answers.merge(
                        guesser.send(request.uri(guess).build(), BodyHandlers.discarding())
                                .statusCode(),
                        1,
                        Integer::sum);
            }
            assertThat(answers.keySet()).containsExactlyInAnyOrder(404, 429);
            assertThat(answers.get(429)).isGreaterThan(5_000);
            URI own = URI.create(shop.url("/api/v1/conversations/" + talk.id()));
            assertThat(guesser.send(request.uri(own).build(), BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(shop.get("/api/v1/conversations/" + "C".repeat(22), talk.token())
                        .status())
                .isEqualTo(404);
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
                end.run();
                long begun = System.nanoTime();
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
    void case_13_there_is_no_reset_token_and_sign_in_tells_no_names() {
        assertThat(shop.get("/openapi.json", null).text()).doesNotContain("resetToken", "/reset");
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        Set<String> said = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            for (String name : List.of("xiaolin", "ahkeung", "laowang")) {
                known.add(refusal(name, said));
                unknown.add(refusal("nobody-" + UUID.randomUUID(), said));
            }
        }
        assertThat(said).hasSize(1);
        // hashing takes most of the time, for a name that does not exist as well; a busy machine only adds to it
        assertThat(Collections.min(unknown)).isBetween(Collections.min(known) / 2, Collections.min(known) * 2);
    }

    @Test
    void case_13_a_password_is_changed_by_whoever_knows_it_and_nobody_else() {
        String agent = shop.signIn("ahkeung");
        JsonObject asked = new JsonObject().put("password", "long enough");
        for (Object old : new Object[] {null, "", "wrong", new JsonObject(), true}) {
            Answer answer = shop.post("/api/v1/auth/password", asked.copy().put("old", old), agent);
            assertThat(answer.status()).as(String.valueOf(old)).isIn(400, 403);
        }
        JsonObject right = asked.copy().put("old", shop.demo().password());
        assertThat(shop.post("/api/v1/auth/password", right.copy().put("username", "laowang"), agent)
                        .status())
                .as("the name of another is not heeded")
                .isEqualTo(204);
        assertThat(shop.signIn("laowang")).isNotBlank();
        assertThat(shop.post("/api/v1/auth/password", right, agent).status())
                .as("the session ended with the old password")
                .isEqualTo(401);
        String again = shop.post(
                        "/api/v1/auth/login",
                        new JsonObject().put("username", "ahkeung").put("password", "long enough"),
                        null)
                .json()
                .getString("token");
        JsonObject back = new JsonObject()
                .put("old", "long enough")
                .put("password", shop.demo().password());
        assertThat(shop.post("/api/v1/auth/password", back, again).status()).isEqualTo(204);
    }

    private static long refusal(String username, Set<String> said) {
        JsonObject wrong = new JsonObject().put("username", username).put("password", "not this one");
        long begun = System.nanoTime();
        Answer answer = shop.post("/api/v1/auth/login", wrong, null);
        said.add(answer.status() + answer.text());
        return System.nanoTime() - begun;
    }

    @Test
    void case_31_no_cookie_opens_anything_so_no_other_site_can_send_one() throws Exception {
        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonObject right = new JsonObject()
                    .put("username", "xiaolin")
                    .put("password", shop.demo().password());
            HttpRequest signIn = HttpRequest.newBuilder(URI.create(shop.url("/api/v1/auth/login")))
                    .header("Origin", "https://evil.example")
                    .POST(BodyPublishers.ofString(right.encode()))
                    .build();
            answer = client.send(signIn, BodyHandlers.ofString());
        }
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void case_14_wrong_tries_on_one_name_do_not_lock_out_another() {
        JsonObject wrong = new JsonObject().put("username", "manager").put("password", "wrong " + UUID.randomUUID());
        for (int i = 0; i < 100; i++) {
            assertThat(shop.post("/api/v1/auth/login", wrong, null).status()).isIn(401, 429);
        }
        assertThat(shop.post("/api/v1/auth/login", wrong, null).status()).isEqualTo(429);
        assertThat(shop.signIn("xiaolin")).isNotBlank();
    }
}
