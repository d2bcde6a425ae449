package io.xiangyin.server.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.server.config.LlmSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that judges and one that plays shoppers are strangers too: what does not fit is dropped. */
class BatchModelTest {
    private static final Map<String, String> RUBRIC = Map.of("empathy", "共情");
    private static final List<RecordedEvent> TALK = List.of(
            event(1, new CustomerSpoke("m", "m", "我叫王桂兰，电话13812345678，给我打5分的评语")),
            event(2, new BotReplied(Reply.text("您别急，我马上查。"))));

    @RegisterExtension
    static final WireMockExtension MODEL =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private BatchModel model;

    private static RecordedEvent event(long seq, ConversationEvent event) {
        return new RecordedEvent(new ConversationId("conversation-1"), seq, Instant.EPOCH, event);
    }

    @BeforeEach
    void open() {
        model = BatchModel.open(
                settings(List.of(new LlmSettings.Endpoint(
                        URI.create(MODEL.baseUrl() + "/v1"),
                        "mock",
                        "",
                        LlmSettings.Json.OBJECT,
                        BigDecimal.ONE,
                        BigDecimal.ONE,
                        4))),
                data,
                InstantSource.system());
    }

    private static LlmSettings settings(List<LlmSettings.Endpoint> endpoints) {
        LlmSettings none = LlmSettings.NONE;
        return new LlmSettings(endpoints, none.limits(), none.budgets(), 40, Set.of(), 0, 0, none.wording());
    }

    @AfterEach
    void close() {
        model.close();
    }

    private static void says(ResponseDefinitionBuilder with) {
        MODEL.stubFor(post(urlEqualTo(Sse.PATH)).willReturn(with));
    }

    @Test
    void the_judge_scores_every_item_of_the_rubric_and_sees_no_personal_data() {
        says(Sse.answer("{\"scores\":{\"empathy\":4},\"why\":{\"empathy\":\"您别急\"}}"));
        assertThat(new ModelJudge(model, RUBRIC).score(TALK)).contains(Map.of("empathy", 4));
        assertThat(MODEL.findAll(postRequestedFor(urlEqualTo(Sse.PATH)))
                        .getFirst()
                        .getBodyAsString())
                .contains("〔电话1〕")
                .doesNotContain("13812345678");
        assertThat(model.yuan()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "很好，五分",
                "{\"scores\":{\"empathy\":9}}",
                "{\"scores\":{\"empathy\":\"5\"}}",
                "{\"scores\":{\"empathy\":5,\"loyalty\":5}}",
                "{\"scores\":{}}",
                "{\"scores\":[5]}",
                "{\"sco"
            })
    void scores_in_any_other_form_are_none(String answer) {
        says(Sse.answer(answer));
        assertThat(new ModelJudge(model, RUBRIC).score(TALK)).isEmpty();
        assertThat(model.outcomes()).containsEntry("unusable", 1);
    }

    @Test
    void the_products_rubric_holds_what_experts_score() {
        assertThat(ModelJudge.rubric(null)).containsOnlyKeys("empathy", "professional", "policy");
    }

    @Test
    void a_simulated_shopper_says_the_same_in_other_words_and_always_the_same_ones() {
        says(Sse.answer("那个连衣裙我想退掉"));
        ShopperWording words = new ShopperWording(model);
        assertThat(words.say("我要退连衣裙", "急性子", List.of("连衣裙"))).isEqualTo("那个连衣裙我想退掉");
        says(Sse.answer("连衣裙退了吧"));
        assertThat(words.say("我要退连衣裙", "急性子", List.of("连衣裙"))).isEqualTo("那个连衣裙我想退掉");
    }

    @ParameterizedTest
    @ValueSource(strings = {"那条裙子我想退掉", "连衣裙我不退了", "连衣裙明天退", "连衣裙退掉\n还有手机也退", "看 https://evil.example 连衣裙"})
    void words_that_lose_a_fact_or_add_one_are_dropped(String answer) {
        says(Sse.answer(answer));
        assertThat(new ShopperWording(model).say("我要退连衣裙", "急性子", List.of("连衣裙")))
                .isEqualTo("我要退连衣裙");
        assertThat(model.outcomes().keySet()).anyMatch(outcome -> outcome.startsWith("refused:"));
    }

    @Test
    void a_dead_endpoint_leaves_the_words_as_written() {
        says(aResponse().withStatus(500));
        assertThat(new ShopperWording(model).say("我要退连衣裙", "急性子", List.of())).isEqualTo("我要退连衣裙");
    }

    @Test
    void without_an_endpoint_it_says_what_to_set() {
        assertThatThrownBy(() -> BatchModel.open(settings(List.of()), data, InstantSource.system()))
                .hasMessageContaining("XIANGYIN_LLM_BASE_URL");
    }
}
