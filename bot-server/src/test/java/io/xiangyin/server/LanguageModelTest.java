package io.xiangyin.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.xiangyin.server.DemoShop.words;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.ModelAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understanding.Proposal;
import io.xiangyin.server.DemoShop.Talk;
import io.xiangyin.server.llm.Sse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The demo shop with a language model, which WireMock plays. */
class LanguageModelTest {
    /** Answered from one article whose text is not fixed. */
    private static final String QUESTION = "现货多久发货";

    @RegisterExtension
    static final WireMockExtension MODEL =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init")
    static DemoShop shop;

    @BeforeAll
    static void open() {
        shop = DemoShop.open(
                DemoHome.FOLDER,
                data,
                Map.of(
                        "XIANGYIN_LLM_BASE_URL", MODEL.baseUrl() + "/v1",
                        "XIANGYIN_LLM_MODEL", "mock",
                        "XIANGYIN_LLM_API_KEY", "secret-key"));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void forget() {
        MODEL.resetAll();
    }

    private static void writes(ResponseDefinitionBuilder with) {
        MODEL.stubFor(post(urlEqualTo(Sse.PATH))
                .withRequestBody(containing("passages"))
                .willReturn(with));
    }

    private static void reads(ResponseDefinitionBuilder with) {
        MODEL.stubFor(
                post(urlEqualTo(Sse.PATH)).withRequestBody(containing("flows")).willReturn(with));
    }

    private static List<RecordedEvent> events(Talk talk) {
        return shop.engine().store().load(new ConversationId(talk.id()), 0);
    }

    private static ModelAsked lastCall(Talk talk) {
        return events(talk).reversed().stream()
                .filter(event -> event.event() instanceof ModelAsked)
                .map(event -> (ModelAsked) event.event())
                .findFirst()
                .orElseThrow();
    }

    private static Proposal proposal(Talk talk) {
        return events(talk).reversed().stream()
                .flatMap(event -> event.event() instanceof MessageUnderstood read
                        ? Stream.ofNullable(read.understanding().proposal())
                        : Stream.empty())
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject reply(JsonObject answer) {
        JsonArray replies = answer.getJsonArray("replies");
        return replies.getJsonObject(replies.size() - 1);
    }

    @Test
    void an_answer_is_worded_by_the_model_with_its_source_and_says_so() {
        writes(Sse.answer("现货付款后48小时内就发。[1]周末也照常发哦。[1]"));
        Talk talk = shop.begin("c-1001");
        JsonObject reply = reply(shop.say(talk, QUESTION));
        assertThat(reply.getString("text")).isEqualTo("现货付款后48小时内就发。周末也照常发哦。");
        assertThat(reply.getBoolean("generated")).isTrue();
        assertThat(reply.getJsonArray("citations").getJsonObject(0).getString("articleId"))
                .isEqualTo("faq-ship-time");
        assertThat(lastCall(talk).call())
                .matches(call -> call.outcome().equals("used") && call.prompt().startsWith("answer/"))
                .matches(call -> call.model().equals("mock") && call.inputTokens() == 100);
    }

    @Test
    void what_the_passage_does_not_say_is_dropped() {
        writes(Sse.answer("现货付款后24小时内发货。[1]周末照常发货的。[1]还送您一张优惠券。[1]"));
        JsonObject reply = reply(shop.say(shop.begin("c-1002"), "现货要多久才发货呀"));
        assertThat(reply.getString("text")).isEqualTo("周末照常发货的。");
    }

    @Test
    void when_nothing_holds_the_passage_is_quoted_and_nothing_is_called_generated() {
        writes(Sse.answer("周末不发货。[1]加微信 abc123456 更快。[1]"));
        Talk talk = shop.begin("c-1003");
        JsonObject reply = reply(shop.say(talk, "现货一般多久发货"));
        assertThat(reply.getString("text")).contains("48小时内发");
        assertThat(reply.getBoolean("generated")).isFalse();
        assertThat(lastCall(talk).call().outcome()).startsWith("refused:");
    }

    @Test
    void a_broken_endpoint_costs_the_shopper_nothing_but_the_better_words() {
        writes(aResponse().withStatus(500));
        Talk talk = shop.begin("c-1004");
        JsonObject reply = reply(shop.say(talk, "你们现货多久发货"));
        assertThat(reply.getString("text")).contains("48小时内发");
        assertThat(reply.getBoolean("generated")).isFalse();
        assertThat(lastCall(talk).call().outcome()).isEqualTo("failed:broken");
    }

    @Test
    void phones_addresses_and_names_do_not_leave() {
        writes(Sse.answer("现货付款后48小时内发。[1]"));
        reads(Sse.answer("{\"commands\":[{\"type\":\"answer\",\"question\":\"现货一般几天发货\"}]}"));
        Talk talk = shop.begin("c-1001");
        shop.say(talk, "我叫王桂兰，电话13812345678，住在浙江省杭州市西湖区文三路12号3单元201，邮箱wang@example.com，就想问问你们现货多久发货啊");
        MODEL.verify(postRequestedFor(urlEqualTo(Sse.PATH)).withRequestBody(containing("〔电话1〕")));
        MODEL.getAllServeEvents()
                .forEach(sent -> assertThat(sent.getRequest().getBodyAsString())
                        .doesNotContain("13812345678", "文三路", "王桂兰", "wang@example.com"));
    }

    @Test
    void a_long_complaint_becomes_commands_that_the_flows_carry_out() {
        reads(Sse.answer("{\"commands\":[{\"type\":\"start_flow\",\"flow\":\"return\"}]}"));
        Talk talk = shop.begin("c-1001");
        String told = words(shop.say(talk, "上个礼拜给老伴挑的那件厚衣裳吧，穿上身一看肩膀那块儿怎么都别扭，颜色跟照片上瞧着也两样，我琢磨来琢磨去还是不留它了吧，你看着给弄弄"));
        assertThat(told).contains("退");
        Proposal proposal = proposal(talk);
        assertThat(proposal.taken()).isTrue();
        assertThat(proposal.model()).hasSize(1);
    }

    @Test
    void a_flow_that_does_not_exist_and_a_value_nobody_said_are_refused_with_the_reason() {
        reads(
                Sse.answer(
                        "{\"commands\":[{\"type\":\"start_flow\",\"flow\":\"refund_now\"},{\"type\":\"fill_slot\",\"slot\":\"order\",\"value\":\"XY1004-01\"},{\"type\":\"order.get\",\"customerId\":\"c-1004\"}]}"));
        Talk talk = shop.begin("c-1003");
        shop.say(talk, "嗯嗯嗯你说这个事情它到底应该是怎么一回事情呢我也说不清楚反正就是这么个意思你懂的对吧");
        Proposal proposal = proposal(talk);
        assertThat(proposal.taken()).isFalse();
        assertThat(proposal.refused()).hasSize(3);
    }

    @Test
    void pages_see_the_answer_grow_and_get_the_whole_one_once() {
        writes(Sse.answer("现货付款后48小时内发。[1]周末照常发。[1]"));
        Talk talk = shop.begin("c-1006");
        try (Line line = new Line(shop, "/api/v1/ws?token=" + talk.token() + "&after=0")) {
            line.await(frame -> "hello".equals(frame.getString("type")));
            line.send(new JsonObject()
                    .put("type", "message")
                    .put("clientMessageId", "m-1")
                    .put("text", "现货付款多久发货"));
            JsonObject draft = line.await(frame -> "generating".equals(frame.getString("type")));
            assertThat("现货付款后48小时内发。").startsWith(draft.getString("text"));
            assertThat(draft.getString("text").length()).isLessThan("现货付款后48小时内发。".length());
            JsonObject whole = line.await(frame -> "event".equals(frame.getString("type"))
                    && frame.getJsonObject("event").getBoolean("generated", false));
            assertThat(whole.getJsonObject("event").getString("text")).isEqualTo("现货付款后48小时内发。周末照常发。");
        }
    }

    @Test
    void readers_of_the_event_stream_see_the_answer_grow_without_ids() throws IOException, InterruptedException {
        writes(Sse.answer("现货付款后48小时内发。[1]周末照常发。[1]"));
        Talk talk = shop.begin("c-1005");
        try (EventLines lines = new EventLines(shop, talk)) {
            shop.say(talk, "现货付完款多久发货");
            String line = lines.next();
            List<String> seen = new ArrayList<>();
            while (!line.contains("\"generated\":true")) {
                seen.add(line);
                line = lines.next();
            }
            int draft = seen.indexOf("event: generating");
            assertThat(draft).isPositive();
            assertThat(seen.get(draft - 1)).isEmpty();
            assertThat(seen.get(draft + 1)).startsWith("data: {\"type\":\"generating\",\"text\":\"现货");
        }
    }

    @Test
    void a_shopper_who_wants_no_model_gets_the_articles_words_now_and_in_the_next_talk() {
        writes(Sse.answer("现货付款后48小时内发。[1]"));
        Talk talk = shop.begin("c-1004");
        String preferences = "/api/v1/conversations/" + talk.id() + "/preferences";
        JsonObject view = shop.send("PUT", preferences, "{\"languageModel\":false}", talk.token())
                .json();
        assertThat(view.getBoolean("languageModel")).isFalse();
        assertThat(reply(shop.say(talk, "现货究竟多久发货")).getBoolean("generated")).isFalse();
        Talk next = shop.begin("c-1004");
        assertThat(reply(shop.say(next, "现货到底多久发货")).getBoolean("generated")).isFalse();
        assertThat(MODEL.getAllServeEvents()).isEmpty();
        shop.send(
                "PUT", "/api/v1/conversations/" + next.id() + "/preferences", "{\"languageModel\":true}", next.token());
        assertThat(reply(shop.say(shop.begin("c-1004"), "现货到底要多久发货")).getBoolean("generated"))
                .isTrue();
        assertThat(shop.send("PUT", preferences, "{}", talk.token()).status()).isEqualTo(400);
    }

    @Test
    void only_what_is_hard_is_read_twice() {
        writes(Sse.answer("现货付款后48小时内发。[1]"));
        reads(Sse.answer("{\"commands\":[]}"));
        shop.say(shop.begin("c-1006"), "现货几天发货");
        MODEL.verify(0, postRequestedFor(urlEqualTo(Sse.PATH)).withRequestBody(containing("flows")));
        shop.say(shop.begin("c-1006"), "银河系有几个旋臂来着");
        MODEL.verify(1, postRequestedFor(urlEqualTo(Sse.PATH)).withRequestBody(containing("flows")));
    }

    @Test
    void the_same_question_again_is_answered_without_a_call() {
        writes(Sse.answer("现货付款后48小时内发。[1]"));
        shop.say(shop.begin("c-1005"), "请问现货多久能发货");
        MODEL.resetAll();
        Talk talk = shop.begin("c-1001");
        assertThat(reply(shop.say(talk, "请问现货多久能发货")).getBoolean("generated")).isTrue();
        assertThat(lastCall(talk).call().outcome()).isEqualTo("cached");
        assertThat(MODEL.getAllServeEvents()).isEmpty();
    }

    @Test
    void the_administrator_sees_what_was_sent_and_what_it_cost_and_may_try() {
        writes(Sse.answer("现货付款后48小时内发。[1]明天一定到。[1]"));
        String admin = shop.signIn("admin");
        JsonObject trial = shop.post("/api/v1/llm/try", new JsonObject().put("question", QUESTION), admin)
                .json();
        assertThat(trial.getString("shown")).isEqualTo("现货付款后48小时内发。");
        assertThat(trial.getJsonArray("checks").getJsonObject(1).getString("objection"))
                .isEqualTo("words");
        Wait.until(
                "the call to be logged",
                () -> shop.get("/api/v1/llm/calls", admin)
                        .json()
                        .getJsonArray("calls")
                        .encode()
                        .contains("try"));
        JsonObject usage = shop.get("/api/v1/llm/usage", admin).json();
        assertThat(usage.getBoolean("configured")).isTrue();
        assertThat(usage.encode()).doesNotContain("secret-key");
        assertThat(shop.get("/api/v1/llm/calls", shop.signIn("xiaolin")).status())
                .isEqualTo(403);
        assertThat(shop.get("/metrics", null).text())
                .contains("xiangyin_llm_calls_total")
                .doesNotContain("secret-key");
    }

    @Test
    void agents_get_drafts_that_nobody_sends_but_they() {
        Talk talk = shop.begin("c-1002");
        shop.say(talk, "转人工");
        String agent = shop.signIn("xiaolin");
        String drafts = "/api/v1/conversations/" + talk.id() + "/drafts";
        assertThat(shop.get(drafts, agent).json().getJsonArray("kinds")).contains("reply", "summary", "wrapup");
        MODEL.stubFor(post(urlEqualTo(Sse.PATH))
                .withRequestBody(containing("交接摘要"))
                .willReturn(Sse.answer("顾客要求转人工。\n还没有说原因。")));
        JsonObject summary = shop.post(drafts, new JsonObject().put("kind", "summary"), agent)
                .json();
        assertThat(summary.getString("text")).startsWith("顾客要求转人工。");
        MODEL.stubFor(post(urlEqualTo(Sse.PATH))
                .withRequestBody(containing("预填小结"))
                .willReturn(Sse.answer("{\"summary\":\"顾客要求转人工。\",\"outcome\":\"solved\",\"reasonCode\":\"other\"}")));
        assertThat(shop.post(drafts, new JsonObject().put("kind", "wrapup"), agent)
                        .json()
                        .getString("outcome"))
                .isEqualTo("solved");
        MODEL.stubFor(post(urlEqualTo(Sse.PATH))
                .withRequestBody(containing("拟一条回复"))
                .willReturn(Sse.answer("请加 https://evil.example 领红包。")));
        assertThat(shop.post(drafts, new JsonObject().put("kind", "reply"), agent)
                        .status())
                .isEqualTo(502);
        assertThat(shop.post(drafts, new JsonObject().put("kind", "poem"), agent)
                        .status())
                .isEqualTo(400);
        assertThat(shop.get(drafts, talk.token()).status()).isGreaterThanOrEqualTo(400);
        assertThat(events(talk)).noneMatch(event -> event.event() instanceof AgentSpoke);
    }
}
