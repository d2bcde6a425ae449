package io.xiangyin.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEdgesTest extends ShopTest {

    @Test
    void healthAnswers() {
        assertThat(get("/health").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(get("/health").header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void ordersWithoutACustomerAreRefused() {
        assertThat(get("/orders").status()).isEqualTo(400);
        assertThat(get("/orders?customer=%20").text("/code")).isEqualTo("customer-required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/customers/nobody",
                "/orders/nothing",
                "/orders/%27%20OR%201=1--",
                "/shipments/nothing",
                "/refunds/nothing",
                "/nothing"
            })
    void whatDoesNotExistIsNotFound(String path) {
        Reply reply = get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text("/code")).isEqualTo("not-found");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void aWrongMethodNamesTheRightOne() {
        Reply reply = get("/orders/XY1001-01/returns");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.text("/code")).isEqualTo("method-not-allowed");
        assertThat(reply.header("Allow")).isEqualTo("POST");
        assertThat(send(request("/orders/XY1001-01").DELETE()).status()).isEqualTo(405);
    }

    @Test
    void malformedJsonSaysWhere() {
        Reply reply = post("/orders/XY1001-01/returns", "{\n  \"reason\": no_reason}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("/code")).isEqualTo("malformed-json");
        assertThat(reply.text("/detail")).contains("line 2, column ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "null",
                "{} {}",
                "{\"reason\":\"quality\",\"reason\":\"no_reason\"}",
                "{\"reason\":\"quality\"",
                "reason=quality"
            })
    void onlyOneJsonObjectIsABody(String body) {
        Reply reply = post("/orders/XY1001-01/returns", body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.text("/code")).isEqualTo("malformed-json");
        assertThat(order("XY1001-01").path("returns")).isEmpty();
    }

    @Test
    void deeplyNestedJsonIsMalformed() {
        assertThat(post("/orders/XY1001-01/returns", "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aBodyAboveSixtyFourKibibytesIsTooLarge() {
        Reply reply = post("/orders/XY1001-01/repairs", "{\"fault\":\"" + "x".repeat(70 * 1024) + "\"}");

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.text("/code")).isEqualTo("body-too-large");
    }

    @Test
    void aFormIsNotTakenForAnEmptyBody() {
        Reply reply = send(request("/orders/XY1003-01/cancel")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("reason=x")));

        assertThat(reply.status()).isEqualTo(415);
        assertThat(order("XY1003-01").path("status").asText()).isEqualTo("paid");
    }

    @Test
    void wordsOfTheCustomerComeBackUnharmed() {
        post("/orders/XY1001-01/returns", "{\"reason\":\"quality\",\"note\":\"O'Neil \\\"冇电\\\" 😅 :now --\"}");

        assertThat(order("XY1001-01").at("/returns/0/note").asText()).isEqualTo("O'Neil \"冇电\" 😅 :now --");
    }
}
