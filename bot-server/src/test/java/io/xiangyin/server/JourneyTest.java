package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What people do with the pages, in a real browser against the real server. Keeps pictures when told where. */
class JourneyTest extends PageTest {
    private Page chat(String customer, int width, int height) {
        Page page = browser.page(width, height, errors);
        page.navigate(shop.url("/chat/?customer=" + customer + "&shop=%E8%80%81%E8%A1%97%E4%BC%98%E9%80%89"));
        assertThat(page.getByTestId("bubble-bot").first()).containsText("小乡");
        return page;
    }

    private static Locator lastOfBot(Page page) {
        return page.getByTestId("bubble-bot").last();
    }

    @Test
    void a_question_is_answered_with_its_source() {
        Page page = chat("c-1003", 1280, 800);
        say(page, "七天无理由退货运费谁出");
        assertThat(lastOfBot(page)).containsText("运费");
        Locator source = page.getByTestId("citation").last();
        assertThat(source).containsText("依据");
        source.click();
        assertThat(page.getByTestId("chat-log")).containsText("消费者权益保护法");
        picture(page, "chat-answer", false);
        accessible(page);
        assertThat(errors).isEmpty();
    }

    @Test
    void a_return_is_done_to_the_end_and_stands_in_the_shops_system() {
        assertThat(shop.order("XY1001-01").getJsonArray("returns")).isEmpty();
        Page page = chat("c-1001", 375, 740);
        say(page, "我那个水壶坏了想退");
        assertThat(lastOfBot(page)).containsText("确认给「电热水壶」办退货吗");
        picture(page, "chat-phone", false);
        page.getByTestId("choice").first().click();
        assertThat(lastOfBot(page)).containsText("退货办好了");
        JsonObject order = shop.order("XY1001-01");
        assertThat(order.getJsonArray("returns")).hasSize(1);
        assertThat(order.getJsonArray("returns").getJsonObject(0).getString("reason"))
                .isEqualTo("quality");
        assertThat(errors).isEmpty();
    }

    @Test
    void a_reload_in_mid_conversation_keeps_everything() {
        Page page = chat("c-1005", 375, 740);
        say(page, "我要退货");
        assertThat(lastOfBot(page)).containsText("您想退哪一件");
        page.reload();
        assertThat(page.getByTestId("bubble-customer")).hasCount(1);
        assertThat(lastOfBot(page)).containsText("您想退哪一件");
        say(page, "大闸蟹");
        assertThat(lastOfBot(page)).containsText("是因为什么要退");
        assertThat(errors).isEmpty();
    }

    @Test
    void elder_mode_is_large_and_keeps_the_human_in_reach() {
        Page page = chat("c-1006", 375, 740);
        page.getByTestId("chat-elder").click();
        Locator bubble = page.getByTestId("bubble-bot").first();
        assertThat(page.getByTestId("chat-human")).isVisible();
        Number size = (Number) bubble.evaluate("e => parseFloat(getComputedStyle(e.querySelector('p') ?? e).fontSize)");
        assertThat(size.doubleValue()).isGreaterThanOrEqualTo(18);
        Number human = (Number) page.getByTestId("chat-human").evaluate("e => e.getBoundingClientRect().height");
        assertThat(human.doubleValue()).isGreaterThanOrEqualTo(60);
        say(page, "七天无理由退货怎么退");
        assertThat(lastOfBot(page)).containsText("1. 打开“我的订单”");
        picture(page, "chat-elder", false);
        accessible(page);
        assertThat(errors).isEmpty();
    }

    @Test
    void the_human_button_brings_an_agent_and_the_managers_figures_follow() {
        String manager = shop.signIn("manager");
        int before = handoffs(manager);
        Page shopper = chat("c-1002", 420, 760);
        say(shopper, "我对鞋仲未到啊");
        assertThat(lastOfBot(shopper)).containsText("跑步鞋");
        shopper.getByTestId("chat-human").click();
        assertThat(shopper.getByTestId("waiting")).isVisible();
        picture(shopper, "chat-waiting", false);

        Page agent = browser.page(1280, 800, errors);
        agent.navigate(shop.url("/agent"));
        signIn(agent, shop, "xiaolin");
        agent.getByTestId("queue-item").first().click();
        assertThat(agent.getByTestId("card")).containsText("陈志强");
        agent.getByTestId("accept").click();
        agent.getByTestId("agent-input").fill("您好，我是小林，已经帮您催了快递，今天会有消息。");
        agent.getByTestId("agent-send").click();
        assertThat(shopper.getByTestId("bubble-agent").last()).containsText("已经帮您催了快递");
        say(shopper, "好的谢谢");
        assertThat(agent.getByText("好的谢谢").last()).isVisible();
        picture(agent, "agent", false);
        accessible(agent);
        agent.getByTestId("resolve").click();
        agent.getByTestId("way-submit").click();

        shopper.getByTestId("rating-score-5").click();
        shopper.getByTestId("rating-resolved-yes").click();
        shopper.getByTestId("rating-submit").click();
        assertThat(shopper.getByTestId("chat-log")).containsText("谢谢您的评价");
        Wait.until("the handoff is counted", () -> handoffs(manager) == before + 1);

        Page page = browser.page(1280, 900, errors);
        page.navigate(shop.url("/manager"));
        signIn(page, shop, "manager");
        assertThat(page.getByTestId("fcr-service")).containsText("%");
        picture(page, "manager", false);
        accessible(page);
        assertThat(errors).isEmpty();
    }

    private static int handoffs(String manager) {
        JsonObject report = shop.get("/api/v1/reports/service", manager).json();
        return report.getJsonObject("counts").getInteger("handoffs");
    }

    @Test
    void the_start_page_and_a_shop_with_the_widget_work() {
        Page start = browser.page(1280, 900, errors);
        start.navigate(shop.url("/"));
        assertThat(start.getByText("王桂兰").first()).isVisible();
        picture(start, "start", false);
        accessible(start);
        Page page = browser.page(1280, 900, errors);
        page.navigate(shop.url("/shop?customer=c-1001"));
        page.getByTestId("widget-launcher").click();
        Locator input = page.frameLocator("iframe").getByTestId("chat-input");
        assertThat(input).isVisible();
        assertThat(page.frameLocator("iframe").getByTestId("bubble-bot").first())
                .containsText("小乡");
        picture(page, "shop-widget", false);
        assertThat(errors).isEmpty();
    }
}
