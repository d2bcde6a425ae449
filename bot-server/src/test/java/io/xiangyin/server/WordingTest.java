package io.xiangyin.server;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.llm.Sse;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A shop that has the set texts of its flows said in a style of its own. */
class WordingTest {

    @RegisterExtension
    static final WireMockExtension MODEL =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    static DemoShop shop;

    @BeforeAll
    static void open() throws IOException {
        shop = DemoShop.openWith(
                folder, "\nllm:\n  wording: {style: 活泼, elder: true}\n", Sse.environment(MODEL.baseUrl()));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void forget() {
        MODEL.resetAll();
    }

    private static void says(String template, String words) {
        MODEL.stubFor(post(urlEqualTo(Sse.PATH))
                .withRequestBody(containing("换一种说法"))
                .withRequestBody(containing(template))
                .willReturn(Sse.answer(words)));
    }

    private static JsonObject lastReply(JsonObject answer) {
        JsonArray replies = answer.getJsonArray("replies");
        return replies.getJsonObject(replies.size() - 1);
    }

    @Test
    void a_set_text_is_said_in_the_shops_style_with_its_buttons_and_says_so_and_is_asked_for_once() {
        says("您想开哪一单的发票", "哪一单要开发票呀？");
        JsonObject reply = lastReply(shop.say(shop.begin("c-1001"), "我要开发票"));
        assertThat(reply.getString("text")).startsWith("哪一单要开发票呀？");
        assertThat(reply.getBoolean("generated")).isTrue();
        assertThat(reply.getJsonArray("choices")).isNotEmpty();
        MODEL.resetAll();
        JsonObject again = lastReply(shop.say(shop.begin("c-1004"), "我要开发票"));
        assertThat(again.getString("text")).startsWith("哪一单要开发票呀？");
        assertThat(MODEL.getAllServeEvents()).isEmpty();
    }

    @Test
    void a_promise_nobody_wrote_is_dropped_and_the_set_text_stands() {
        says("text", "不客气呀，保证马上给您送张券！");
        JsonObject reply = lastReply(shop.say(shop.begin("c-1004"), "谢谢你"));
        assertThat(reply.getString("text")).isNotBlank().doesNotContain("保证", "券");
        MODEL.verify(1, postRequestedFor(urlEqualTo(Sse.PATH)));
        assertThat(reply.getBoolean("generated")).isFalse();
    }

    @Test
    void a_dead_endpoint_leaves_the_set_text() {
        JsonObject reply = lastReply(shop.say(shop.begin("c-1003"), "我要催发货"));
        assertThat(reply.getBoolean("generated")).isFalse();
        assertThat(reply.getString("text")).isNotBlank();
    }

    @Test
    void texts_about_money_and_danger_never_go_to_the_model() {
        DemoShop.Talk talk = shop.begin("c-1003");
        shop.say(talk, "连衣裙的订单取消吧");
        shop.say(talk, "不想要了");
        shop.say(shop.begin("c-1001"), "水壶漏电把我电到了");
        MODEL.verify(0, postRequestedFor(urlEqualTo(Sse.PATH)).withRequestBody(containing("239")));
        assertThat(MODEL.getAllServeEvents())
                .noneMatch(
                        sent -> sent.getRequest().getBodyAsString().matches("(?s).*text\\\\\":\\\\\"[^\"]*(?:元|电).*"));
    }
}
