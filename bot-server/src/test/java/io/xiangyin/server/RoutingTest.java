package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is offered whom, and what becomes of a talk when its agent goes; over HTTP, as agents live it. */
class RoutingTest {
    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    private final List<Talk> talks = new ArrayList<>();

    @BeforeAll
    static void openShop() {
        shop = DemoShop.open(data);
    }

    @AfterAll
    static void closeShop() {
        shop.close();
    }

    /** Everybody goes home, and nobody waits. */
    @AfterEach
    void leaveTheDeskEmpty() {
        String supervisor = shop.signIn("laowang");
        for (Talk talk : talks) {
            act(talk, "take-over", supervisor);
            act(talk, "resolve", supervisor);
        }
        List.of("xiaolin", "ahkeung", "laowang").forEach(name -> presence(shop.signIn(name), "offline"));
    }

    private String onDuty(String username) {
        String token = shop.signIn(username);
        presence(token, "online");
        return token;
    }

    private void presence(String token, String status) {
        shop.send(
                "PUT",
                "/api/v1/agents/me/presence",
                new JsonObject().put("status", status).encode(),
                token);
    }

    private Talk waiting(String customer, String... words) {
        Talk talk = shop.begin(customer);
        talks.add(talk);
        List.of(words).forEach(text -> shop.say(talk, text));
        shop.send("POST", "/api/v1/conversations/" + talk.id() + "/handoff", null, talk.token());
        return talk;
    }

    private Answer act(Talk talk, String act, JsonObject body, String token) {
        return shop.post("/api/v1/conversations/" + talk.id() + "/" + act, body, token);
    }

    private Answer act(Talk talk, String act, String token) {
        return act(talk, act, new JsonObject(), token);
    }

    private List<JsonObject> queue(String token) {
        return shop.get("/api/v1/queue", token).json().getJsonArray("waiting").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private @Nullable String offeredTo(Talk talk, String token) {
        return queue(token).stream()
                .filter(row -> row.getString("conversationId").equals(talk.id()))
                .map(row -> row.getString("offeredTo"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void awaitOffer(Talk talk, String agent, String token) {
        Wait.until("it is offered to " + agent, () -> agent.equals(offeredTo(talk, token)));
    }

    private JsonObject view(Talk talk) {
        return shop.get("/api/v1/conversations/" + talk.id(), talk.token()).json();
    }

    private JsonArray events(Talk talk, String token) {
        return shop.get("/api/v1/conversations/" + talk.id() + "/events", token)
                .json()
                .getJsonArray("events");
    }

    @Test
    void a_dialect_goes_to_the_agent_who_speaks_it_and_the_offer_says_why() {
        String other = onDuty("xiaolin");
        onDuty("ahkeung");
        Talk talk = waiting("c-1002", "我对鞋仲未到啊，点解咁耐");
        awaitOffer(talk, "ahkeung", other);
        assertThat(events(talk, other).encode()).contains("skill:yue");
        assertThat(events(talk, talk.token()).encode()).doesNotContain("skill:yue");
    }

    @Test
    void an_old_shopper_who_came_later_is_served_first() {
        String agent = shop.signIn("xiaolin");
        Talk young = waiting("c-1003");
        Talk old = waiting("c-1001");
        Wait.until(
                "the router has looked at her",
                () -> queue(agent).getFirst().getString("conversationId").equals(old.id()));
        assertThat(queue(agent))
                .extracting(row -> row.getString("conversationId"))
                .containsExactly(old.id(), young.id());
        assertThat(queue(agent).getFirst().getString("urgency")).isEqualTo("care");
        JsonObject handoff = view(young).getJsonObject("handoff");
        assertThat(handoff.getInteger("position")).isEqualTo(2);
        assertThat(handoff.getInteger("estimatedWaitSeconds")).isPositive();
    }

    @Test
    void when_the_agent_goes_offline_the_shopper_is_told_and_keeps_the_place() {
        String first = onDuty("xiaolin");
        Talk talk = waiting("c-1006");
        assertThat(act(talk, "accept", first).status()).isEqualTo(200);
        Talk later = waiting("c-1005");
        presence(first, "offline");
        Wait.until("it waits again", () -> view(talk).getString("status").equals("queued"));
        assertThat(view(talk).getJsonObject("handoff").getInteger("position")).isEqualTo(1);
        assertThat(view(later).getJsonObject("handoff").getInteger("position")).isEqualTo(2);
        assertThat(events(talk, talk.token()).encode()).contains("您的位置还在最前面");
        String second = onDuty("ahkeung");
        awaitOffer(talk, "ahkeung", second);
    }

    @Test
    void what_one_declines_is_offered_to_the_next() {
        onDuty("xiaolin");
        String agent = onDuty("laowang");
        Talk talk = waiting("c-1006");
        Wait.until("it is offered", () -> offeredTo(talk, agent) != null);
        String asked = Objects.requireNonNull(offeredTo(talk, agent));
        String other = asked.equals("xiaolin") ? "laowang" : "xiaolin";
        assertThat(act(talk, "decline", shop.signIn(asked)).status()).isEqualTo(204);
        awaitOffer(talk, other, agent);
    }

    @Test
    void a_transfer_asks_the_colleague_with_a_note_and_the_place_is_kept() {
        String from = onDuty("xiaolin");
        String to = onDuty("ahkeung");
        Talk talk = waiting("c-1006");
        act(talk, "accept", from);
        assertThat(act(talk, "transfer", new JsonObject().put("to", "nobody"), from)
                        .status())
                .isEqualTo(400);
        Talk later = waiting("c-1005");
        JsonObject note = new JsonObject().put("to", "ahkeung").put("note", "要讲粤语");
        assertThat(act(talk, "transfer", note, from).json().getString("status")).isEqualTo("queued");
        assertThat(offeredTo(talk, to)).isEqualTo("ahkeung");
        assertThat(view(talk).getJsonObject("handoff").getInteger("position")).isEqualTo(1);
        assertThat(view(later).getJsonObject("handoff").getInteger("position")).isEqualTo(2);
        assertThat(act(talk, "accept", to).status()).isEqualTo(200);
        assertThat(view(talk).getString("agentName")).isEqualTo("阿强");
        assertThat(events(talk, talk.token()).encode()).doesNotContain("要讲粤语");
    }

    @Test
    void a_supervisor_takes_over_and_an_agent_may_not() {
        String holder = onDuty("xiaolin");
        Talk talk = waiting("c-1006");
        act(talk, "accept", holder);
        assertThat(act(talk, "take-over", shop.signIn("ahkeung")).status()).isEqualTo(403);
        assertThat(act(talk, "take-over", shop.signIn("laowang")).status()).isEqualTo(200);
        assertThat(view(talk).getString("agentName")).isEqualTo("老王");
        JsonObject word = new JsonObject().put("clientMessageId", "x").put("text", "我还在");
        assertThat(act(talk, "agent-messages", word, holder).status()).isEqualTo(409);
    }

    @Test
    void who_comes_back_is_offered_to_the_agent_they_know() {
        String known = onDuty("xiaolin");
        Talk first = waiting("c-1006");
        act(first, "accept", known);
        act(first, "resolve", known);
        onDuty("ahkeung");
        onDuty("laowang");
        Talk second = waiting("c-1006");
        awaitOffer(second, "xiaolin", known);
        assertThat(events(second, known).encode()).contains("preferred");
    }

    @Test
    void given_back_the_bot_does_not_read_the_old_request_again() {
        String agent = onDuty("xiaolin");
        Talk talk = waiting("c-1002", "转人工");
        act(talk, "accept", agent);
        act(talk, "return-to-bot", agent);
        shop.say(talk, "退款到哪了");
        assertThat(view(talk).getString("status")).isEqualTo("bot");
        Answer again = shop.send("POST", "/api/v1/conversations/" + talk.id() + "/handoff", null, talk.token());
        assertThat(again.json().getString("status")).isEqualTo("queued");
    }
}
