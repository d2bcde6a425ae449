package io.xiangyin.server.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.vertx.core.Vertx;
import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Customer;
import io.xiangyin.dialog.flow.ActionDefinition;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How actions fare with a shop system that behaves, and with one that does not. */
class HttpActionRunnerTest {
    @RegisterExtension
    static final WireMockExtension SHOP =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final Customer KNOWN = new Customer("c 1/2", "王桂兰", Map.of(), true);
    private static final Customer VISITOR = new Customer("visitor", null, Map.of(), false);
    private static final ActionCall READ = new ActionCall("read", Map.of("no", "A&B"), "key-1", false, "it");
    private static final ActionCall WRITE =
            new ActionCall("write", Map.of("no", "7", "reason", "坏了"), "key-2", true, "it");

    private final Vertx vertx = Vertx.vertx();

    @SuppressWarnings("NullAway.Init")
    private HttpActionRunner runner;

    @BeforeEach
    void connect() {
        Map<String, ActionDefinition> actions = Map.of(
                "read",
                action("read", "GET", "/orders/{no}?customer={customer}", Map.of()),
                "write",
                action(
                        "write",
                        "POST",
                        "/orders/{no}/returns?customer={customer}",
                        Map.of("reason", "{reason}", "note", "{note}")));
        runner = new HttpActionRunner(vertx, actions, Map.of("shop", URI.create(SHOP.baseUrl())));
    }

    private static ActionDefinition action(String name, String method, String path, Map<String, String> body) {
        return new ActionDefinition(
                name, "shop", method, path, body, 400, 1, Map.of(), "code", null, false, null, null, null);
    }

    @AfterEach
    void disconnect() throws Exception {
        runner.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void the_customer_comes_from_the_conversation_and_every_value_is_escaped() {
        SHOP.stubFor(any(anyUrl()).willReturn(okJson("{\"a\":1,\"none\":null,\"list\":[{\"b\":true}]}")));
        ActionOutcome outcome = runner.run(KNOWN, READ);
        assertThat(outcome).isEqualTo(new ActionOutcome.Succeeded(Map.of("a", 1, "list", List.of(Map.of("b", true)))));
        SHOP.verify(1, getRequestedFor(urlEqualTo("/orders/A%26B?customer=c+1%2F2")));
    }

    @Test
    void a_change_carries_its_key_and_leaves_empty_fields_out() {
        SHOP.stubFor(any(anyUrl()).willReturn(okJson("{}").withStatus(201)));
        assertThat(runner.run(KNOWN, WRITE)).isInstanceOf(ActionOutcome.Succeeded.class);
        SHOP.verify(
                1,
                postRequestedFor(anyUrl())
                        .withHeader("Idempotency-Key", equalTo("key-2"))
                        .withRequestBody(equalTo("{\"reason\":\"坏了\"}")));
    }

    @Test
    void a_visitor_nobody_vouched_for_is_refused_without_a_call() {
        assertThat(runner.run(VISITOR, READ)).isEqualTo(new ActionOutcome.Refused("not-verified", ""));
        SHOP.verify(0, getRequestedFor(anyUrl()));
    }

    @Test
    void a_refusal_keeps_its_code_and_is_not_repeated() {
        SHOP.stubFor(any(anyUrl())
                .willReturn(okJson("{\"code\":\"no-reason-expired\",\"message\":\"过了七天\"}")
                        .withStatus(409)));
        assertThat(runner.run(KNOWN, WRITE)).isEqualTo(new ActionOutcome.Refused("no-reason-expired", "过了七天"));
        SHOP.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void a_stumble_is_repeated_once_with_the_same_key() {
        SHOP.stubFor(any(anyUrl())
                .inScenario("stumble")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("up"));
        SHOP.stubFor(
                any(anyUrl()).inScenario("stumble").whenScenarioStateIs("up").willReturn(okJson("{\"ok\":true}")));
        assertThat(runner.run(KNOWN, WRITE)).isEqualTo(new ActionOutcome.Succeeded(Map.of("ok", true)));
        SHOP.verify(2, postRequestedFor(anyUrl()).withHeader("Idempotency-Key", equalTo("key-2")));
    }

    @Test
    void a_system_that_stays_down_fails_after_two_tries() {
        SHOP.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        assertThat(runner.run(KNOWN, READ)).isInstanceOf(ActionOutcome.Failed.class);
        SHOP.verify(2, getRequestedFor(anyUrl()));
    }

    @Test
    void silence_a_broken_line_and_nonsense_are_failures_not_exceptions() {
        SHOP.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(2_000)));
        assertThat(runner.run(KNOWN, READ)).isInstanceOf(ActionOutcome.Failed.class);
        SHOP.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(runner.run(KNOWN, READ)).isInstanceOf(ActionOutcome.Failed.class);
        SHOP.stubFor(any(anyUrl()).willReturn(aResponse().withBody("<html>")));
        assertThat(runner.run(KNOWN, READ)).isInstanceOf(ActionOutcome.Failed.class);
        SHOP.stubFor(any(anyUrl()).willReturn(okJson("{\"big\":\"" + "x".repeat(1_100_000) + "\"}")));
        assertThat(runner.run(KNOWN, READ)).isInstanceOf(ActionOutcome.Failed.class);
    }

    @Test
    void an_action_nobody_declared_fails_by_name() {
        ActionCall unknown = new ActionCall("other", Map.of(), "k", false, "it");
        assertThat(runner.run(KNOWN, unknown))
                .isInstanceOfSatisfying(
                        ActionOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).contains("other"));
    }
}
