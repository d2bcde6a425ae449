package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Talk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A shopper opens the questionnaire by the link they were sent, answers it once, and the scorecard counts it. */
class SurveyPageTest extends PageTest {
    private static final List<String> MARKS = List.of(
            "reply",
            "entrance",
            "solved",
            "once",
            "attitude",
            "understood",
            "dialect",
            "repeat",
            "easy",
            "fair",
            "rules",
            "promise");

    private String link(Talk talk) {
        JsonObject sent = shop.post(
                        "/api/v1/conversations/" + talk.id() + "/questionnaire",
                        new JsonObject(),
                        shop.signIn("laowang"))
                .json();
        return sent.getString("link");
    }

    private Page open(String link) {
        Page page = browser.page(390, 844, errors);
        page.navigate(shop.url(link));
        return page;
    }

    private JsonArray events(Talk talk, String token) {
        return shop.get("/api/v1/conversations/" + talk.id() + "/events?after=0", token)
                .json()
                .getJsonArray("events");
    }

    @Test
    void the_link_opens_twenty_questions_in_plain_words_and_takes_one_answer() {
        Talk talk = shop.begin("c-1001");
        shop.say(talk, "七天无理由退货运费谁出");
        JsonObject on = new JsonObject().put("elderMode", true);
        assertThat(shop.send("PUT", "/api/v1/conversations/" + talk.id() + "/preferences", on.encode(), talk.token())
                        .status())
                .isEqualTo(200);
        String link = link(talk);

        Page page = open(link);
        assertThat(page.getByText("1. 客服回话快不快？")).isVisible();
        assertThat(page.locator("fieldset")).hasCount(20);
        picture(page, "questionnaire", false);
        accessible(page);
        page.getByTestId("questions-send").click();
        assertThat(page.getByTestId("questions-hint")).containsText("至少回答 12 道");
        MARKS.forEach(id -> page.getByTestId("q-" + id + "-4").check());
        page.getByTestId("q-overall-5").check();
        page.getByTestId("q-nps-9").check();
        page.locator("#wait").fill("3");
        page.locator("#best").fill("小林说话客气");
        page.getByTestId("questions-send").click();
        assertThat(page.getByTestId("questions-done")).containsText("收到了");

        Page again = browser.page(390, 844, new ArrayList<>()); // the refusal is an error of its console
        again.navigate(shop.url(link));
        assertThat(again.getByTestId("questions-broken")).containsText("已经填过了");

        JsonObject card = shop.get("/api/v1/reports/scorecard", shop.signIn("manager"))
                .json()
                .getJsonObject("survey");
        assertThat(card.getInteger("sent")).isPositive();
        assertThat(card.getJsonObject("dropped").getInteger("不到两分钟就答完")).isEqualTo(1);
        assertThat(errors).isEmpty();
    }

    @Test
    void a_link_of_others_or_changed_by_hand_opens_nothing() {
        Talk talk = shop.begin("c-1003");
        shop.say(talk, "怎么开发票");
        String link = link(talk);
        List<String> expected = new CopyOnWriteArrayList<>();
        Page page = browser.page(390, 844, expected);
        page.navigate(shop.url(link.substring(0, link.length() - 3) + "abc"));
        assertThat(page.getByTestId("questions-broken")).containsText("打不开了");
        String token = link.substring(link.indexOf('=') + 1);
        JsonObject forged = new JsonObject().put("opened", token).put("values", new JsonObject());
        assertThat(shop.post("/api/v1/questionnaires/" + token, forged, null).status())
                .isEqualTo(400);
    }

    @Test
    void only_the_shopper_is_shown_the_link() {
        Talk talk = shop.begin("c-1006");
        shop.say(talk, "怎么开发票");
        String link = link(talk);
        assertThat(events(talk, talk.token()).encode()).contains(link);
        assertThat(events(talk, shop.signIn("xiaolin")).encode()).contains("问卷").doesNotContain(link);
    }
}
