package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody but the shop's own system tells shoppers what happened. */
class WebhookTest {
    @TempDir
    private Path data;

    @Test
    void an_event_without_a_fitting_signature_is_refused() {
        try (DemoShop shop = DemoShop.open(data)) {
            JsonObject event = new JsonObject()
                    .put("eventId", "e1")
                    .put("type", "refund_paid")
                    .put("customer", "c-1002");
            DemoShop.Answer answer = shop.post("/api/v1/webhooks/orders", event, null);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().getString("code")).isEqualTo("invalid-signature");
        }
    }
}
