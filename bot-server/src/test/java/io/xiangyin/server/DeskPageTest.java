package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import io.vertx.core.json.JsonObject;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The human desk with several people at once: two agents, a supervisor and three shoppers, each in a browser of their own. */
class DeskPageTest extends PageTest {
    private Page chat(String customer) {
        Page page = browser.page(420, 760, errors);
        page.navigate(shop.url("/chat/?customer=" + customer));
        assertThat(page.getByTestId("bubble-bot").first()).containsText("小乡");
        return page;
    }

    private Page desk(String username, int width, int height) {
        Page page = staff("/agent", username, width, height);
        assertThat(page.getByTestId("presence")).isVisible();
        return page;
    }

    private static Locator row(Page desk, String list, String name) {
        return desk.getByTestId(list).filter(new Locator.FilterOptions().setHasText(name));
    }

    private static void accept(Page desk, String name) {
        row(desk, "queue-item", name).first().click();
        assertThat(desk.getByTestId("card")).containsText(name);
        desk.getByTestId("accept").click();
        assertThat(desk.getByTestId("agent-input")).isVisible();
    }

    private static void write(Page desk, String text) {
        desk.getByTestId("agent-input").fill(text);
        desk.getByTestId("agent-send").click();
    }

    @Test
    void two_agents_a_supervisor_and_three_shoppers_bring_their_matters_to_an_end() {
        Page xiaolin = desk("xiaolin", 1280, 800);
        Page laowang = desk("laowang", 1920, 1080);
        Page ahkeung = desk("ahkeung", 1024, 768);
        Page grandma = chat("c-1001");
        say(grandma, "我那个水壶坏了想退");
        assertThat(grandma.getByTestId("bubble-bot").last()).containsText("电热水壶");
        grandma.getByTestId("chat-file").setInputFiles(photo("漏水的壶.png"));
        assertThat(grandma.getByTestId("bubble-customer").getByTestId("attachment-picture"))
                .isVisible();
        assertThat(grandma.getByTestId("chat-log")).containsText("收到您发来的图片");
        Page cantonese = chat("c-1002");
        say(cantonese, "我对鞋仲未到啊，点解咁耐");
        assertThat(cantonese.getByTestId("bubble-bot").last()).containsText("跑步鞋");
        Page fridge = chat("c-1004");

        // handoff: the old shopper came later and stands first; who speaks Cantonese is offered the Cantonese one
        cantonese.getByTestId("chat-human").click();
        assertThat(cantonese.getByTestId("waiting")).isVisible();
        grandma.getByTestId("chat-human").click();
        assertThat(grandma.getByTestId("waiting")).isVisible();
        assertThat(xiaolin.getByTestId("queue-item").first()).containsText("王桂兰");
        assertThat(xiaolin.getByTestId("queue-item").first()).containsText("关怀");
        assertThat(row(ahkeung, "queue-item", "陈志强").getByTestId("offered")).isVisible();

        // the first agent: suggested replies, ready words, a compensation alone
        accept(xiaolin, "王桂兰");
        assertThat(xiaolin.getByTestId("card")).containsText("电热水壶");
        xiaolin.getByTestId("agent-input").fill("/您好");
        assertThat(xiaolin.getByTestId("canned")).containsText("王桂兰您好");
        xiaolin.getByTestId("agent-input").press("Enter");
        assertThat(xiaolin.getByTestId("agent-input")).hasValue("王桂兰您好，我是客服小林，您前面说的我都看到了，马上帮您办。");
        xiaolin.getByTestId("agent-input").press("Control+Enter");
        assertThat(grandma.getByTestId("bubble-agent").last()).containsText("马上帮您办");
        assertThat(xiaolin.getByTestId("card-files").getByTestId("attachment-picture"))
                .isVisible();
        xiaolin.getByTestId("agent-file").setInputFiles(new FilePayload("保修卡.pdf", "", "%PDF-1.4".getBytes(UTF_8)));
        assertThat(grandma.getByTestId("attachment-file")).containsText("保修卡.pdf");
        compensate(xiaolin, "50");
        assertThat(xiaolin.getByTestId("order-said").first()).containsText("办好了");
        assertThat(grandma.getByTestId("chat-log")).containsText("补偿50元给您办好了");
        picture(xiaolin, "desk-agent", false);

        // transfer with a note; the colleague takes it and knows everything
        accept(ahkeung, "陈志强");
        write(ahkeung, "你好，我係阿强，帮紧你催。");
        assertThat(cantonese.getByTestId("bubble-agent").last()).containsText("帮紧你催");
        ahkeung.getByTestId("transfer").click();
        ahkeung.getByTestId("transfer-to").selectOption("xiaolin");
        ahkeung.getByTestId("note-input").fill("快递已催，客人要明天前回电");
        picture(ahkeung, "desk-transfer", false);
        ahkeung.setViewportSize(820, 1180);
        picture(ahkeung, "desk-tablet", true);
        ahkeung.setViewportSize(1024, 768);
        ahkeung.getByTestId("way-submit").click();
        assertThat(cantonese.getByTestId("waiting")).isVisible();
        assertThat(row(xiaolin, "queue-item", "陈志强").getByTestId("offered")).isVisible();
        accept(xiaolin, "陈志强");
        assertThat(xiaolin.getByText("客人要明天前回电").first()).isVisible();

        // above the limit the supervisor approves, on another page
        fridge.getByTestId("chat-human").click();
        assertThat(row(xiaolin, "queue-item", "赵建国").first()).isVisible();
        accept(xiaolin, "赵建国");
        compensate(xiaolin, "800");
        assertThat(xiaolin.getByTestId("order-said").first()).containsText("主管审批");
        laowang.getByTestId("approvals").click();
        assertThat(laowang.getByTestId("approval")).containsText("800");
        picture(laowang, "desk-approval", false);
        laowang.getByTestId("approve").click();
        assertThat(fridge.getByTestId("chat-log")).containsText("补偿800元给您办好了");
        assertThat(shop.order("XY1004-01").getJsonArray("compensations")).hasSize(1);
        laowang.getByTestId("approvals-close").click();

        // the supervisor looks on, whispers, takes over
        assertThat(row(laowang, "other-item", "赵建国")).containsText("小林");
        row(laowang, "other-item", "赵建国").click();
        laowang.getByTestId("whisper-input").fill("@林");
        assertThat(laowang.getByTestId("colleagues")).containsText("小林");
        laowang.getByTestId("whisper-input").press("Enter");
        assertThat(laowang.getByTestId("whisper-input")).hasValue("@小林 ");
        laowang.getByTestId("whisper-input").pressSequentially("答应他今天上门");
        laowang.getByTestId("whisper-send").click();
        assertThat(xiaolin.getByText("答应他今天上门").first()).isVisible();
        assertThat(xiaolin.getByTestId("mention")).containsText("老王 在备注里提到您");
        picture(laowang, "desk-watch", false);
        xiaolin.getByTestId("note-add").fill("@laowang 约好了，今天下午");
        xiaolin.getByTestId("note-add").press("Enter");
        assertThat(laowang.getByTestId("mention")).containsText("小林 在备注里提到您");
        laowang.getByTestId("take-over").click();
        write(laowang, "赵先生，我是主管老王，今天就安排上门。");
        assertThat(fridge.getByTestId("bubble-agent").last()).containsText("主管老王");

        // an agent goes offline: the shopper is told and keeps the place; back to the bot by hand
        assertThat(row(xiaolin, "mine-item", "赵建国")).hasCount(0);
        xiaolin.getByTestId("sign-out").click();
        assertThat(grandma.getByTestId("chat-log")).containsText("您的位置还在最前面");
        accept(laowang, "王桂兰");
        laowang.getByTestId("pin").first().click();
        row(laowang, "mine-item", "赵建国").click();
        assertThat(laowang.getByTestId("beside")).containsText("电热水壶");
        say(grandma, "你们还在吗");
        assertThat(laowang.getByTestId("beside")).containsText("你们还在吗");
        laowang.getByTestId("beside").getByTestId("agent-input").fill("在的，王阿姨，马上好。");
        picture(laowang, "desk-beside", false);
        laowang.getByTestId("beside").getByTestId("agent-send").click();
        assertThat(grandma.getByTestId("bubble-agent").last()).containsText("王阿姨");
        laowang.getByTestId("beside").getByTestId("pin").click();
        assertThat(laowang.getByTestId("beside")).hasCount(0);
        row(laowang, "mine-item", "王桂兰").click();
        assertThat(laowang.getByTestId("card")).containsText("电热水壶");
        laowang.getByTestId("return-to-bot").click();
        laowang.getByTestId("way-submit").click();
        assertThat(grandma.getByTestId("chat-log")).containsText("我继续帮您");

        // closed with something to do: the ticket, and the customer's word on its end
        row(laowang, "mine-item", "赵建国").click();
        laowang.getByTestId("resolve").click();
        laowang.getByText("还要跟进").click();
        laowang.getByTestId("note-input").fill("明天上门修冰箱");
        laowang.getByTestId("way-submit").click();
        assertThat(fridge.getByTestId("chat-log")).containsText("工单号");
        Page tickets = browser.page(1280, 800, errors);
        tickets.navigate(shop.url("/tickets"));
        signIn(tickets, shop, "laowang");
        tickets.getByTestId("ticket-row")
                .filter(new Locator.FilterOptions().setHasText("明天上门修冰箱"))
                .click();
        picture(tickets, "desk-tickets", false);
        accessible(tickets);
        tickets.getByTestId("to-solved").click();
        fridge.getByTestId("ticket-settled").click();
        assertThat(fridge.getByTestId("chat-log")).containsText("谢谢您");
        JsonObject closed = shop.get("/api/v1/tickets?customer=c-1004", shop.signIn("manager"))
                .json()
                .getJsonArray("tickets")
                .getJsonObject(0);
        assertThat(closed.getString("state")).isEqualTo("closed");
        assertThat(closed.getBoolean("confirmed")).isTrue();
        accessible(laowang);

        // a complaint rings at the supervisor's page at once
        Page angry = chat("c-1003");
        say(angry, "我要投诉你们，太欺负人了");
        Locator alarm = row(laowang, "alarm", "要投诉"); // on a slow machine others ring for their wait
        assertThat(alarm).containsText("李雪");
        picture(laowang, "desk-alarm", false);
        alarm.getByText("去看看").click();
        assertThat(alarm).hasCount(0);
        assertThat(laowang.getByTestId("card")).containsText("李雪");

        // who they are, and who may sign in
        Page customers = browser.page(1280, 800, errors);
        customers.navigate(shop.url("/customers?customer=c-1004"));
        signIn(customers, shop, "manager");
        assertThat(customers.getByTestId("tier")).containsText("专属顾问");
        picture(customers, "desk-customer", false);
        accessible(customers);
        Page accounts = browser.page(1280, 800, errors);
        accounts.navigate(shop.url("/accounts"));
        signIn(accounts, shop, "admin");
        accounts.getByTestId("account-add").click();
        accounts.getByTestId("account-username").fill("xiaozhang");
        accounts.getByTestId("account-name").fill("小张");
        accounts.getByTestId("account-password").fill("long enough");
        picture(accounts, "desk-accounts", false);
        accessible(accounts);
        accounts.getByTestId("account-save").click();
        assertThat(accounts.getByTestId("audit")).containsText("新建账号");
        accounts.getByTestId("group-add").click();
        accounts.getByTestId("group-name").fill("质检组");
        accounts.getByTestId("group-form").getByLabel("小张").check();
        accounts.getByTestId("group-form").getByLabel("看报表和告警").check();
        accounts.getByTestId("group-save").click();
        assertThat(accounts.getByTestId("group")).containsText("质检组");
        assertThat(accounts.getByTestId("group")).containsText("看报表和告警");
        picture(accounts, "desk-groups", true);
        accessible(accounts);
        assertThat(errors).isEmpty();
    }

    @Test
    void signing_out_while_the_queue_is_on_its_way_asks_for_nothing_more() {
        Page shopper = chat("c-1002");
        shopper.getByTestId("chat-human").click();
        assertThat(shopper.getByTestId("waiting")).isVisible();
        Page ahkeung = browser.page(1280, 800, errors);
        List<Route> held = new ArrayList<>();
        ahkeung.route("**/api/v1/queue", held::add);
        ahkeung.navigate(shop.url("/agent"));
        signIn(ahkeung, shop, "ahkeung");
        assertThat(ahkeung.getByTestId("presence")).isVisible();
        ahkeung.waitForCondition(() -> !held.isEmpty());
        String token = String.valueOf(ahkeung.evaluate("JSON.parse(sessionStorage.getItem('xiangyin.staff')).token"));

        ahkeung.getByTestId("sign-out").click();
        assertThat(ahkeung.getByTestId("login-submit")).isVisible();
        // the queue that now comes shows somebody waiting, whom the page would open
        ahkeung.waitForResponse("**/auth/logout", () -> held.getFirst().resume());

        assertThat(shop.get("/api/v1/queue", token).status()).isEqualTo(401);
        shopper.getByTestId("stop-waiting").click(); // leaves the queue to the other test
        assertThat(shopper.getByTestId("waiting")).hasCount(0);
        assertThat(errors).isEmpty();
    }

    @Test
    void a_picture_that_leaves_the_page_with_its_agent_is_not_fetched_again() {
        Page shopper = chat("c-1005");
        shopper.getByTestId("chat-file").setInputFiles(photo("破了的袋子.png"));
        assertThat(shopper.getByTestId("bubble-customer").getByTestId("attachment-picture"))
                .isVisible();
        shopper.getByTestId("chat-human").click();
        assertThat(shopper.getByTestId("waiting")).isVisible();
        Page ahkeung = desk("ahkeung", 1280, 800);
        row(ahkeung, "queue-item", "刘洋").first().click();
        assertThat(ahkeung.getByTestId("card-files").locator("img").first()).isVisible();

        List<String> asked = new ArrayList<>();
        ahkeung.onRequest(request -> asked.add(request.url()));
        ahkeung.waitForResponse(
                "**/auth/logout", () -> ahkeung.getByTestId("sign-out").click());

        assertThat(ahkeung.getByTestId("login-submit")).isVisible();
        assertThat(asked).isNotEmpty().noneMatch(url -> url.contains("/attachments/"));
        assertThat(errors).isEmpty();
    }

    /** What a phone would have taken. */
    private static FilePayload photo(String name) {
        BufferedImage image = new BufferedImage(640, 420, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0xE8DCC8), 640, 420, new Color(0x8FA3B0)));
        pen.fillRect(0, 0, 640, 420);
        pen.setColor(new Color(0xB5442E));
        pen.fillRoundRect(220, 120, 200, 220, 60, 60);
        pen.setColor(new Color(0x3B6EA5));
        pen.fillOval(300, 330, 180, 50);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new FilePayload(name, "image/png", bytes.toByteArray());
    }

    private static void compensate(Page desk, String amount) {
        desk.getByTestId("order-compensate").first().click();
        desk.getByTestId("act-amount").fill(amount);
        desk.getByTestId("act-reason").fill("耽误您了");
        desk.getByTestId("act-do").click();
    }
}
