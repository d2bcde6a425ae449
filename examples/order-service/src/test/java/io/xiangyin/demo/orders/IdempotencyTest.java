package io.xiangyin.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class IdempotencyTest extends ShopTest {

    private static final String URGE = "/orders/XY1002-01/urge";

    @Test
    void theSameRequestUnderTheSameKeyGetsTheFirstAnswerAgain() {
        Reply first = post("/orders/XY1001-01/returns", "{\"reason\":\"no_reason\",\"note\":\"n\"}", "key-1");
        post("/orders/XY1001-01/invoice", "{\"type\":\"personal\",\"title\":\"王桂兰\"}");

        Reply second = post("/orders/XY1001-01/returns", "{\"note\":\"n\", \"reason\":\"no_reason\"}", "key-1");

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(order("XY1001-01").path("returns")).hasSize(1);
    }

    @Test
    void aRefusalIsRepeatedEvenWhenItWouldNowBeAllowed() {
        Reply first = post("/orders/XY1003-01/returns", "{\"reason\":\"quality\"}", "key-1");
        post("/orders/XY1003-01/cancel", "{}");

        Reply second = post("/orders/XY1003-01/returns", "{\"reason\":\"quality\"}", "key-1");

        assertThat(first.status()).isEqualTo(409);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void eightParallelRequestsUnderOneKeyActOnce() throws Exception {
        List<Reply> replies = inParallel(8, _ -> "key-1");

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies)
                .extracting(Reply::body)
                .containsOnly(replies.getFirst().body());
        assertThat(replies)
                .filteredOn(reply -> reply.header("Idempotent-Replayed").isEmpty())
                .hasSize(1);
        assertThat(order("XY1002-01").path("urges")).hasSize(1);
    }

    @Test
    void eightParallelRequestsUnderTheirOwnKeysActEightTimes() throws Exception {
        List<Reply> replies = inParallel(8, i -> "key-" + i);

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies).extracting(reply -> reply.text("/id")).doesNotHaveDuplicates();
        assertThat(order("XY1002-01").path("urges")).hasSize(8);
    }

    @Test
    void aKeyCannotBeReusedForAnotherBodyActionOrderOrCustomer() {
        post("/orders/XY1003-01/cancel", "{}", "key-1");

        for (Reply reused : List.of(
                post("/orders/XY1003-01/cancel", "{\"reason\":\"x\"}", "key-1"),
                post("/orders/XY1003-01/urge", "{}", "key-1"),
                post("/orders/XY1002-01/cancel", "{}", "key-1"),
                post("/orders/XY1003-01/cancel?customer=c-1001", "{}", "key-1"))) {
            assertThat(reused.status()).isEqualTo(422);
            assertThat(reused.text("/code")).isEqualTo("idempotency-key-reused");
            assertThat(reused.body()).doesNotContain("李雪");
        }
    }

    @Test
    void anUnreadableRequestDoesNotUseUpItsKey() {
        assertThat(post("/orders/XY1001-01/returns", "{\"reason\":", "key-1").status())
                .isEqualTo(400);

        assertThat(post("/orders/XY1001-01/returns", "{\"reason\":\"quality\"}", "key-1")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void withoutAKeyEveryRequestActs() {
        post(URGE, "{}");
        post(URGE, "{}");

        assertThat(order("XY1002-01").path("urges")).hasSize(2);
    }

    @Test
    void anOverlongKeyIsRefused() {
        assertThat(post(URGE, "{}", "k".repeat(201)).text("/code")).isEqualTo("idempotency-key-invalid");
    }

    @Test
    void aKeyIsRememberedAcrossARestart() {
        Reply first = post(URGE, "{}", "key-1");
        restartService();

        assertThat(post(URGE, "{}", "key-1").body()).isEqualTo(first.body());
        assertThat(order("XY1002-01").path("urges")).hasSize(1);
    }

    private List<Reply> inParallel(int times, IntFunction<String> key) throws Exception {
        List<Reply> replies = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<Reply>> sent = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                int number = i;
                sent.add(threads.submit(() -> post(URGE, "{}", key.apply(number))));
            }
            for (Future<Reply> reply : sent) {
                replies.add(reply.get());
            }
        }
        return replies;
    }
}
