package io.xiangyin.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What each change does when the rules allow it. */
class ChangesTest extends ShopTest {

    @Test
    void cancellingAPaidOrderStartsItsRefund() {
        Reply reply = post("/orders/XY1003-01/cancel", "{\"reason\":\"不想要了\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/reason")).isEqualTo("不想要了");
        assertThat(reply.text("/order/status")).isEqualTo("cancelled");
        JsonNode refund = get("/refunds/" + reply.text("/refundNo")).json();
        assertThat(refund.path("amount").asInt()).isEqualTo(239);
        assertThat(refund.path("status").asText()).isEqualTo("processing");
        assertThat(refund.path("requestedAt").asText()).isEqualTo("2026-11-01T12:00:00Z");
        assertThat(order("XY1003-01").path("refundNo").asText()).isEqualTo(reply.text("/refundNo"));
    }

    @Test
    void anAddressChangeKeepsWhatItDoesNotName() {
        Reply reply = post("/orders/XY1003-01/address", "{\"district\":\"西湖区\",\"detail\":\"柳浪新村 1 幢 101\"}");

        assertThat(reply.status()).isEqualTo(201);
        JsonNode address = order("XY1003-01").path("address");
        assertThat(address.path("detail").asText()).isEqualTo("柳浪新村 1 幢 101");
        assertThat(address.path("district").asText()).isEqualTo("西湖区");
        assertThat(address.path("name").asText()).isEqualTo("李雪");
        assertThat(reply.json().at("/order/address")).isEqualTo(address);
    }

    @Test
    void theBuyerPaysTheFreightOfANoReasonReturn() {
        Reply reply = post("/orders/XY1001-01/returns", "{\"reason\":\"no_reason\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/returnNo")).isEqualTo("RT1001-01-1").isEqualTo(reply.text("/id"));
        assertThat(reply.text("/freightPaidBy")).isEqualTo("buyer");
        assertThat(reply.text("/status")).isEqualTo("pickup_scheduled");
        assertThat(reply.text("/pickupBy")).isEqualTo("2026-11-02T12:00:00Z");
        assertThat(reply.text("/createdAt")).isEqualTo("2026-11-01T12:00:00Z");
        assertThat(reply.text("/order/returns/0/returnNo")).isEqualTo("RT1001-01-1");
    }

    @Test
    void theSellerPaysTheFreightOfDamagedGoods() {
        Reply reply = post("/orders/XY1003-02/returns", "{\"reason\":\"damaged\",\"note\":\"箱子破了\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/freightPaidBy")).isEqualTo("seller");
        assertThat(reply.text("/note")).isEqualTo("箱子破了");
    }

    @Test
    void qualityReturnsAreOpenToFreshCustomAndLateOrders() {
        assertThat(post("/orders/XY1005-01/returns", "{\"reason\":\"quality\"}").status())
                .isEqualTo(201);
        assertThat(post("/orders/XY1005-02/returns", "{\"reason\":\"wrong_item\"}")
                        .status())
                .isEqualTo(201);
        assertThat(post("/orders/XY1001-02/returns", "{\"reason\":\"quality\"}").status())
                .isEqualTo(201);
    }

    @Test
    void anExchangeRemembersTheWishedSpec() {
        Reply reply = post("/orders/XY1003-02/exchanges", "{\"reason\":\"damaged\",\"toSpec\":\"3 段 900g\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("/exchangeNo")).isEqualTo("EX1003-02-1");
        assertThat(reply.text("/toSpec")).isEqualTo("3 段 900g");
        assertThat(order("XY1003-02").path("exchanges")).hasSize(1);
    }

    @Test
    void aRepairInWarrantyIsFree() {
        Reply reply = post("/orders/XY1004-01/repairs", "{\"fault\":\"不制冷\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("free").asBoolean()).isTrue();
        assertThat(reply.text("/visitBy")).isEqualTo("2026-11-03T12:00:00Z");
        assertThat(reply.text("/order/repairs/0/fault")).isEqualTo("不制冷");
        assertThat(order("XY1004-01").at("/repairs/0/free").asBoolean()).isTrue();
    }

    @Test
    void aRepairAfterTheWarrantyIsNotFree() {
        clock.advance(Duration.ofDays(4 * 365));

        assertThat(post("/orders/XY1004-01/repairs", "{\"fault\":\"不制冷\"}")
                        .json()
                        .path("free")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void aCompanyInvoiceShowsOnTheOrder() {
        Reply reply = post("/orders/XY1004-01/invoice", """
                {"type":"company","title":"沈阳铁西钢花贸易有限公司","taxNo":"91210100TEST00001X","email":"a@example.com"}""");

        assertThat(reply.status()).isEqualTo(201);
        JsonNode invoice = order("XY1004-01").path("invoice");
        assertThat(invoice.toString()).isEqualTo("""
                        {"type":"company","title":"沈阳铁西钢花贸易有限公司","taxNo":"91210100TEST00001X",\
                        "email":"a@example.com","at":"2026-11-01T12:00:00Z"}""");
    }

    @Test
    void aPersonalInvoiceNeedsNoTaxNumber() {
        assertThat(post("/orders/XY1001-01/invoice", "{\"type\":\"personal\",\"title\":\"王桂兰\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void paidAndShippedOrdersCanBeUrgedAgainAndAgain() {
        assertThat(post("/orders/XY1003-01/urge", "").status()).isEqualTo(201);
        assertThat(post("/orders/XY1002-01/urge", "{}").status()).isEqualTo(201);
        assertThat(post("/orders/XY1002-01/urge", "{}").text("/id")).isEqualTo("UR1002-01-2");
        assertThat(order("XY1002-01").path("urges")).hasSize(2);
    }

    @Test
    void priceProtectionPaysTheDifferenceBack() {
        Reply reply = post("/orders/XY1004-02/price-protection", "{}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("amount").asInt()).isEqualTo(300);
        assertThat(order("XY1004-02").at("/priceProtections/0/amount").asInt()).isEqualTo(300);
    }

    @Test
    void aConfirmedCompensationIsGrantedToTheFen() {
        Reply reply = post(
                "/orders/XY1003-02/compensations", "{\"amount\":20.5,\"reason\":\"外箱破损\",\"confirmedBy\":\"xiaolin\"}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body()).contains("\"amount\":20.5,");
        assertThat(order("XY1003-02").at("/compensations/0/confirmedBy").asText())
                .isEqualTo("xiaolin");
    }

    @Test
    void aCompensationOfFiveHundredNeedsOnePersonAndAboveTwo() {
        assertThat(post(
                                "/orders/XY1004-01/compensations",
                                "{\"amount\":500,\"reason\":\"r\",\"confirmedBy\":\"xiaolin\"}")
                        .status())
                .isEqualTo(201);
        assertThat(post(
                                "/orders/XY1004-01/compensations",
                                "{\"amount\":800,\"reason\":\"r\",\"confirmedBy\":\"xiaolin\",\"approvedBy\":\"laowang\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void theAnswersRecordIsTheOneTheOrderShowsLater() {
        clock.advance(Duration.ofNanos(123_456_789));

        Reply reply = post("/orders/XY1001-01/returns", "{\"reason\":\"no_reason\"}");

        ObjectNode record = reply.json().deepCopy();
        JsonNode answeredOrder = record.remove("order");
        assertThat(order("XY1001-01")).isEqualTo(answeredOrder);
        assertThat(order("XY1001-01").at("/returns/0")).isEqualTo(record);
        assertThat(record.path("createdAt").asText()).isEqualTo("2026-11-01T12:00:00.123Z");
    }
}
