package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Talk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a talk whose agent vanishes or does not answer. */
class LostAgentTest extends SteeredClockTest {
    private Talk waiting(String customer) {
        Talk talk = shop.begin(customer);
        shop.send("POST", path(talk, "handoff"), null, talk.token());
        return talk;
    }

    private static String path(Talk talk, String rest) {
        return "/api/v1/conversations/" + talk.id() + "/" + rest;
    }

    private List<String> queue(String token) {
        return shop.get("/api/v1/queue", token).json().getJsonArray("waiting").stream()
                .map(row -> ((JsonObject) row).getString("conversationId"))
                .toList();
    }

    private String status(Talk talk) {
        return shop.get("/api/v1/conversations/" + talk.id(), talk.token())
                .json()
                .getString("status");
    }

    private String presence(String agent, String token) {
        return shop.get("/api/v1/agents", token).json().getJsonArray("agents").stream()
                .map(JsonObject.class::cast)
                .filter(row -> row.getString("id").equals(agent))
                .map(row -> row.getString("presence"))
                .findFirst()
                .orElseThrow();
    }

    private void expectBackInFront(Talk talk, Talk newcomer, String colleague, String told) {
        Wait.until("it is back in the queue", () -> status(talk).equals("queued"));
        assertThat(shop.get(path(talk, "events"), talk.token()).text()).contains(told);
        assertThat(queue(colleague)).containsExactly(talk.id(), newcomer.id());
        JsonObject handoff = shop.get("/api/v1/conversations/" + talk.id(), talk.token())
                .json()
                .getJsonObject("handoff");
        assertThat(handoff.getInteger("position")).isEqualTo(1);
    }

    @Test
    void when_an_agents_page_is_gone_for_a_minute_the_shopper_is_told_and_stands_in_front() {
        String agent = shop.signIn("xiaolin");
        Line page = page(agent);
        Talk talk = waiting("c-1003");
        shop.post(path(talk, "accept"), new JsonObject(), agent);
        Talk newcomer = waiting("c-1006");
        String colleague = shop.signIn("ahkeung");
        page.close();
        Wait.until(
                "the page is known to be closed",
                () -> presence("xiaolin", colleague).equals("offline"));
        pass(59);
        assertThat(status(talk)).isEqualTo("with_agent");
        pass(2);
        expectBackInFront(talk, newcomer, colleague, "断线了");
        JsonObject taken =
                shop.post(path(talk, "accept"), new JsonObject(), colleague).json();
        assertThat(taken.getString("status")).isEqualTo("with_agent");
        assertThat(shop.get(path(talk, "events"), colleague).text())
                .contains("\"type\":\"agent_left\"", "\"reason\":\"gone\"");
    }

    @Test
    void when_an_agent_is_there_but_silent_the_talk_goes_back_after_three_minutes() {
        String agent = shop.signIn("xiaolin");
        try (Line _ = page(agent)) {
            Talk talk = waiting("c-1003");
            shop.post(path(talk, "accept"), new JsonObject(), agent);
            shop.say(talk, "在吗，我的裙子什么时候发");
            Talk newcomer = waiting("c-1006");
            for (int i = 0; i < 3; i++) {
                pass(59);
                shop.get("/api/v1/auth/me", agent); // alive, but busy with something else
                assertThat(status(talk)).isEqualTo("with_agent");
            }
            pass(4);
            expectBackInFront(talk, newcomer, shop.signIn("ahkeung"), "没顾上回您");
        }
    }

    @Test
    void an_agent_who_answered_keeps_the_talk_however_long_the_shopper_thinks() {
        String agent = shop.signIn("xiaolin");
        try (Line _ = page(agent)) {
            Talk talk = waiting("c-1003");
            shop.post(path(talk, "accept"), new JsonObject(), agent);
            shop.say(talk, "在吗");
            JsonObject words = new JsonObject().put("clientMessageId", "1").put("text", "在的，您说");
            shop.post(path(talk, "agent-messages"), words, agent);
            for (int i = 0; i < 6; i++) {
                pass(50);
                shop.get("/api/v1/auth/me", agent);
            }
            Talk later = waiting("c-1006");
            Wait.until("the router has looked round", () -> !queue(agent).isEmpty());
            assertThat(status(talk)).isEqualTo("with_agent");
            assertThat(status(later)).isEqualTo("queued");
        }
    }
}
