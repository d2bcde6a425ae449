package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shopper's HTTP API as a program sees it, bad input included. */
class ShopperApiTest {
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

    private static String messages(Talk talk) {
        return "/api/v1/conversations/" + talk.id() + "/messages";
    }

    private static JsonObject message(String id, String text) {
        return new JsonObject().put("clientMessageId", id).put("text", text);
    }

    private static List<JsonObject> events(Talk talk, String after) {
        JsonArray events = shop.get("/api/v1/conversations/" + talk.id() + "/events?after=" + after, talk.token())
                .json()
                .getJsonArray("events");
        return events.stream().map(JsonObject.class::cast).toList();
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.json().getString("code")).isEqualTo(code);
        assertThat(answer.json().getInteger("status")).isEqualTo(status);
        assertThat(answer.json().getString("detail")).isNotBlank();
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("at io.xiangyin");
    }

    @Test
    void a_message_is_answered_with_its_source_when_the_caller_waits() {
        Talk talk = shop.begin("c-1003");
        JsonObject answer = shop.say(talk, "七天无理由退货运费谁出");
        JsonObject reply = answer.getJsonArray("replies").getJsonObject(0);
        assertThat(reply.getString("author")).isEqualTo("bot");
        assertThat(reply.getBoolean("generated")).isFalse();
        assertThat(reply.getJsonArray("citations").getJsonObject(0).getString("articleId"))
                .isNotBlank();
        assertThat(answer.getJsonObject("conversation").getString("status")).isEqualTo("bot");
    }

    @Test
    void without_waiting_the_message_is_accepted_and_answered_later() {
        Talk talk = shop.begin("c-1006");
        Answer accepted = shop.post(messages(talk), message("m1", "你好"), talk.token());
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().getLong("seq")).isGreaterThan(2);
        assertThat(accepted.json().getString("messageId")).isNotBlank();
    }

    @Test
    void the_same_client_message_id_gets_the_same_answer_and_is_stored_once() {
        Talk talk = shop.begin("c-1006");
        List<Answer> answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(_ -> shop.post(messages(talk), message("same", "你好"), talk.token()))
                .toList();
        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(events(talk, "0").stream().filter(event -> "customer".equals(event.getString("author"))))
                .hasSize(1);
    }

    @Test
    void the_same_client_message_id_in_two_conversations_is_two_messages() {
        Talk one = shop.begin("c-1006");
        Talk two = shop.begin("c-1006");
        String first = shop.post(messages(one), message("m1", "你好"), one.token())
                .json()
                .getString("messageId");
        String second = shop.post(messages(two), message("m1", "你好"), two.token())
                .json()
                .getString("messageId");
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void malformed_json_is_told_as_such() {
        Talk talk = shop.begin("c-1006");
        isProblem(shop.send("POST", messages(talk), "{\"text\": ", talk.token()), 400, "malformed-json");
        isProblem(shop.send("POST", messages(talk), "[1]", talk.token()), 400, "malformed-json");
    }

    @Test
    void a_missing_or_wrong_field_is_named() {
        Talk talk = shop.begin("c-1006");
        Answer missing = shop.send("POST", messages(talk), "{\"text\":\"你好\"}", talk.token());
        isProblem(missing, 400, "missing-field");
        assertThat(missing.json().getString("detail")).contains("clientMessageId");
        isProblem(
                shop.send("POST", messages(talk), "{\"clientMessageId\":\"m\",\"text\":{\"$ne\":1}}", talk.token()),
                400,
                "wrong-type");
        isProblem(shop.post(messages(talk), message("m", "   "), talk.token()), 400, "blank-text");
    }

    @Test
    void a_message_of_a_megabyte_is_refused_and_loses_nothing() {
        Talk talk = shop.begin("c-1006");
        isProblem(shop.post(messages(talk), message("big", "长".repeat(400_000)), talk.token()), 413, "body-too-large");
        isProblem(shop.post(messages(talk), message("long", "长".repeat(2_001)), talk.token()), 400, "text-too-long");
        assertThat(DemoShop.words(shop.say(talk, "你好"))).isNotBlank();
    }

    @Test
    void an_unknown_conversation_and_a_foreign_one_look_the_same() {
        Talk mine = shop.begin("c-1006");
        Talk other = shop.begin("c-1005");
        Answer foreign = shop.get("/api/v1/conversations/" + other.id(), mine.token());
        Answer unknown = shop.get("/api/v1/conversations/AAAAAAAAAAAAAAAAAAAAAA", mine.token());
        isProblem(foreign, 404, "not-found");
        assertThat(foreign.text()).isEqualTo(unknown.text());
        for (String path : List.of("/events", "/card")) {
            assertThat(shop.get("/api/v1/conversations/" + other.id() + path, mine.token())
                            .status())
                    .isIn(401, 404);
        }
        isProblem(shop.post(messages(other), message("m", "偷看"), mine.token()), 404, "not-found");
    }

    @Test
    void without_a_valid_token_nothing_opens() {
        Talk talk = shop.begin("c-1006");
        for (String token : List.of("", "nonsense", talk.id() + ".forged", talk.token() + "x")) {
            isProblem(shop.get("/api/v1/conversations/" + talk.id(), token), 401, "unauthorized");
        }
    }

    @Test
    void an_unknown_path_and_a_wrong_method_are_told() {
        isProblem(shop.get("/api/v1/nothing", null), 404, "not-found");
        isProblem(shop.get("/nothing", null), 404, "not-found");
        isProblem(shop.send("DELETE", "/api/v1/conversations", null, null), 405, "method-not-allowed");
    }

    @Test
    void the_human_button_works_in_one_step_at_any_time_and_twice_is_once() {
        Talk talk = shop.begin("c-1006");
        String handoff = "/api/v1/conversations/" + talk.id() + "/handoff";
        JsonObject view = shop.send("POST", handoff, null, talk.token()).json();
        assertThat(view.getString("status")).isEqualTo("queued");
        assertThat(view.getJsonObject("handoff").getString("reason")).isEqualTo("customer_request");
        assertThat(view.getJsonObject("handoff").getInteger("position")).isPositive();
        int before = events(talk, "0").size();
        assertThat(shop.send("POST", handoff, null, talk.token()).status()).isEqualTo(200);
        assertThat(events(talk, "0")).hasSize(before);
        assertThat(shop.send("DELETE", handoff, null, talk.token()).json().getString("status"))
                .isEqualTo("bot");
        isProblem(shop.send("DELETE", handoff, null, talk.token()), 409, "not-waiting");
    }

    @Test
    void events_resume_after_a_sequence_number() {
        Talk talk = shop.begin("c-1006");
        shop.say(talk, "你好");
        List<JsonObject> all = events(talk, "0");
        String last = all.getLast().getLong("seq").toString();
        assertThat(events(talk, last)).isEmpty();
        String first = all.getFirst().getLong("seq").toString();
        assertThat(events(talk, first)).hasSize(all.size() - 1);
        isProblem(
                shop.get("/api/v1/conversations/" + talk.id() + "/events?after=x", talk.token()),
                400,
                "wrong-parameter");
    }

    @Test
    void the_event_stream_resumes_from_the_last_event_id() throws Exception {
        Talk talk = shop.begin("c-1006");
        shop.say(talk, "你好");
        List<JsonObject> all = events(talk, "0");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(shop.url("/api/v1/conversations/" + talk.id() + "/events")))
                .header("Authorization", "Bearer " + talk.token())
                .header("Accept", "text/event-stream")
                .header("Last-Event-ID", all.getFirst().getLong("seq").toString())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            try (Stream<String> lines = response.body()) {
                List<String> ids = lines.filter(line -> line.startsWith("id: "))
                        .limit(all.size() - 1L)
                        .map(line -> line.substring(4))
                        .toList();
                assertThat(ids)
                        .isEqualTo(all.stream()
                                .skip(1)
                                .map(event -> event.getLong("seq").toString())
                                .toList());
            }
            client.shutdownNow();
        }
    }

    @Test
    void a_rating_is_taken_and_a_score_out_of_range_is_not() {
        Talk talk = shop.begin("c-1006");
        String rating = "/api/v1/conversations/" + talk.id() + "/rating";
        isProblem(
                shop.post(rating, new JsonObject().put("score", 6).put("resolved", true), talk.token()),
                400,
                "wrong-type");
        assertThat(shop.post(rating, new JsonObject().put("score", 5).put("resolved", true), talk.token())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_named_demo_customer_is_believed_and_anybody_else_is_a_visitor_without_orders() {
        assertThat(DemoShop.words(shop.say(shop.begin("c-1001"), "我要退货"))).contains("您想退哪一件");
        assertThat(DemoShop.words(shop.say(shop.begin("c-9999"), "我要退货"))).contains("先登录");
    }

    @Test
    void the_order_system_down_is_told_and_a_human_comes_in() {
        String orders = shop.demo().orderServiceUrl().toString();
        Talk talk = shop.begin("c-1004");
        try {
            shop.post(orders + "/faults", new JsonObject().put("mode", "down"), null);
            JsonObject answer = shop.say(talk, "我要退货");
            assertThat(DemoShop.words(answer)).contains("连不上");
            assertThat(answer.getJsonObject("conversation").getString("status")).isEqualTo("queued");
            assertThat(answer.getJsonObject("conversation")
                            .getJsonObject("handoff")
                            .getString("reason"))
                    .isEqualTo("service_failure");
        } finally {
            shop.post(orders + "/faults", new JsonObject().put("mode", "none"), null);
        }
    }

    @Test
    void the_description_names_exactly_the_routes_that_answer() {
        JsonObject paths = shop.get("/openapi.json", null).json().getJsonObject("paths");
        assertThat(paths.fieldNames()).contains("/api/v1/conversations/{id}/messages", "/api/v1/queue");
        paths.forEach(entry -> ((JsonObject) entry.getValue()).fieldNames().forEach(method -> {
            String path = entry.getKey().replaceAll("\\{\\w+}", "AAAAAAAAAAAAAAAAAAAAAA");
            Answer answer = shop.send(method.toUpperCase(Locale.ROOT), path, "{}", null);
            assertThat(answer.status()).as(method + " " + path).isIn(400, 401, 404);
            assertThat(answer.json().getString("code")).as(method + " " + path).isNotEqualTo("not-found");
        }));
    }

    @Test
    void health_and_metrics_answer() {
        assertThat(shop.get("/health/live", null).status()).isEqualTo(200);
        assertThat(shop.get("/health/ready", null).status()).isEqualTo(200);
        assertThat(shop.get("/metrics", null).text()).contains("xiangyin_events_total");
    }

    @Test
    void pages_forbid_foreign_scripts_and_frames() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of("/agent", "/manager", "/chat/", "/")) {
                HttpResponse<String> page = client.send(
                        HttpRequest.newBuilder(URI.create(shop.url(path))).build(),
                        HttpResponse.BodyHandlers.ofString());
                String policy =
                        page.headers().firstValue("Content-Security-Policy").orElse("");
                assertThat(policy).contains("script-src 'self' 'sha256-").doesNotContain("script-src 'self' 'unsafe");
                assertThat(policy)
                        .contains(path.equals("/chat/") ? "frame-ancestors 'self'" : "frame-ancestors 'none'");
                assertThat(page.body()).contains("importmap").doesNotContain("<!--importmap-->");
            }
        }
    }

    @Test
    void every_module_of_the_import_map_is_there() {
        String page = shop.get("/agent", null).text();
        String map = page.substring(page.indexOf("{\"imports\""), page.indexOf("</script>"));
        new JsonObject(map).getJsonObject("imports").forEach(entry -> {
            if (!entry.getKey().endsWith("/")) {
                assertThat(shop.get((String) entry.getValue(), null).status())
                        .as(entry.getKey())
                        .isEqualTo(200);
            }
        });
    }

    @Test
    void no_path_leads_out_of_the_pages() {
        for (String path : List.of(
                "/ui/../../../application.yaml",
                "/lib/..%2f..%2fdb/migration/V1__event_log.sql",
                "/chat/%2e%2e/x.js")) {
            assertThat(shop.get(path, null).status()).isEqualTo(404);
        }
    }
}
