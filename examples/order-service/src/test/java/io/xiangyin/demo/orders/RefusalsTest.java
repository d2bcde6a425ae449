package io.xiangyin.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each change answers when a rule or a field forbids it, and that nothing is changed then. */
class RefusalsTest extends ShopTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "XY1002-01 | cancel | {} | 409 | not-cancellable",
                "XY1001-01 | cancel | {} | 409 | not-cancellable",
                "XY1002-01 | address | {\"detail\":\"x\"} | 409 | address-locked",
                "XY1003-01 | address | {\"city\":\"x\"} | 400 | invalid-field",
                "XY1003-01 | address | {\"detail\":\"x\",\"phone\":\"call me\"} | 400 | invalid-field",
                "XY1003-01 | returns | {\"reason\":\"no_reason\"} | 409 | not-signed",
                "XY1001-02 | returns | {\"reason\":\"no_reason\"} | 409 | no-reason-expired",
                "XY1005-01 | returns | {\"reason\":\"no_reason\"} | 409 | no-reason-excluded",
                "XY1005-02 | returns | {\"reason\":\"no_reason\"} | 409 | no-reason-excluded",
                "XY1001-01 | returns | {\"reason\":\"bored\"} | 400 | invalid-field",
                "XY1001-01 | returns | {} | 400 | invalid-field",
                "XY1002-01 | exchanges | {\"reason\":\"size\"} | 409 | not-signed",
                "XY1005-02 | exchanges | {\"reason\":\"no_reason\"} | 409 | no-reason-excluded",
                "XY1001-01 | exchanges | {\"toSpec\":\"x\"} | 400 | invalid-field",
                "XY1003-01 | repairs | {\"fault\":\"x\"} | 409 | not-signed",
                "XY1005-01 | repairs | {\"fault\":\"x\"} | 409 | not-repairable",
                "XY1004-01 | repairs | {\"fault\":\" \"} | 400 | invalid-field",
                "XY1002-02 | invoice | {\"type\":\"personal\",\"title\":\"x\"} | 409 | order-closed",
                "XY1004-01 | invoice | {\"type\":\"company\",\"title\":\"x\"} | 400 | invalid-field",
                "XY1004-01 | invoice | {\"type\":\"gift\",\"title\":\"x\"} | 400 | invalid-field",
                "XY1001-01 | urge | {} | 409 | not-urgeable",
                "XY1002-02 | urge | {} | 409 | not-urgeable",
                "XY1001-01 | price-protection | {} | 409 | price-not-lower",
                "XY1004-01 | price-protection | {} | 409 | price-protection-expired",
                "XY1002-02 | price-protection | {} | 409 | order-closed",
                "XY1001-01 | compensations | {\"amount\":20,\"reason\":\"r\"} | 403 | confirmation-required",
                "XY1001-01 | compensations | {\"amount\":500.01,\"reason\":\"r\",\"confirmedBy\":\"a\"} | 403 | approval-required",
                "XY1001-01 | compensations | {\"amount\":600,\"reason\":\"r\",\"confirmedBy\":\"a\",\"approvedBy\":\"a\"} | 403 | approval-required",
                "XY1001-01 | compensations | {\"amount\":0,\"reason\":\"r\",\"confirmedBy\":\"a\"} | 400 | invalid-field",
                "XY1001-01 | compensations | {\"amount\":-5,\"reason\":\"r\",\"confirmedBy\":\"a\"} | 400 | invalid-field",
                "XY1001-01 | compensations | {\"amount\":0.001,\"reason\":\"r\",\"confirmedBy\":\"a\"} | 400 | invalid-field",
                "XY1001-01 | compensations | {\"amount\":1e999999999,\"reason\":\"r\",\"confirmedBy\":\"a\"} | 400 | invalid-field",
                "XY1001-01 | compensations | {\"amount\":\"20\",\"reason\":\"r\",\"confirmedBy\":\"a\"} | 400 | invalid-field",
                "XY9999-99 | cancel | {} | 404 | not-found"
            })
    void refusalsAreProblemsAndChangeNothing(String orderNo, String action, String body, int status, String code) {
        String before = get("/orders/" + orderNo).body();

        Reply reply = post("/orders/" + orderNo + "/" + action, body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = reply.json();
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asText()).startsWith("urn:");
        assertThat(problem.path("title").asText()).isNotBlank();
        assertThat(problem.path("detail").asText()).endsWith(".");
        assertThat(problem.path("message").asText()).matches("\\p{IsHan}.*。");
        assertThat(get("/orders/" + orderNo).body()).isEqualTo(before);
    }

    @Test
    void aSecondReturnIsRefusedWhileTheFirstIsOpen() {
        post("/orders/XY1001-01/returns", "{\"reason\":\"no_reason\"}");

        assertThat(post("/orders/XY1001-01/returns", "{\"reason\":\"quality\"}").text("/code"))
                .isEqualTo("return-open");
        assertThat(post("/orders/XY1001-01/exchanges", "{\"reason\":\"quality\"}")
                        .text("/code"))
                .isEqualTo("return-open");
        assertThat(order("XY1001-01").path("returns")).hasSize(1);
    }

    @Test
    void goodsBeingExchangedCannotBeReturnedToo() {
        post("/orders/XY1001-01/exchanges", "{\"reason\":\"quality\"}");

        assertThat(post("/orders/XY1001-01/returns", "{\"reason\":\"quality\"}").text("/code"))
                .isEqualTo("exchange-open");
    }

    @Test
    void aSecondRepairAndASecondInvoiceAreRefused() {
        post("/orders/XY1004-01/repairs", "{\"fault\":\"不制冷\"}");
        post("/orders/XY1004-01/invoice", "{\"type\":\"personal\",\"title\":\"赵建国\"}");

        assertThat(post("/orders/XY1004-01/repairs", "{\"fault\":\"还是不制冷\"}").text("/code"))
                .isEqualTo("repair-open");
        assertThat(post("/orders/XY1004-01/invoice", "{\"type\":\"personal\",\"title\":\"赵\"}")
                        .text("/code"))
                .isEqualTo("invoice-exists");
    }

    @Test
    void priceProtectionPaysOnlyOnce() {
        post("/orders/XY1004-02/price-protection", "{}");

        assertThat(post("/orders/XY1004-02/price-protection", "{}").text("/code"))
                .isEqualTo("price-protection-used");
    }

    @Test
    void priceProtectionEndsSevenDaysAfterPayment() {
        clock.advance(Duration.ofDays(2).plusMillis(1));

        assertThat(post("/orders/XY1004-02/price-protection", "{}").text("/code"))
                .isEqualTo("price-protection-expired");
    }

    @Test
    void aCancelledOrderCannotBeCancelledUrgedOrMoved() {
        post("/orders/XY1003-01/cancel", "{}");

        assertThat(post("/orders/XY1003-01/cancel", "{}").text("/code")).isEqualTo("not-cancellable");
        assertThat(post("/orders/XY1003-01/urge", "{}").text("/code")).isEqualTo("not-urgeable");
        assertThat(post("/orders/XY1003-01/address", "{\"detail\":\"x\"}").text("/code"))
                .isEqualTo("address-locked");
    }

    @Test
    void noReasonReturnsEndWithTheSeventhDayAfterTheDayOfSigning() {
        // Signed 29 October 20:00 in China: the seventh day is 5 November, which ends at 16:00 UTC.
        clock.advance(Duration.between(START, Instant.parse("2026-11-05T16:00:00Z")));
        assertThat(post("/orders/XY1001-01/returns", "{\"reason\":\"no_reason\"}")
                        .text("/code"))
                .isEqualTo("no-reason-expired");

        clock.advance(Duration.ofMillis(-1));
        assertThat(post("/orders/XY1001-01/returns", "{\"reason\":\"no_reason\"}")
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource(Problem.Code.class)
    void everyProblemHasASentenceForTheCustomer(Problem.Code code) {
        assertThat(code.message()).endsWith("。");
        assertThat(code.word()).isEqualTo(code.word().toLowerCase(Locale.ROOT));
    }
}
