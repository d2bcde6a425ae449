package io.xiangyin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Talk;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A ticket whose time runs out rings at the supervisor's page, before it is late and when it is. */
class AlarmPageTest extends SteeredClockTest {
    @Test
    void a_ticket_nearly_late_and_late_rings_at_the_supervisors_page_and_opens_without_another_sign_in() {
        List<String> errors = new CopyOnWriteArrayList<>();
        try (Browser browser = Browser.open()) {
            Page desk = browser.page(1280, 800, errors);
            desk.context().clock().setFixedTime(Date.from(now())); // sessions end by the clock of the server
            desk.navigate(shop.url("/agent"));
            PageTest.signIn(desk, shop, "laowang");
            assertThat(desk.getByTestId("presence")).isVisible();
            assertThat(desk.getByTestId("connection-banner")).hasCount(0);
            Talk talk = shop.begin("c-1003");
            JsonObject wish = new JsonObject()
                    .put("kind", "quality")
                    .put("subject", "裙子开线，等换货")
                    .put("conversationId", talk.id());
            JsonObject ticket =
                    shop.post("/api/v1/tickets", wish, shop.signIn("xiaolin")).json();
            int promised = (int) Duration.between(now(), Instant.parse(ticket.getString("dueAt")))
                    .toSeconds();

            pass(promised * 9 / 10);
            Locator alarm = desk.getByTestId("alarm")
                    .filter(new Locator.FilterOptions().setHasText(ticket.getString("number")));
            assertThat(alarm).hasText(Pattern.compile("快到时限.*裙子开线"));
            PageTest.picture(desk, "desk-ticket-alarm", false);
            pass(promised / 5);
            assertThat(alarm).hasCount(2);
            assertThat(alarm.last()).containsText("已经超时");

            Page tickets = desk.waitForPopup(() -> alarm.last().getByText("去看看").click());
            assertThat(tickets.getByTestId("ticket")).containsText("裙子开线，等换货");
            assertThat(alarm).hasCount(1);
            assertThat(errors).isEmpty();
        }
    }
}
