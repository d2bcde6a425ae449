package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Turns judged by people, from the shopper's words to the report, the metrics, the manager's page and the test data. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReviewTest extends PageTest {
    private static final String CANTONESE = "我對鞋仲未到啊，搞乜嘢";

    private static Answer label(Talk talk, long seq, boolean right, String intent, String token) {
        JsonObject body = new JsonObject().put("seq", seq).put("right", right);
        return shop.post(
                "/api/v1/conversations/" + talk.id() + "/labels",
                intent.isEmpty() ? body : body.put("intent", intent),
                token);
    }

    private static JsonObject understanding(String manager) {
        return shop.get("/api/v1/reports/service?groupBy=dialect", manager)
                .json()
                .getJsonObject("metrics")
                .getJsonObject("understanding");
    }

    @Test
    @Order(1)
    void a_dialect_turn_waits_to_be_judged_and_a_judgement_is_counted() {
        String agent = shop.signIn("xiaolin");
        String manager = shop.signIn("manager");
        Talk talk = shop.begin("c-1002");
        long seq = shop.say(talk, CANTONESE).getLong("seq");

        JsonArray waiting = shop.get("/api/v1/reviews", agent).json().getJsonArray("turns");
        assertThat(waiting.getJsonObject(0).getString("text")).isEqualTo(CANTONESE);
        assertThat(waiting.getJsonObject(0).getString("mandarin")).isNotEqualTo(CANTONESE);
        assertThat(waiting.getJsonObject(0).getString("reason")).isEqualTo("dialect");

        assertThat(label(talk, seq, false, "track_logistics", agent).status()).isEqualTo(201);
        JsonObject accuracy =
                understanding(manager).getJsonObject("accuracyByDialect").getJsonObject("yue");
        assertThat(accuracy.getDouble("value")).isZero();
        assertThat(accuracy.getInteger("denominator")).isEqualTo(1);
        assertThat(accuracy.getJsonObject("interval").getDouble("high")).isBetween(0.5, 1.0);
        assertThat(understanding(manager).getJsonArray("alerts")).isEmpty();
        assertThat(shop.get("/api/v1/reviews", agent).json().getJsonArray("turns"))
                .isEmpty();
        assertThat(shop.get("/api/v1/reviews/corrections", manager).json().getJsonArray("corrections"))
                .containsExactly(new JsonObject()
                        .put("text", CANTONESE)
                        .put("intent", "track_logistics")
                        .put("dialect", "yue"));
    }

    @Test
    @Order(2)
    void what_cannot_be_judged_is_refused() {
        String agent = shop.signIn("xiaolin");
        Talk talk = shop.begin("c-1003");
        long seq = shop.say(talk, "你好").getLong("seq");
        assertThat(label(talk, seq + 100, true, "", agent).status()).isEqualTo(404);
        assertThat(label(talk, seq, false, "no_such_intent", agent).status()).isEqualTo(400);
        assertThat(label(talk, seq, true, "", talk.token()).status()).isEqualTo(401);
        assertThat(shop.get("/api/v1/reviews/corrections", agent).status()).isEqualTo(403);
    }

    @Test
    @Order(3)
    void a_dialect_understood_too_badly_raises_an_alert_and_its_turns_come_first() {
        String manager = shop.signIn("manager");
        Talk talk = shop.begin("c-1002");
        List<Long> said = IntStream.range(0, 12)
                .mapToObj(i -> shop.say(talk, CANTONESE + "，" + i).getLong("seq"))
                .toList();
        for (int i = 0; i < 10; i++) {
            assertThat(label(talk, said.get(i), i < 6, "", manager).status()).isEqualTo(201);
        }

        JsonObject alert = understanding(manager).getJsonArray("alerts").getJsonObject(0);
        assertThat(alert.getString("dialect")).isEqualTo("yue");
        assertThat(alert.getJsonObject("accuracy").getInteger("denominator")).isEqualTo(11);
        assertThat(shop.get("/api/v1/reviews", manager)
                        .json()
                        .getJsonArray("turns")
                        .getJsonObject(0)
                        .getString("reason"))
                .isEqualTo("accuracy_alert");
        assertThat(shop.get("/metrics", null).text())
                .contains("xiangyin_understanding_accuracy{dialect=\"yue\"} 0.54")
                .contains("xiangyin_understanding_alert{dialect=\"yue\"} 1.0");
    }

    @Test
    @Order(4)
    void a_manager_sees_the_alert_and_judges_by_a_click() {
        Page page = browser.page(1280, 900, errors);
        page.navigate(shop.url("/manager"));
        page.getByTestId("login-username").fill("manager");
        page.getByTestId("login-password").fill(shop.demo().password());
        page.getByTestId("login-submit").click();
        assertThat(page.getByTestId("review-alert")).containsText("粤语听对的不到 80%");
        assertThat(page.getByTestId("review-turn").first()).containsText(CANTONESE);
        page.getByTestId("review-alert").scrollIntoViewIfNeeded();
        picture(page, "manager-review", false);
        accessible(page);
        int waiting = page.getByTestId("review-turn").count();
        page.getByTestId("review-right").first().click();
        assertThat(page.getByTestId("review-told")).containsText("记下了");
        assertThat(page.getByTestId("review-turn")).hasCount(waiting - 1);
        assertThat(errors).isEmpty();
    }
}
