package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Agent;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understanding;
import io.xiangyin.evaluator.simulation.Comparison;
import io.xiangyin.evaluator.simulation.Finding;
import io.xiangyin.evaluator.simulation.Result;
import io.xiangyin.evaluator.simulation.Result.Line;
import io.xiangyin.evaluator.simulation.SimulationReport;
import io.xiangyin.server.demodata.DemoQuarter;
import io.xiangyin.server.simulation.SimulationFiles;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The manager's page over made-up traffic: every question answered, every figure open down to the talk. */
class ManagerPageTest extends PageTest {

    /** While the shop is closed, so that its watch sees everything at its first look. */
    @BeforeAll
    static void fillShop() throws IOException {
        List<List<RecordedEvent>> logs = new ArrayList<>();
        new DemoQuarter(7, Instant.now(), 2, 3_000).play(logs::add);
        logs.add(misunderstood());
        simulated();
        reopenWith(logs);
    }

    /** Two versions before the same three shoppers: the new one fails the one in Cantonese. */
    private static void simulated() throws IOException {
        List<Result> before = List.of(met("elder", true), met("cantonese", true), met("angry", false));
        List<Result> after = List.of(met("elder", true), met("cantonese", false), met("angry", false));
        SimulationReport report = SimulationReport.of(after);
        SimulationFiles.write(data.resolve("simulation"), new SimulationFiles.Run(7, report, after));
        SimulationFiles.writeFigures(data.resolve("simulation"), report, before, Comparison.of(after, before));
    }

    private static Result met(String persona, boolean served) {
        List<Finding> findings = served ? List.of() : List.of(Finding.GOAL_MISSED);
        return new Result(
                "return." + persona,
                "return",
                persona,
                false,
                false,
                4,
                findings,
                List.of(new Line("shopper", "水壶我唔要喇")));
    }

    /** Twelve turns in Hakka, all judged wrong. */
    private static List<RecordedEvent> misunderstood() {
        ConversationId id = new ConversationId("hakka-00");
        Instant at = Instant.now().minusSeconds(7_200).truncatedTo(ChronoUnit.MILLIS);
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationStarted("web", new Customer("c-hakka", null, Map.of(), true), false));
        for (int i = 0; i < 12; i++) {
            events.add(new CustomerSpoke("m-" + i, "h-" + i, "涯个货么时到"));
            long said = events.size();
            events.add(new MessageUnderstood(
                    said,
                    new Understanding(
                            "涯个货么时到",
                            "我的货什么时候到",
                            new Understanding.Dialect("hak", 0.9),
                            null,
                            Map.of(),
                            Understanding.Emotion.NEUTRAL,
                            List.of(),
                            null,
                            List.of(new Command.NotUnderstood()))));
            events.add(new TurnLabelled(said, false, null, new Agent("laowang", "老王")));
        }
        List<RecordedEvent> log = new ArrayList<>();
        events.forEach(event -> log.add(new RecordedEvent(id, log.size() + 1L, at, event)));
        return log;
    }

    private Page manager(int width, String query) {
        return staff("/manager" + query, "manager", width, 900);
    }

    @Test
    void every_question_is_answered_with_a_chart_and_its_table() {
        Page page = manager(1280, "?window=30d&group=botVersion");
        assertThat(page.getByTestId("fcr-service")).containsText("%");
        for (String chart : List.of(
                "fcr",
                "funnel",
                "change",
                "spans",
                "response",
                "histogram-handoff-total",
                "handled",
                "csat",
                "nps",
                "simulation",
                "intents",
                "fair-dialect",
                "agents")) {
            assertThat(page.getByTestId("chart-" + chart)).isVisible();
        }
        assertThat(page.getByTestId("change-table")).containsText("差的范围");
        assertThat(page.getByTestId("change-csat")).hasText(Pattern.compile("[+-]?\\d.*"));
        assertThat(page.getByTestId("agents-table")).containsText("小林");
        assertThat(page.getByTestId("fair-ageGroup")).containsText("60 岁以上");
        assertThat(page.getByTestId("groups-botVersion")).containsText("3");
        assertThat(page.getByTestId("groups-intent")).not().containsText("none");
        assertThat(page.getByTestId("open-questions")).containsText("能");
        assertThat(page.getByTestId("nav-scorecard")).isVisible();
        accessible(page);
        picture(page, "manager-overview", false);
        page.getByTestId("chart-change").scrollIntoViewIfNeeded();
        picture(page, "manager-change", false);
        page.getByTestId("chart-agents").scrollIntoViewIfNeeded();
        picture(page, "manager-agents", false);
        assertThat(page.getByTestId("handled-table")).containsText("有人工参与");
        assertThat(page.getByTestId("answer-simulation")).containsText("少办成 1 位");
        assertThat(page.getByTestId("simulation-table")).containsText("讲粤语");
        page.getByTestId("chart-histogram-handoff-total").scrollIntoViewIfNeeded();
        picture(page, "manager-waits", false);
        page.getByTestId("chart-handled").scrollIntoViewIfNeeded();
        picture(page, "manager-handled", false);
        page.getByTestId("chart-csat").scrollIntoViewIfNeeded();
        picture(page, "manager-ratings", false);
        page.getByTestId("chart-simulation").scrollIntoViewIfNeeded();
        picture(page, "manager-simulation", false);
        assertThat(errors).isEmpty();
    }

    @Test
    void a_figure_is_opened_down_to_the_words_of_a_talk() {
        Page page = manager(1280, "?window=30d&group=ageGroup");
        page.getByTestId("groups-ageGroup").getByTestId("behind-60+").click();
        assertThat(page.getByTestId("all-groups")).containsText("60 岁以上");
        assertThat(page.getByTestId("drill-table")).containsText("又来问同一件事");
        assertThat(page.getByTestId("drill-table")).not().containsText("_"); // every reason in words
        page.getByTestId("open-talk").first().click();
        assertThat(page.getByTestId("talk")).containsText("机器人");
        picture(page, "manager-talk", false);
        page.getByTestId("talk-close").click();
        assertThat(page.getByTestId("talk")).isHidden();
        assertThat(errors).isEmpty();
    }

    @Test
    void a_figure_opens_the_conversations_it_counts_and_those_it_does_not() {
        Page page = manager(1280, "?window=30d");
        page.locator("section[aria-labelledby=waits]")
                .getByTestId("behind-abandonmentRate")
                .click();
        assertThat(page.getByTestId("figure-counted")).containsText("放弃等待率");
        assertThat(page.getByTestId("drill-table")).containsText("没等到人工就走了");
        page.getByTestId("figure-missed").click();
        assertThat(page.getByTestId("drill-table")).containsText("客服办完了");
        page.getByTestId("no-figure").click();
        assertThat(page.getByTestId("figure-missed")).isHidden();
        assertThat(errors).isEmpty();
    }

    @Test
    void what_was_left_out_can_be_looked_at_as_well() {
        Page page = manager(1280, "?window=30d");
        assertThat(page.getByTestId("counts")).hasText(Pattern.compile(".*空会话 \\d+，只打招呼 \\d+"));
        page.getByTestId("behind-excluded.greetingOnly").click();
        assertThat(page.getByTestId("figure-counted")).containsText("只打招呼");
        assertThat(page.getByTestId("figure-missed")).isHidden();
        assertThat(page.getByTestId("drill-table")).containsText("只打了招呼，不算");
        page.getByTestId("behind-excluded.empty").click();
        assertThat(page.getByTestId("drill-table")).containsText("一句话没说，不算");
        assertThat(errors).isEmpty();
    }

    @Test
    void a_simulated_share_opens_what_was_said_the_worst_first() {
        Page page = manager(1280, "?window=30d");
        page.getByTestId("behind-cantonese").click();
        assertThat(page.getByTestId("simulated")).containsText("事没办成");
        page.getByTestId("simulated-talk").first().click();
        assertThat(page.getByTestId("simulated").getByRole(AriaRole.ARTICLE)).containsText("水壶我唔要喇");
        accessible(page);
        page.getByTestId("simulated-close").click();
        assertThat(page.getByTestId("simulated")).isHidden();
        assertThat(errors).isEmpty();
    }

    @Test
    void a_bar_of_a_histogram_opens_the_waits_of_its_length_by_mouse_and_by_key() {
        Page page = manager(1280, "?window=30d");
        click(page, "chart-histogram-handoff-total", 0, 1);
        assertThat(page.getByTestId("all-lengths")).containsText("10 秒到30 秒");
        assertThat(page.getByTestId("figure-counted")).containsText("全程");
        assertThat(page.getByTestId("drill-table")).containsText("转了人工");
        page.getByTestId("all-lengths").click();
        assertThat(page.getByTestId("all-lengths")).isHidden();
        page.getByText("等待分布的数据表").click();
        page.getByTestId("table-handoff-total")
                .getByTestId("behind-handoff.total")
                .last()
                .press("Enter");
        assertThat(page.getByTestId("all-lengths")).isVisible();
        assertThat(errors).isEmpty();
    }

    @Test
    void a_day_an_agent_an_age_a_step_and_a_headline_open_their_conversations() {
        Page page = manager(1280, "?window=30d");
        click(page, "chart-fcr", 1, 3);
        assertThat(page.getByTestId("all-times")).isVisible();
        assertThat(page.getByTestId("figure-counted")).containsText("只靠机器人");
        assertThat(page.getByTestId("drill-table")).isVisible();
        click(page, "chart-agents", 0, 0);
        assertThat(page.getByTestId("all-groups")).containsText("客服：");
        assertThat(page.getByTestId("all-times")).isHidden();
        click(page, "chart-fair-ageGroup", 1, 0);
        assertThat(page.getByTestId("all-groups")).containsText("年龄段：");
        assertThat(page.getByTestId("figure-counted")).containsText("转人工的比例");
        page.getByTestId("table-funnel")
                .getByTestId("behind-botResolutionRate.confirmed")
                .click();
        assertThat(page.getByTestId("figure-counted")).containsText("亲口确认");
        page.getByTestId("behind-firstContactResolutionRate.service").first().click();
        assertThat(page.getByTestId("figure-counted")).containsText("一次解决率（全程服务）");
        assertThat(page.getByTestId("drill-total")).containsText("一共");
        assertThat(errors).isEmpty();
    }

    /** On a bar or point of a chart, as drawn. */
    private static void click(Page page, String chart, int series, int index) {
        Locator canvas = page.getByTestId(chart).locator("canvas");
        canvas.scrollIntoViewIfNeeded();
        JsonObject at =
                new JsonObject(canvas.evaluate("""
                        async (canvas, [series, index]) => {
                          const { Chart } = await import("chart.js");
                          const { x, y } = Chart.getChart(canvas).getDatasetMeta(series).data[index].getCenterPoint();
                          return JSON.stringify({ x, y });
                        }
                        """, List.of(series, index)).toString());
        canvas.click(new Locator.ClickOptions().setPosition(at.getDouble("x"), at.getDouble("y")));
    }

    @Test
    void who_waits_is_told_what_is_being_read_and_sees_the_shorter_window_first() {
        Page page = manager(1280, "?window=7d");
        assertThat(page.getByTestId("fcr-service")).containsText("%");
        JsonObject reading =
                new JsonObject().put("what", "log").put("done", 20_000).put("all", 600_000);
        page.route(
                "**/reports/progress",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(new JsonObject().put("reading", reading).encode())));
        List<Route> held = new ArrayList<>();
        page.route("**/reports/service?*", held::add);
        page.getByTestId("window-90d").click();
        assertThat(page.getByTestId("reading")).containsText("第 20000 条，共 600000 条");
        assertThat(page.getByTestId("reading")).containsText("下面先看近 7 天的");
        assertThat(page.getByTestId("answer-fcr")).isVisible();
        held.forEach(Route::resume);
        page.unroute("**/reports/service?*");
        assertThat(page.getByTestId("reading")).isHidden();

        Instant daysAgo = Instant.now().minus(2, ChronoUnit.DAYS);
        page.route("**/reports/service?*", route -> {
            String from = URI.create(route.request().url()).getQuery().replaceFirst(".*from=([^&]*).*", "$1");
            if (Instant.parse(from).isAfter(daysAgo)) {
                route.resume();
            } else {
                held.add(route);
            }
        });
        page.reload();
        assertThat(page.getByTestId("reading")).containsText("正在算近 90 天的数");
        assertThat(page.getByTestId("reading")).containsText("下面先看今天的");
        page.close();
        String token = shop.signIn("manager");
        assertThat(shop.get("/api/v1/reports/progress", token).json().containsKey("reading"))
                .isTrue();
    }

    @Test
    void an_alert_is_taken_on_by_a_click() {
        String token = shop.signIn("manager");
        Wait.until(
                "the watch has looked",
                () -> shop.get("/api/v1/alerts", token).text().contains("客家话"));
        Page page = manager(1280, "?window=30d");
        assertThat(page.getByTestId("alerts")).containsText("听懂这种话的比例（客家话）只有 0.0%");
        picture(page, "manager-alerts", false);
        page.getByTestId("behind-understanding.accuracyByDialect.hak").click();
        assertThat(page.getByTestId("drill-table")).containsText("涯个货么时到");
        page.getByTestId("open-question").first().click();
        assertThat(page.getByTestId("talk")).containsText("机器人");
        page.getByTestId("talk-close").click();
        page.getByTestId("alert-take").first().click();
        assertThat(page.getByTestId("alert-by").first()).containsText("周经理在处理");
        assertThat(shop.get("/api/v1/alerts", shop.signIn("xiaolin")).status()).isEqualTo(403);
        assertThat(shop.post("/api/v1/alerts/999999/acknowledge", new JsonObject(), token)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_phone_shows_it_too() {
        Page page = manager(375, "?window=7d");
        assertThat(page.getByTestId("chart-change")).isVisible();
        accessible(page);
    }

    @Test
    void figures_of_agents_and_of_two_periods_come_over_http() {
        String token = shop.signIn("manager");
        JsonArray agents = shop.get("/api/v1/reports/agents", token).json().getJsonArray("agents");
        assertThat(agents.size()).isGreaterThan(3);
        JsonObject busiest = agents.getJsonObject(0);
        assertThat(busiest.getInteger("conversations")).isPositive();
        assertThat(busiest.getDouble("expected")).isBetween(0.0, 1.0);
        JsonObject comparison = shop.get("/api/v1/reports/comparison", token).json();
        assertThat(comparison.getJsonArray("rates").getJsonObject(0).getString("metric"))
                .isEqualTo("firstContactResolutionRate.service");
        assertThat(shop.get("/api/v1/reports/comparison", shop.signIn("xiaolin"))
                        .status())
                .isEqualTo(403);
        assertThat(shop.get(
                                "/api/v1/reports/comparison?beforeFrom=2026-02-01T00:00:00Z&beforeTo=2026-01-01T00:00:00Z",
                                token)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void the_list_of_a_group_holds_its_conversations_only() {
        String token = shop.signIn("manager");
        String path = "/api/v1/reports/conversations?groupBy=channel&key=";
        assertThat(shop.get(path + "wechat", token).json().getJsonArray("conversations"))
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(((JsonObject) row).getString("channel")).isEqualTo("wechat"));
        assertThat(shop.get(path + "nowhere", token).json().getJsonArray("conversations"))
                .isEmpty();
        assertThat(shop.get("/api/v1/reports/conversations?metric=luck", token).status())
                .isEqualTo(400);
        assertThat(shop.get("/api/v1/reports/conversations?metric=csat&over=3", token)
                        .status())
                .isEqualTo(400);
    }
}
