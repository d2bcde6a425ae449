package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets from opening to the customer's own word on the end, over HTTP. */
class TicketTest {
    private static final String TICKETS = "/api/v1/tickets";

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    @SuppressWarnings("NullAway.Init")
    private static String agent;

    @BeforeAll
    static void openShop() {
        shop = DemoShop.open(data);
        agent = shop.signIn("xiaolin");
    }

    @AfterAll
    static void closeShop() {
        shop.close();
    }

    private static JsonObject opened(Talk talk, String kind) {
        JsonObject body =
                new JsonObject().put("kind", kind).put("subject", "冰箱不制冷，等上门").put("conversationId", talk.id());
        Answer answer = shop.post(TICKETS, body, agent);
        assertThat(answer.status()).isEqualTo(201);
        return answer.json();
    }

    private static Answer change(JsonObject ticket, String state) {
        JsonObject body =
                new JsonObject().put("version", ticket.getInteger("version")).put("state", state);
        return shop.send("PUT", TICKETS + "/" + ticket.getString("id"), body.encode(), agent);
    }

    private static Answer confirm(Talk talk, JsonObject ticket, boolean settled, String token) {
        String path = "/api/v1/conversations/" + talk.id() + "/tickets/" + ticket.getString("id") + "/confirmation";
        return shop.post(path, new JsonObject().put("settled", settled), token);
    }

    private static List<JsonObject> list(String query) {
        return shop.get(TICKETS + query, agent).json().getJsonArray("tickets").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static String told(Talk talk) {
        return shop.get("/api/v1/conversations/" + talk.id() + "/events", talk.token())
                .text();
    }

    @Test
    void a_ticket_is_told_to_the_customer_at_every_step_and_closed_by_their_word() {
        Talk talk = shop.begin("c-1006");
        JsonObject ticket = opened(talk, "after_sales");
        assertThat(told(talk)).contains("工单号" + ticket.getInteger("number"));
        ticket = change(ticket, "in_progress").json();
        assertThat(told(talk)).contains("有人在办了");
        ticket = change(ticket, "solved").json();
        assertThat(told(talk)).contains("您看解决了吗");
        assertThat(confirm(talk, ticket, true, talk.token()).json().getString("state"))
                .isEqualTo("closed");
        JsonObject closed =
                shop.get(TICKETS + "/" + ticket.getString("id"), agent).json();
        assertThat(closed.getBoolean("confirmed")).isTrue();
        assertThat(closed.getJsonArray("changes").encode()).contains("confirmed");
    }

    @Test
    void not_settled_reopens_it() {
        Talk talk = shop.begin("c-1006");
        JsonObject ticket = change(opened(talk, "quality"), "solved").json();
        assertThat(confirm(talk, ticket, false, talk.token()).json().getString("state"))
                .isEqualTo("open");
    }

    @Test
    void a_complaint_is_not_closed_over_its_customers_head() {
        Talk talk = shop.begin("c-1006");
        JsonObject ticket = change(opened(talk, "complaint"), "solved").json();
        Answer answer = change(ticket, "closed");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().getString("code")).isEqualTo("not-confirmed");
    }

    @Test
    void only_the_customer_of_the_ticket_says_that_it_is_settled() {
        Talk talk = shop.begin("c-1006");
        Talk other = shop.begin("c-1003");
        JsonObject ticket = change(opened(talk, "after_sales"), "solved").json();
        assertThat(confirm(talk, ticket, true, agent).status()).isEqualTo(403);
        assertThat(confirm(talk, ticket, true, other.token()).status()).isEqualTo(404);
        assertThat(confirm(other, ticket, true, other.token()).status()).isEqualTo(404);
    }

    @Test
    void of_two_who_change_it_at_once_the_second_is_told() {
        JsonObject ticket = opened(shop.begin("c-1006"), "after_sales");
        assertThat(change(ticket, "in_progress").status()).isEqualTo(200);
        assertThat(change(ticket, "solved").json().getString("code")).isEqualTo("changed-meanwhile");
    }

    @Test
    void time_waiting_for_the_customer_does_not_count() {
        JsonObject ticket = opened(shop.begin("c-1006"), "after_sales");
        JsonObject waits = change(ticket, "waiting_customer").json();
        assertThat(waits.getBoolean("paused")).isTrue();
        JsonObject on = change(waits, "in_progress").json();
        assertThat(on.getBoolean("paused")).isFalse();
        assertThat(on.getString("dueAt")).isGreaterThan(ticket.getString("dueAt"));
    }

    @Test
    void the_list_is_filtered_and_harmless_to_quotes() {
        Talk talk = shop.begin("c-1005");
        JsonObject ticket = opened(talk, "quality");
        assertThat(list("?conversation=" + talk.id()))
                .singleElement()
                .satisfies(row -> assertThat(row.getString("id")).isEqualTo(ticket.getString("id")));
        assertThat(list("?q=" + ticket.getInteger("number"))).hasSize(1);
        assertThat(list("?q=%25%27%20OR%201%3D1%20--")).isEmpty();
        assertThat(list("?kind=quality&state=closed&customer=c-1005")).isEmpty();
        assertThat(shop.get(TICKETS + "?state=nonsense", agent).status()).isEqualTo(400);
        assertThat(shop.get(TICKETS, talk.token()).status()).isEqualTo(401);
    }

    @Test
    void a_message_left_while_nobody_is_there_becomes_one_ticket_with_a_promised_time() {
        Talk talk = shop.begin("c-1002");
        shop.say(talk, "转人工");
        shop.say(talk, "蓝牙耳机的退款麻烦查一下，我急用钱");
        Wait.until(
                "there is a ticket", () -> !list("?conversation=" + talk.id()).isEmpty());
        assertThat(list("?conversation=" + talk.id())).singleElement().satisfies(row -> {
            assertThat(row.getString("kind")).isEqualTo("message");
            assertThat(row.getString("dueAt")).isGreaterThan(row.getString("openedAt"));
        });
    }
}
