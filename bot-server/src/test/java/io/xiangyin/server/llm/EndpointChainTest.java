package io.xiangyin.server.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.xiangyin.server.config.LlmSettings;
import io.xiangyin.server.llm.ModelException.Code;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EndpointChainTest {
    /** Long enough for a loaded machine; tests of a phase's limit shorten that phase. */
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private static final Duration BRIEF = Duration.ofMillis(500);

    @RegisterExtension
    static final WireMockExtension FIRST =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @RegisterExtension
    static final WireMockExtension SECOND =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private Duration firstToken = AMPLE;
    private Duration silence = AMPLE;
    private Instant now = Instant.parse("2026-11-23T00:00:00Z");

    @Test
    void an_answer_arrives_piece_by_piece_under_the_configured_name_with_its_tokens() {
        answer(FIRST, Sse.answer("七天内可以退货。"));
        Heard heard = ask(chain(FIRST));
        assertThat(heard.text.toString()).isEqualTo("七天内可以退货。");
        assertThat(heard.pieces).isEqualTo(2);
        assertThat(heard.whole().modelName()).isEqualTo("shop-model");
        assertThat(heard.whole().tokenUsage().inputTokenCount()).isEqualTo(100);
        FIRST.verify(postRequestedFor(urlEqualTo(Sse.PATH))
                .withHeader("Authorization", equalTo("Bearer secret"))
                .withRequestBody(matchingJsonPath("$.model", equalTo("shop-model")))
                .withRequestBody(matchingJsonPath("$.stream", equalTo("true"))));
    }

    @Test
    void a_busy_or_broken_endpoint_is_tried_twice_more_before_the_next_one_answers() {
        answer(FIRST, aResponse().withStatus(429));
        answer(SECOND, Sse.answer("好的。"));
        assertThat(ask(chain(FIRST, SECOND)).text.toString()).isEqualTo("好的。");
        FIRST.verify(3, postRequestedFor(urlEqualTo(Sse.PATH)));
    }

    @Test
    void a_try_after_a_passing_failure_may_succeed() {
        FIRST.stubFor(post(urlEqualTo(Sse.PATH))
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("well"));
        FIRST.stubFor(post(urlEqualTo(Sse.PATH))
                .inScenario("once")
                .whenScenarioStateIs("well")
                .willReturn(Sse.answer("好。")));
        assertThat(ask(chain(FIRST)).text.toString()).isEqualTo("好。");
    }

    @Test
    void a_wrong_key_is_not_tried_again_and_says_what_to_check() {
        answer(FIRST, aResponse().withStatus(401).withBody("{\"error\":{\"message\":\"bad key\"}}"));
        Heard heard = ask(chain(FIRST));
        assertThat(heard.code()).isEqualTo(Code.DENIED);
        assertThat(heard.failure).hasMessageContaining("XIANGYIN_LLM_API_KEY").hasMessageNotContaining("secret");
        FIRST.verify(1, postRequestedFor(urlEqualTo(Sse.PATH)));
    }

    @Test
    void an_endpoint_that_sends_no_token_is_given_up_and_the_next_one_answers() {
        answer(FIRST, Sse.answer("太晚了。").withFixedDelay(60_000));
        answer(SECOND, Sse.answer("我在。"));
        firstToken = Duration.ofSeconds(2);
        long begin = System.nanoTime();
        assertThat(ask(chain(FIRST, SECOND)).text.toString()).isEqualTo("我在。");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
    }

    @Test
    void silence_in_the_middle_of_an_answer_ends_it() {
        answer(FIRST, Sse.answer("一二三四五六七八九十一二三四五六七八九十").withChunkedDribbleDelay(2, 20_000));
        silence = BRIEF;
        Heard heard = ask(chain(FIRST));
        assertThat(heard.code()).isIn(Code.SILENT, Code.TOO_SLOW);
        assertThat(heard.text.toString()).startsWith("一二三四");
    }

    @Test
    void an_answer_cut_off_is_not_taken_for_a_whole_one() {
        answer(FIRST, Sse.cut("七天内可以"));
        assertThat(ask(chain(FIRST)).code()).isEqualTo(Code.BROKEN);
    }

    @Test
    void garbage_is_no_answer() {
        answer(
                FIRST,
                aResponse().withHeader("Content-Type", "text/event-stream").withBody("data: {\"choices\":[{\"del\n\n"));
        assertThat(ask(chain(FIRST)).code()).isIn(Code.GARBLED, Code.BROKEN);
    }

    @Test
    void a_megabyte_without_an_end_is_not_read_to_the_end() {
        answer(
                FIRST,
                aResponse().withHeader("Content-Type", "text/event-stream").withBody("data: " + "x".repeat(1_000_000)));
        assertThat(ask(chain(FIRST)).code()).isIn(Code.BROKEN, Code.GARBLED);
    }

    @Test
    void five_failures_in_a_row_let_an_endpoint_rest_for_half_a_minute() {
        answer(FIRST, aResponse().withStatus(401));
        EndpointChain chain = chain(FIRST);
        for (int i = 0; i < 5; i++) {
            assertThat(ask(chain).code()).isEqualTo(Code.DENIED);
        }
        assertThat(ask(chain).code()).isEqualTo(Code.RESTING);
        assertThat(chain.rested()).isFalse();
        FIRST.verify(5, postRequestedFor(urlEqualTo(Sse.PATH)));
        answer(FIRST, Sse.answer("又好了。"));
        now = now.plusSeconds(31);
        assertThat(chain.rested()).isTrue();
        assertThat(ask(chain).text.toString()).isEqualTo("又好了。");
        assertThat(chain.rested()).isTrue();
    }

    @Test
    void a_request_that_is_refused_for_its_content_does_not_speak_against_the_endpoint() {
        answer(FIRST, aResponse().withStatus(400).withBody("{\"error\":{\"code\":\"data_inspection_failed\"}}"));
        EndpointChain chain = chain(FIRST);
        for (int i = 0; i < 8; i++) {
            assertThat(ask(chain).code()).isEqualTo(Code.REFUSED);
        }
        assertThat(chain.rested()).isTrue();
    }

    @Test
    void an_abandoned_stream_is_closed_at_the_endpoint_long_before_its_limits() throws Exception {
        try (ServerSocket endpoint = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Long> closed = CompletableFuture.supplyAsync(() -> serveUntilClosed(endpoint));
            EndpointChain chain = chain(URI.create("http://127.0.0.1:" + endpoint.getLocalPort() + "/v1"));
            Heard heard = new Heard() {
                @Override
                public boolean stopped() {
                    return pieces > 0;
                }
            };
            chain.chat(request(), heard);
            long stopped = System.nanoTime();
            assertThat(heard.code()).isEqualTo(Code.STOPPED);
            long noticed = closed.get(60, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(noticed - stopped)).isLessThan(AMPLE.dividedBy(2));
        }
    }

    /** Streams one token and waits. @return when the other side had gone, by {@link System#nanoTime} */
    private static long serveUntilClosed(ServerSocket endpoint) {
        try (Socket socket = endpoint.accept()) {
            byte[] buffer = new byte[8_192];
            int read = socket.getInputStream().read(buffer);
            assertThat(read).isPositive();
            String head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + Sse.stream("您好");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            while (socket.getInputStream().read(buffer) >= 0) {
                // the rest of the request
            }
        } catch (IOException reset) {
            // closed hard is closed
        }
        return System.nanoTime();
    }

    private static void answer(WireMockExtension endpoint, ResponseDefinitionBuilder with) {
        endpoint.stubFor(post(urlEqualTo(Sse.PATH)).willReturn(with));
    }

    private EndpointChain chain(WireMockExtension... endpoints) {
        return chain(Arrays.stream(endpoints)
                .map(endpoint -> URI.create(endpoint.baseUrl() + "/v1"))
                .toArray(URI[]::new));
    }

    private EndpointChain chain(URI... urls) {
        List<LlmSettings.Endpoint> endpoints = Arrays.stream(urls)
                .map(url -> new LlmSettings.Endpoint(
                        url, "shop-model", "secret", LlmSettings.Json.OBJECT, BigDecimal.ONE, BigDecimal.TWO, 16))
                .toList();
        LlmSettings.Limits limits = new LlmSettings.Limits(AMPLE, firstToken, silence, AMPLE, AMPLE, AMPLE, AMPLE);
        return EndpointChain.open(
                new LlmSettings(
                        endpoints, limits, LlmSettings.NONE.budgets(), 40, Set.of(), 0, 0, LlmSettings.NONE.wording()),
                () -> now);
    }

    private static ChatRequest request() {
        return ChatRequest.builder().messages(UserMessage.from("能退吗")).build();
    }

    private static Heard ask(EndpointChain chain) {
        Heard heard = new Heard();
        chain.chat(request(), heard);
        return heard;
    }

    private static class Heard implements StreamingChatResponseHandler, Stoppable {
        final StringBuilder text = new StringBuilder();
        int pieces;
        private @Nullable ChatResponse response;

        @Nullable Throwable failure;

        @Override
        public void onPartialResponse(String piece) {
            text.append(piece);
            pieces++;
        }

        @Override
        public void onCompleteResponse(ChatResponse whole) {
            response = whole;
        }

        @Override
        public void onError(Throwable why) {
            failure = why;
        }

        @Override
        public boolean stopped() {
            return false;
        }

        ChatResponse whole() {
            assertThat(failure).isNull();
            return Objects.requireNonNull(response);
        }

        Code code() {
            return ((ModelException) Objects.requireNonNull(failure, "it failed")).code();
        }
    }
}
