package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.xiangyin.server.llm.Sse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see of the language model: the answer that grows and can be stopped, drafts, a trial, and the cost. */
class LanguageModelPageTest {
    private static final String SENTENCE = "现货付款后48小时内发。[1]周末照常发，";

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @SuppressWarnings("NullAway.Init")
    private static HttpServer model;

    /** Streams that the bot has hung up. */
    private static final Semaphore HUNG_UP = new Semaphore(0);

    private final List<String> errors = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open();
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        model.createContext(Sse.PATH, LanguageModelPageTest::answer);
        model.start();
        shop = DemoShop.open(
                DemoHome.FOLDER,
                data,
                Sse.environment("http://127.0.0.1:" + model.getAddress().getPort()));
    }

    @AfterAll
    static void close() {
        shop.close();
        model.stop(0);
        browser.close();
    }

    /** Drafts and trials come at once; an answer for a shopper goes on until the bot hangs up. */
    private static void answer(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            if (asked.contains("看语气")) {
                write(out, Sse.stream("太生硬。可以说：我马上帮您查。") + Sse.end(""));
            } else if (asked.contains("译成普通话")) {
                write(out, Sse.stream("请转人工。") + Sse.end(""));
            } else if (asked.contains("拟一条回复")) {
                write(out, Sse.stream("您好，我马上帮您看。") + Sse.end(""));
            } else if (asked.contains("预填小结")) {
                write(
                        out,
                        Sse.stream(
                                        "{\"summary\":\"顾客说冰箱不冷，还没修好。\",\"outcome\":\"follow_up\",\"reasonCode\":\"quality\"}")
                                + Sse.end(""));
            } else if (asked.contains("试问")) {
                write(out, Sse.stream("现货付款后48小时内发。[1]明天就到。[1]") + Sse.end(""));
            } else {
                write(out, Sse.stream(SENTENCE));
                for (int i = 0; i < 100; i++) {
                    TimeUnit.MILLISECONDS.sleep(200);
                    write(out, Sse.stream("，"));
                }
            }
        } catch (IOException gone) {
            HUNG_UP.release();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private Page page(String path) {
        Page page = browser.page(1280, 900, errors);
        page.navigate(shop.url(path));
        return page;
    }

    private Page staff(String path, String username) {
        Page page = page(path);
        page.getByTestId("login-username").fill(username);
        page.getByTestId("login-password").fill(shop.demo().password());
        page.getByTestId("login-submit").click();
        return page;
    }

    @Test
    void an_answer_grows_on_the_page_and_the_stop_button_ends_it_at_the_endpoint() throws InterruptedException {
        Page chat = page("/chat?customer=c-1003");
        PageTest.say(chat, "现货多久发货");
        assertThat(chat.getByTestId("draft")).containsText("现货付款后48小时内发。");
        PageTest.accessible(chat);
        chat.getByTestId("stop-generating").click();
        assertThat(chat.getByTestId("bubble-bot").last()).containsText("现货付款后48小时内发。");
        assertThat(chat.getByTestId("generated").last()).containsText("AI生成");
        assertThat(chat.getByTestId("draft")).hasCount(0);
        assertThat(HUNG_UP.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        assertThat(errors).isEmpty();
    }

    @Test
    void a_shopper_switches_the_model_off_and_nothing_is_generated() {
        Page chat = page("/chat?customer=c-1006");
        assertThat(chat.getByTestId("chat-model")).hasText("不用 AI");
        chat.getByTestId("chat-model").click();
        assertThat(chat.getByTestId("chat-model")).hasText("允许 AI");
        PageTest.accessible(chat);
        PageTest.say(chat, "现货多久发货");
        assertThat(chat.getByTestId("bubble-bot").last()).containsText("48小时");
        assertThat(chat.getByTestId("generated")).hasCount(0);
        assertThat(errors).isEmpty();
    }

    @Test
    void the_administrator_tries_and_sees_what_held_and_the_manager_sees_the_cost_and_the_hit_rate() {
        Page admin = staff("/knowledge?view=try", "admin");
        admin.getByTestId("try-question").fill("试问现货多久发货");
        admin.getByTestId("model-try").click();
        assertThat(admin.getByTestId("model-trial")).containsText("现货付款后48小时内发。");
        assertThat(admin.getByTestId("model-trial")).containsText("段落里没有");
        PageTest.accessible(admin);
        shop.say(shop.begin("c-1001"), "试问现货多久发货");
        shop.say(shop.begin("c-1002"), "试问现货多久发货");
        String token = shop.signIn("manager");
        Wait.until(
                "the second answer is told to come from the cache",
                () -> shop.get("/api/v1/llm/usage", token).text().contains("\"cached\":1"));
        Page manager = staff("/manager", "manager");
        assertThat(manager.getByTestId("answer-llm")).containsText("本月");
        assertThat(manager.getByTestId("model-cost").locator("table")).containsText("改写回答");
        assertThat(manager.getByTestId("model-cost").locator("table")).containsText("%（1/");
        assertThat(errors).isEmpty();
    }

    @Test
    void an_agent_gets_a_draft_into_the_input_and_nothing_is_sent() {
        DemoShop.Talk talk = shop.begin("c-1004");
        shop.say(talk, "转人工");
        Page desk = staff("/agent", "xiaolin");
        desk.getByTestId("queue-item").first().click();
        desk.getByTestId("accept").click();
        desk.getByTestId("draft-reply").click();
        assertThat(desk.getByTestId("agent-input")).hasValue("您好，我马上帮您看。");
        desk.getByTestId("draft-tone").click();
        assertThat(desk.getByTestId("drafted")).containsText("太生硬");
        desk.getByTestId("draft-mandarin").click();
        assertThat(desk.getByTestId("drafted")).containsText("请转人工");
        PageTest.accessible(desk);
        assertThat(shop.get("/api/v1/conversations/" + talk.id() + "/events", talk.token())
                        .text())
                .doesNotContain("我马上帮您看");
        assertThat(errors).isEmpty();
    }

    @Test
    void the_closing_form_is_drafted_and_marked_and_closes_with_the_agents_word_only() {
        DemoShop.Talk talk = shop.begin("c-1004");
        shop.say(talk, "冰箱不冷了，转人工");
        Page desk = staff("/agent", "laowang");
        desk.getByTestId("queue-item").first().click();
        desk.getByTestId("accept").click();
        desk.getByTestId("resolve").click();
        assertThat(desk.getByTestId("drafted-close")).containsText("请核对");
        assertThat(desk.getByTestId("note-input")).hasValue("顾客说冰箱不冷，还没修好。");
        assertThat(desk.getByLabel("还要跟进")).isChecked();
        assertThat(desk.getByTestId("way-form").locator("select")).hasValue("quality");
        PageTest.accessible(desk);
        assertThat(shop.get("/api/v1/conversations/" + talk.id(), talk.token())
                        .json()
                        .getString("status"))
                .isEqualTo("with_agent");
        desk.getByTestId("way-submit").click();
        assertThat(desk.getByTestId("mine-item")).hasCount(0);
        assertThat(errors).isEmpty();
    }
}
