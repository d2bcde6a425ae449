package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.demodata.DemoQuarter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two experts score the last month's sample without seeing each other, and settle what they differ in. */
class ExpertPageTest extends PageTest {
    @BeforeAll
    static void fillShop() {
        List<List<RecordedEvent>> logs = new ArrayList<>();
        new DemoQuarter(7, Instant.now(), 2, 300).play(logs::add);
        reopenWith(logs);
    }

    private static void score(Page page, String empathy) {
        page.getByTestId("mark-empathy").first().selectOption(empathy);
        page.getByTestId("mark-professional").first().selectOption("4");
        page.getByTestId("mark-policy").first().selectOption("5");
        page.getByTestId("score").first().click();
        assertThat(page.getByTestId("review-told")).containsText("分数记下了");
    }

    private static JsonObject review(String who) {
        return shop.get("/api/v1/reviews/expert", shop.signIn(who)).json();
    }

    @Test
    void experts_score_back_to_back_and_rule_on_what_differs() {
        Page first = staff("/review", "laowang", 1280, 900);
        assertThat(first.getByTestId("review-state")).containsText("您评了 0 段");
        first.getByTestId("review-open").first().click();
        assertThat(first.getByTestId("talk").locator("article").first()).isVisible();
        first.getByTestId("talk-close").click();
        score(first, "2");
        assertThat(first.getByTestId("review-state")).containsText("您评了 1 段");

        JsonObject hidden = review("manager");
        assertThat(hidden.getJsonArray("sample").getJsonObject(0).getInteger("scorers"))
                .isEqualTo(1);
        assertThat(hidden.getJsonArray("sample").getJsonObject(0).getJsonObject("mine"))
                .isEmpty();
        assertThat(hidden.getJsonArray("disputes")).isEmpty();

        Page second = staff("/review", "manager", 1280, 900);
        score(second, "4");
        assertThat(second.getByTestId("review-kappa")).containsText("3 对评分里 2 对一致");
        assertThat(second.getByTestId("dispute")).containsText("共情（专家）：老王 2，周经理 4");
        picture(second, "expert-review", false);
        accessible(second);
        second.getByTestId("mark-score").selectOption("3");
        second.getByTestId("ruling-note").fill("先道了歉，没有问原因");
        second.getByTestId("rule").click();
        assertThat(second.getByTestId("review-kappa")).containsText("还有 0 处分歧");
        assertThat(errors).isEmpty();

        String id = review("admin").getJsonArray("sample").getJsonObject(0).getString("conversationId");
        JsonObject scores =
                new JsonObject().put("empathy", 1).put("professional", 1).put("policy", 1);
        assertThat(shop.post(
                                "/api/v1/conversations/" + id + "/review",
                                new JsonObject().put("scores", scores),
                                shop.signIn("admin"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void the_sample_holds_a_tenth_of_every_kind_and_stays_the_same() {
        JsonArray drawn = review("manager").getJsonArray("sample");
        assertThat(drawn.size()).isBetween(10, 60);
        assertThat(review("laowang").getJsonArray("sample").stream()
                        .map(one -> ((JsonObject) one).getString("conversationId")))
                .containsExactlyElementsOf(drawn.stream()
                        .map(one -> ((JsonObject) one).getString("conversationId"))
                        .toList());
    }

    @Test
    void an_agent_may_not_score() {
        assertThat(shop.get("/api/v1/reviews/expert", shop.signIn("xiaolin")).status())
                .isEqualTo(403);
    }
}
