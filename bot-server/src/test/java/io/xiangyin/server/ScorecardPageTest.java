package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.demodata.DemoQuarter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The manager opens the scorecard, notes the weakest and names who puts it right. */
class ScorecardPageTest extends PageTest {
    /** A month of made-up traffic, so that the picture shows what a shop will see. */
    @BeforeAll
    static void fillShop() {
        List<List<RecordedEvent>> logs = new ArrayList<>();
        new DemoQuarter(7, Instant.now(), 2, 600).play(logs::add);
        reopenWith(logs);
    }

    @Test
    void the_score_follows_from_the_log_and_the_weakest_gets_an_owner() {
        DemoShop.Talk talk = shop.begin("c-1001");
        shop.say(talk, "七天无理由退货运费谁出");
        JsonObject bad = new JsonObject().put("score", 1).put("resolved", false);
        assertThat(shop.post("/api/v1/conversations/" + talk.id() + "/rating", bad, talk.token())
                        .status())
                .isLessThan(300);
        shop.say(shop.begin("c-1002"), "转人工");

        Page page = staff("/scorecard", "manager", 1280, 900);
        assertThat(page.getByTestId("score")).containsText("分（其中加分");
        assertThat(page.getByTestId("line-satisfaction")).containsText("%");
        assertThat(page.getByTestId("line-phone")).containsText("没有量到");
        assertThat(page.getByTestId("duties")).containsText("遇到的");
        picture(page, "scorecard", true);
        accessible(page);
        page.getByTestId("behind-outcome-told").click();
        page.getByTestId("open-talk").first().click();
        assertThat(page.getByTestId("talk")).containsText("机器人");
        page.getByTestId("talk-close").click();
        page.getByTestId("note").click();
        assertThat(page.getByTestId("told")).containsText("30 天内");
        page.getByTestId("owner").first().fill("周经理");
        page.waitForResponse(
                answer -> answer.request().method().equals("PUT"),
                () -> page.getByTestId("owner-save").first().click());
        page.reload();
        assertThat(page.getByTestId("owner").first()).hasValue("周经理");
        page.getByTestId("owner").first().fill("李主管");
        page.getByTestId("owner-save").first().click();
        assertThat(page.getByTestId("owners").first()).containsText("周经理；");
        assertThat(page.getByTestId("owners").first()).containsText("李主管");
        assertThat(errors).isEmpty();
    }

    @Test
    void an_indicator_opens_the_conversations_behind_it() {
        Page page = staff("/scorecard", "manager", 1280, 900);
        page.getByTestId("behind-elder").click();
        assertThat(page.getByTestId("all-groups")).containsText("60 岁以上");
        assertThat(page.getByTestId("figure-counted")).containsText("一次解决率");
        assertThat(page.getByTestId("drill-table")).isVisible();
        assertThat(errors).isEmpty();
    }

    @Test
    void an_agent_may_not_see_it() {
        Page page = staff("/scorecard", "xiaolin", 1280, 900);
        assertThat(page.getByText("没有权限看这一页")).isVisible();
        page.close();
    }
}
