package io.xiangyin.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedTest extends ShopTest {

    @ParameterizedTest
    @CsvSource({
        "c-1001, 王桂兰, 71, 3200",
        "c-1002, 陈志强, 34, 8600",
        "c-1003, 李雪, 29, 12400",
        "c-1004, 赵建国, 45, 36000",
        "c-1005, 刘洋, 19, 950",
        "c-1006, 周敏, 38, 0"
    })
    void customersAreThoseOfTheContract(String id, String name, int age, String yearlySpend) {
        JsonNode customer = get("/customers/" + id).json();

        assertThat(customer.path("name").asText()).isEqualTo(name);
        assertThat(customer.path("age").asInt()).isEqualTo(age);
        assertThat(customer.path("yearlySpend").asText()).isEqualTo(yearlySpend);
        assertThat(customer.path("about").asText()).isNotBlank();
    }

    @Test
    void theCustomerListHasAllSix() {
        JsonNode customers = get("/customers").json().path("customers");

        assertThat(customers.findValuesAsText("id"))
                .containsExactly("c-1001", "c-1002", "c-1003", "c-1004", "c-1005", "c-1006");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "XY1001-01, c-1001, 电热水壶, appliance, 129, signed, 3, -",
                "XY1001-02, c-1001, 羽绒服, clothing, 399, signed, 12, -",
                "XY1002-01, c-1002, 跑步鞋, clothing, 459, shipped, -, -",
                "XY1002-02, c-1002, 蓝牙耳机, digital, 299, refunding, -, -",
                "XY1003-01, c-1003, 连衣裙, clothing, 239, paid, -, -",
                "XY1003-02, c-1003, 婴儿奶粉, baby, 328, signed, 1, -",
                "XY1004-01, c-1004, 双门冰箱, appliance, 4999, signed, 20, -",
                "XY1004-02, c-1004, 手机, digital, 5299, signed, 3, -",
                "XY1005-01, c-1005, 生鲜大闸蟹, fresh, 258, signed, 0, fresh",
                "XY1005-02, c-1005, 定制手机壳, digital, 49, signed, 2, custom"
            })
    void ordersAreThoseOfTheContract(
            String orderNo,
            String customer,
            String item,
            String category,
            String amount,
            String status,
            String daysSinceSigned,
            String noReturnReason) {
        JsonNode order = order(orderNo);

        assertThat(order.path("customerId").asText()).isEqualTo(customer);
        assertThat(order.path("item").asText()).isEqualTo(item);
        assertThat(order.path("category").asText()).isEqualTo(category);
        assertThat(order.path("amount").asText()).isEqualTo(amount);
        assertThat(order.path("status").asText()).isEqualTo(status);
        assertThat(order.path("daysSinceSigned").asText()).isEqualTo(String.valueOf(daysSinceSigned));
        assertThat(order.path("noReturnReason").asText()).isEqualTo(String.valueOf(noReturnReason));
        assertThat(order.path("noReasonReturn").asBoolean()).isEqualTo(noReturnReason == null);
        assertThat(order.path("address").findValuesAsText("phone")).allMatch(phone -> phone.matches("138000\\d{5}"));
    }

    @Test
    void anOrderShowsEveryKeyEvenWhenEmpty() {
        JsonNode order = order("XY1003-01");

        assertThat(names(order))
                .contains(
                        "orderNo customerId customerName item spec quantity category amount status paidAt shippedAt signedAt"
                                .split(" "))
                .contains(
                        "daysSinceSigned hoursSincePaid noReasonReturn noReturnReason warrantyMonths warrantyUntil inWarranty"
                                .split(" "))
                .contains("currentPrice address invoice shipmentNo refundNo returns exchanges repairs".split(" "))
                .contains("priceProtections urges compensations".split(" "));
        assertThat(names(order.path("address")))
                .containsExactly("name", "phone", "province", "city", "district", "detail");
        assertThat(order.path("invoice").isNull()).isTrue();
        assertThat(order.path("shipmentNo").isNull()).isTrue();
        assertThat(order.path("returns").isArray()).isTrue();
    }

    @Test
    void theDressWasPaidTwoHoursAgoAndNotShipped() {
        JsonNode order = order("XY1003-01");

        assertThat(order.path("paidAt").asText()).isEqualTo("2026-11-01T10:00:00Z");
        assertThat(order.path("hoursSincePaid").asInt()).isEqualTo(2);
        assertThat(order.path("shippedAt").isNull()).isTrue();
    }

    @Test
    void theCrabsWereSignedFiveHoursAgo() {
        assertThat(order("XY1005-01").path("signedAt").asText()).isEqualTo("2026-11-01T07:00:00Z");
    }

    @Test
    void theDownJacketIsPastItsNoReasonDaysAndTheKettleIsNot() {
        assertThat(order("XY1001-02").path("noReasonReturnOpen").asBoolean()).isFalse();
        assertThat(order("XY1001-01").path("noReasonReturnOpen").asBoolean()).isTrue();
        assertThat(order("XY1001-01").path("noReasonReturnUntil").asText()).isEqualTo("2026-11-05T16:00:00Z");
    }

    @Test
    void theFridgeHasThirtySixMonthsOfWarranty() {
        JsonNode order = order("XY1004-01");

        assertThat(order.path("warrantyMonths").asInt()).isEqualTo(36);
        assertThat(order.path("warrantyUntil").asText()).isEqualTo("2029-10-12");
        assertThat(order.path("inWarranty").asBoolean()).isTrue();
    }

    @Test
    void thePhoneWasBoughtFiveDaysAgoAndCostsThreeHundredLess() {
        JsonNode order = order("XY1004-02");

        assertThat(order.path("paidAt").asText()).isEqualTo("2026-10-27T12:00:00Z");
        assertThat(order.path("currentPrice").asInt()).isEqualTo(4999);
    }

    @Test
    void theRunningShoesLeftSixDaysAgoAndHaveNotMovedForThree() {
        JsonNode order = order("XY1002-01");
        JsonNode shipment =
                get("/shipments/" + order.path("shipmentNo").asText()).json();

        assertThat(order.path("shippedAt").asText()).isEqualTo("2026-10-26T12:00:00Z");
        assertThat(names(shipment))
                .containsExactly(
                        "shipmentNo", "orderNo", "carrier", "status", "lastMovedAt", "daysSinceMoved", "events");
        assertThat(shipment.path("status").asText()).isEqualTo("in_transit");
        assertThat(shipment.path("daysSinceMoved").asInt()).isEqualTo(3);
        assertThat(shipment.at("/events/0/at").asText())
                .isEqualTo(shipment.path("lastMovedAt").asText());
        assertThat(shipment.path("events").findValuesAsText("at")).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void theMilkPowdersLastEventSpeaksOfTheDamagedBox() {
        JsonNode shipment = get("/shipments/SD20100302").json();

        assertThat(shipment.path("status").asText()).isEqualTo("delivered");
        assertThat(shipment.at("/events/0/text").asText()).contains("外箱破损");
    }

    @Test
    void theEarphonesRefundRunsSinceTwoDays() {
        JsonNode refund =
                get("/refunds/" + order("XY1002-02").path("refundNo").asText()).json();

        assertThat(names(refund))
                .containsExactly(
                        "refundNo", "orderNo", "amount", "status", "requestedAt", "expectedBy", "route", "steps");
        assertThat(refund.path("orderNo").asText()).isEqualTo("XY1002-02");
        assertThat(refund.path("amount").asInt()).isEqualTo(299);
        assertThat(refund.path("status").asText()).isEqualTo("processing");
        assertThat(refund.path("requestedAt").asText()).isEqualTo("2026-10-30T12:00:00Z");
        assertThat(refund.path("route").asText()).isEqualTo("原路退回 · 微信支付");
        assertThat(refund.path("steps")).isNotEmpty();
    }

    @Test
    void everySignedOrderWasDeliveredWhenItWasSigned() {
        List<String> checked = new ArrayList<>();
        for (JsonNode customer : get("/customers").json().path("customers")) {
            for (JsonNode order : get("/orders?customer=" + customer.path("id").asText())
                    .json()
                    .path("orders")) {
                if (order.path("status").asText().equals("signed")) {
                    String no = order.path("shipmentNo").asText();
                    assertThat(get("/shipments/" + no).text("/lastMovedAt"))
                            .isEqualTo(order.path("signedAt").asText());
                    checked.add(no);
                }
            }
        }
        assertThat(checked).hasSize(7);
    }

    @Test
    void aCustomersOrdersAreListedAndTheOneWithoutHasNone() {
        assertThat(get("/orders?customer=c-1001").json().path("orders").findValuesAsText("item"))
                .containsExactly("电热水壶", "羽绒服");
        assertThat(get("/orders?customer=c-1006").body()).isEqualTo("{\"orders\":[]}");
        assertThat(get("/orders?customer=nobody").body()).isEqualTo("{\"orders\":[]}");
    }

    @Test
    void resetRestoresTheSeedRelativeToTheNewNow() {
        assertThat(post("/orders/XY1003-01/cancel", "{}").status()).isEqualTo(201);
        clock.advance(Duration.ofDays(30));

        assertThat(post("/reset", "").status()).isEqualTo(204);

        JsonNode order = order("XY1003-01");
        assertThat(order.path("status").asText()).isEqualTo("paid");
        assertThat(order.path("refundNo").isNull()).isTrue();
        assertThat(Instant.parse(order.path("paidAt").asText()))
                .isEqualTo(START.plus(Duration.ofDays(30)).minus(Duration.ofHours(2)));
    }

    @Test
    void resetForgetsIdempotencyKeys() {
        post("/orders/XY1003-01/urge", "{}", "key-1");
        post("/reset", "");

        Reply again = post("/orders/XY1003-01/urge", "{}", "key-1");

        assertThat(again.header("Idempotent-Replayed")).isEmpty();
        assertThat(order("XY1003-01").path("urges")).hasSize(1);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
