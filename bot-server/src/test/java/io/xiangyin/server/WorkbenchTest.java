package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What agents do beside the talk: money with and without approval, notes, tags, ready words, search. */
class WorkbenchTest {
    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    @SuppressWarnings("NullAway.Init")
    private static String agent;

    @SuppressWarnings("NullAway.Init")
    private static String supervisor;

    @BeforeAll
    static void openShop() {
        shop = DemoShop.open(data);
        agent = shop.signIn("xiaolin");
        supervisor = shop.signIn("laowang");
    }

    @AfterAll
    static void closeShop() {
        shop.close();
    }

    private static Talk heldBy(String token, String customer, String... words) {
        Talk talk = shop.begin(customer);
        List.of(words).forEach(text -> shop.say(talk, text));
        shop.send("POST", path(talk, "handoff"), null, talk.token());
        shop.post(path(talk, "accept"), new JsonObject(), token);
        return talk;
    }

    private static String path(Talk talk, String rest) {
        return "/api/v1/conversations/" + talk.id() + "/" + rest;
    }

    private static Answer compensate(Talk talk, String orderNo, String amount, String key, String token) {
        JsonObject wish = new JsonObject()
                .put("clientActionId", key)
                .put("action", "grant_compensation")
                .put("orderNo", orderNo)
                .put("reason", "等了太久")
                .put("arguments", new JsonObject().put("amount", amount));
        return shop.post(path(talk, "actions"), wish, token);
    }

    private static JsonArray compensations(String orderNo) {
        return shop.order(orderNo).getJsonArray("compensations");
    }

    private static Answer decide(String approvalId, boolean approved, String token) {
        return shop.post(
                "/api/v1/approvals/" + approvalId + "/decision", new JsonObject().put("approved", approved), token);
    }

    @Test
    void an_agent_compensates_up_to_the_limit_alone_and_once() {
        Talk talk = heldBy(agent, "c-1001");
        Answer first = compensate(talk, "XY1001-02", "500", "k1", agent);
        assertThat(first.json().getString("status")).isEqualTo("done");
        compensate(talk, "XY1001-02", "500", "k1", agent);
        assertThat(compensations("XY1001-02"))
                .singleElement()
                .satisfies(one ->
                        assertThat(((JsonObject) one).getString("confirmedBy")).isEqualTo("小林"));
        assertThat(shop.get(path(talk, "events"), talk.token()).text()).contains("补偿500元给您办好了");
    }

    @Test
    void what_is_above_the_limit_in_parts_waits_for_approval_too() {
        Talk talk = heldBy(agent, "c-1002");
        assertThat(compensate(talk, "XY1002-01", "300", "p1", agent).json().getString("status"))
                .isEqualTo("done");

        assertThat(compensate(talk, "XY1002-01", "300", "p2", agent).json().getString("status"))
                .isEqualTo("waiting_for_approval");
        assertThat(compensations("XY1002-01")).hasSize(1);
    }

    @Test
    void above_the_limit_another_person_approves_and_both_are_on_record() {
        Talk talk = heldBy(agent, "c-1004");
        Answer asked = compensate(talk, "XY1004-01", "800", "k2", agent);
        assertThat(asked.json().getString("status")).isEqualTo("waiting_for_approval");
        assertThat(compensations("XY1004-01")).isEmpty();
        String approval = asked.json().getString("approvalId");
        assertThat(decide(approval, true, agent).status()).isEqualTo(403);
        assertThat(shop.get("/api/v1/approvals?state=waiting", supervisor).text())
                .contains(approval);
        assertThat(decide(approval, true, supervisor).json().getString("status"))
                .isEqualTo("done");
        assertThat(decide(approval, true, supervisor).status()).isEqualTo(409);
        assertThat(compensations("XY1004-01")).singleElement().satisfies(one -> {
            assertThat(((JsonObject) one).getString("confirmedBy")).isEqualTo("小林");
            assertThat(((JsonObject) one).getString("approvedBy")).isEqualTo("老王");
        });
        assertThat(shop.get(path(talk, "events"), agent).text()).contains("approval_decided", "老王");
        assertThat(shop.get(path(talk, "events"), talk.token()).text()).doesNotContain("approval");
    }

    @Test
    void nobody_approves_their_own_wish_and_a_refusal_moves_nothing() {
        Talk own = heldBy(supervisor, "c-1004");
        String approval =
                compensate(own, "XY1004-02", "900", "k3", supervisor).json().getString("approvalId");
        assertThat(decide(approval, true, supervisor).status()).isEqualTo(403);
        Talk talk = heldBy(agent, "c-1004");
        String refused =
                compensate(talk, "XY1004-02", "900", "k4", agent).json().getString("approvalId");
        assertThat(decide(refused, false, supervisor).json().getString("status"))
                .isEqualTo("not_approved");
        assertThat(compensations("XY1004-02")).isEmpty();
    }

    @Test
    void a_dear_return_needs_approval_whatever_amount_the_page_sends() {
        Talk talk = heldBy(agent, "c-1004");
        JsonObject wish = new JsonObject()
                .put("clientActionId", "k5")
                .put("action", "create_return")
                .put("orderNo", "XY1004-01")
                .put("reason", "quality")
                .put("arguments", new JsonObject().put("amount", "1").put("approvedBy", "我自己"));
        assertThat(shop.post(path(talk, "actions"), wish, agent).json().getString("status"))
                .isEqualTo("waiting_for_approval");
    }

    @Test
    void only_the_holder_acts_and_only_on_the_shoppers_own_orders() {
        Talk talk = heldBy(agent, "c-1003");
        assertThat(compensate(talk, "XY1003-02", "10", "k6", supervisor).status())
                .isEqualTo(409);
        assertThat(compensate(talk, "XY1001-01", "10", "k7", agent).json().getString("code"))
                .isEqualTo("unknown-order");
        for (String amount : List.of("0", "-5", "1e9", "10.001", "")) {
            assertThat(compensate(talk, "XY1003-02", amount, "k8", agent).status())
                    .as(amount)
                    .isEqualTo(400);
        }
        assertThat(compensations("XY1003-02")).isEmpty();
    }

    @Test
    void notes_and_tags_are_for_colleagues_and_the_shopper_never_sees_them() {
        Talk talk = heldBy(agent, "c-1006");
        JsonObject note = new JsonObject().put("text", "上回也是这件").put("mentions", new JsonArray().add("laowang"));
        assertThat(shop.post(path(talk, "notes"), note, supervisor).status()).isEqualTo(201);
        String tags = new JsonObject().put("tags", new JsonArray().add("秘密标签")).encode();
        assertThat(shop.send("PUT", path(talk, "tags"), tags, shop.signIn("ahkeung"))
                        .status())
                .isEqualTo(403);
        assertThat(shop.send("PUT", path(talk, "tags"), tags, agent).status()).isEqualTo(200);
        assertThat(shop.get(path(talk, "events"), agent).text()).contains("上回也是这件", "秘密标签");
        assertThat(shop.get(path(talk, "events"), talk.token()).text()).doesNotContain("上回也是这件", "秘密标签");
    }

    @Test
    void replies_are_suggested_with_their_sources() {
        Talk talk = heldBy(agent, "c-1006", "七天无理由退货运费谁出");
        JsonObject first = shop.get(path(talk, "suggestions"), agent)
                .json()
                .getJsonArray("suggestions")
                .getJsonObject(0);
        assertThat(first.getString("text")).contains("运费");
        assertThat(first.getString("title")).isNotBlank();
    }

    @Test
    void asking_for_what_the_shopper_said_is_told_to_the_agent() {
        Talk talk = heldBy(agent, "c-1001", "羽绒服我要退货");
        JsonObject asks = new JsonObject().put("clientMessageId", "q").put("text", "您好，请问您的订单号是多少？");
        assertThat(shop.post(path(talk, "agent-messages"), asks, agent).json().getJsonArray("askedAgain"))
                .containsExactly("订单");
        JsonObject helps = new JsonObject().put("clientMessageId", "h").put("text", "羽绒服的退货我看到了，马上办。");
        assertThat(shop.post(path(talk, "agent-messages"), helps, agent).json().getJsonArray("askedAgain"))
                .isEmpty();
    }

    @Test
    void ready_words_are_kept_by_shortcut() {
        String path = "/api/v1/canned-replies/" + URLEncoder.encode("保修", StandardCharsets.UTF_8);
        String words = new JsonObject().put("text", "{customer}，保修一年。").encode();
        assertThat(shop.send("PUT", path, words, agent).status()).isEqualTo(200);
        assertThat(shop.get("/api/v1/canned-replies", agent).text()).contains("保修一年");
        assertThat(shop.send("DELETE", path, null, agent).status()).isEqualTo(204);
        assertThat(shop.send("DELETE", path, null, agent).status()).isEqualTo(404);
    }

    @Test
    void past_talks_are_found_by_their_words() {
        Talk talk = shop.begin("c-1005");
        shop.say(talk, "我的螃蟹少了一只腿");
        String query = "?q=" + URLEncoder.encode("螃蟹少了", StandardCharsets.UTF_8);
        assertThat(shop.get("/api/v1/conversations" + query, agent).json().getJsonArray("conversations"))
                .singleElement()
                .satisfies(row -> assertThat(((JsonObject) row).getString("conversationId"))
                        .isEqualTo(talk.id()));
        assertThat(shop.get("/api/v1/conversations?q=%25%27%20OR%201%3D1", agent)
                        .json()
                        .getJsonArray("conversations"))
                .isEmpty();
        assertThat(shop.get("/api/v1/conversations", talk.token()).status()).isEqualTo(401);
    }
}
