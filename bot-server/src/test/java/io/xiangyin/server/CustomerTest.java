package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ConversationEvent.CallbackRequested;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.server.DemoShop.Answer;
import io.xiangyin.server.DemoShop.Talk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What staff see of customers, and what becomes of it when a customer asks for it. */
class CustomerTest {
    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    @BeforeAll
    static void openShop() {
        shop = DemoShop.open(data);
    }

    @AfterAll
    static void closeShop() {
        shop.close();
    }

    @Test
    void the_profile_tells_tier_tags_orders_and_preferences() {
        Talk talk = shop.begin("c-1004");
        shop.send("PUT", "/api/v1/conversations/" + talk.id() + "/preferences", "{\"elderMode\":true}", talk.token());
        JsonObject profile =
                shop.get("/api/v1/customers/c-1004", shop.signIn("xiaolin")).json();
        assertThat(profile.getString("tier")).isEqualTo("adviser");
        assertThat(profile.getJsonArray("tags")).contains("家电", "数码");
        assertThat(profile.getJsonArray("orders")).hasSize(2);
        assertThat(profile.getJsonObject("rfm").getInteger("ordersIn30Days")).isEqualTo(2);
        assertThat(profile.getJsonObject("preferences").getBoolean("elderMode")).isTrue();
        assertThat(shop.get("/api/v1/customers/nobody", shop.signIn("xiaolin")).status())
                .isEqualTo(404);
    }

    @Test
    void a_number_left_for_a_call_is_shown_with_what_it_may_be_used_for() {
        Talk talk = shop.begin("c-1002");
        shop.engine()
                .store()
                .append(
                        new ConversationId(talk.id()),
                        EventStore.ANY_VERSION,
                        List.of(new CallbackRequested("13900001111")));
        JsonObject contact = shop.get("/api/v1/customers/c-1002", shop.signIn("xiaolin"))
                .json()
                .getJsonArray("contacts")
                .getJsonObject(0);
        assertThat(contact.getString("phone")).isEqualTo("13900001111");
        assertThat(contact.getString("purpose")).isEqualTo("callback");
        assertThat(contact.getString("consentedAt")).isNotBlank();
    }

    @Test
    void channels_are_one_customer_by_proof_and_a_claimed_name_merges_nobody() {
        for (String channel : List.of("api", "web")) {
            shop.post(
                    "/api/v1/conversations",
                    new JsonObject()
                            .put("channel", channel)
                            .put("customer", new JsonObject().put("externalId", "c-1003")),
                    null);
        }
        shop.post(
                "/api/v1/conversations",
                new JsonObject()
                        .put("channel", "web")
                        .put(
                                "customer",
                                new JsonObject()
                                        .put("externalId", "somebody-else")
                                        .put("name", "刘洋")),
                null);
        JsonObject profile =
                shop.get("/api/v1/customers/c-1003", shop.signIn("xiaolin")).json();
        assertThat(profile.getJsonArray("channels")).containsExactly("api", "web");
        assertThat(profile.getInteger("conversations")).isEqualTo(2);
        assertThat(shop.get("/api/v1/customers/somebody-else", shop.signIn("xiaolin"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void everything_is_exported_and_erased_on_request_and_both_are_on_record() {
        Talk talk = shop.begin("c-1005");
        shop.say(talk, "我的电话是13912345678，螃蟹死了");
        String agent = shop.signIn("xiaolin");
        JsonObject ticket = new JsonObject()
                .put("kind", "quality")
                .put("subject", "螃蟹死了，打13912345678")
                .put("conversationId", talk.id());
        shop.post("/api/v1/tickets", ticket, agent);
        String manager = shop.signIn("manager");
        assertThat(shop.get("/api/v1/customers/c-1005/export", agent).status()).isEqualTo(403);
        assertThat(shop.get("/api/v1/customers/c-1005/export", manager).text()).contains("13912345678");

        JsonObject asked = new JsonObject().put("reason", "asked by the customer");
        assertThat(shop.post("/api/v1/customers/c-1005/erasure", asked, agent).status())
                .isEqualTo(403);
        Answer erased = shop.post("/api/v1/customers/c-1005/erasure", asked, manager);
        assertThat(erased.json().getInteger("conversations")).isEqualTo(1);
        assertThat(erased.json().getInteger("tickets")).isEqualTo(1);
        assertThat(shop.get("/api/v1/conversations/" + talk.id() + "/events", agent)
                        .text())
                .doesNotContain("13912345678");
        assertThat(shop.get("/api/v1/tickets", agent).text()).doesNotContain("13912345678", "c-1005");
        assertThat(shop.get("/api/v1/customers/c-1005", manager).status()).isEqualTo(404);
        assertThat(shop.get("/api/v1/audit", shop.signIn("admin")).text())
                .contains("customer_exported", "customer_erased");
    }
}
