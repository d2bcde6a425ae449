package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What becomes of somebody who begins conversations without end; the clock stands still meanwhile. */
class FloodTest extends SteeredClockTest {
    /** As many as {@code limits.conversationsPerMinute} allows when nothing is set. */
    private static final int SHARE = 300;

    private HttpResponse<String> begin(HttpClient client, String behindProxy, String customer) throws Exception {
        JsonObject body =
                new JsonObject().put("channel", "api").put("customer", new JsonObject().put("externalId", customer));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(shop.url("/api/v1/conversations")))
                .POST(BodyPublishers.ofString(body.encode()));
        if (!behindProxy.isEmpty()) {
            request.header("X-Forwarded-For", behindProxy);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void strangers_begin_so_many_conversations_a_minute_from_one_address_and_then_wait() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < SHARE; i++) {
                assertThat(begin(client, "203.0.113.9", "stranger").statusCode())
                        .isEqualTo(201);
            }
            HttpResponse<String> refused = begin(client, "203.0.113.9", "stranger");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(new JsonObject(refused.body()).getString("code")).isEqualTo("too-many-conversations");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
            assertThat(begin(client, "203.0.113.10", "stranger").statusCode())
                    .as("another address")
                    .isEqualTo(201);
            assertThat(begin(client, "203.0.113.9", "c-1001").statusCode())
                    .as("a customer of the shop at the same address")
                    .isEqualTo(201);
            pass(60);
            assertThat(begin(client, "203.0.113.9", "stranger").statusCode())
                    .as("a minute later")
                    .isEqualTo(201);
        }
    }

    @Test
    void who_calls_from_the_shops_own_network_is_not_counted() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i <= SHARE; i++) {
                assertThat(begin(client, "", "stranger").statusCode()).isEqualTo(201);
            }
        }
    }
}
