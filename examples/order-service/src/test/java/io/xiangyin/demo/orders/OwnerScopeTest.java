package io.xiangyin.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller that names a customer sees and changes that customer's things only. */
class OwnerScopeTest extends ShopTest {

    @ParameterizedTest
    @ValueSource(strings = {"/orders/XY1001-01", "/shipments/SD20100101"})
    void theOwnerSeesWhatAnotherCustomerDoesNot(String path) {
        assertThat(get(path + "?customer=c-1001").status()).isEqualTo(200);
        assertThat(get(path).status()).isEqualTo(200);
        assertThat(get(path + "?customer=c-1002").status()).isEqualTo(404);
        assertThat(get(path + "?customer=").status()).isEqualTo(404);
        assertThat(get(path + "?customer=c-1001&customer=c-1002").status()).isEqualTo(400);
    }

    @Test
    void refundsAreScopedToo() {
        assertThat(get("/refunds/RF1002-02?customer=c-1002").status()).isEqualTo(200);
        assertThat(get("/refunds/RF1002-02?customer=c-1001").status()).isEqualTo(404);
    }

    @Test
    void anotherCustomersOrderAnswersExactlyLikeAnUnknownOne() {
        String foreign = get("/orders/XY1001-01?customer=c-1002").body();
        String unknown = get("/orders/XY9001-01?customer=c-1002").body();

        assertThat(foreign.replace("XY1001-01", "NO")).isEqualTo(unknown.replace("XY9001-01", "NO"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cancel | {}",
                "address | {\"detail\":\"x\"}",
                "returns | {\"reason\":\"quality\"}",
                "exchanges | {\"reason\":\"x\"}",
                "repairs | {\"fault\":\"x\"}",
                "invoice | {\"type\":\"personal\",\"title\":\"x\"}",
                "urge | {}",
                "price-protection | {}",
                "compensations | {\"amount\":1,\"reason\":\"r\",\"confirmedBy\":\"a\"}"
            })
    void noChangeReachesAnotherCustomersOrder(String action, String body) {
        String before = get("/orders/XY1003-01").body();

        Reply foreign = post("/orders/XY1003-01/" + action + "?customer=c-1002", body);
        Reply unknown = post("/orders/XY9003-01/" + action + "?customer=c-1002", body);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body().replace("XY1003-01", "NO"))
                .isEqualTo(unknown.body().replace("XY9003-01", "NO"));
        assertThat(get("/orders/XY1003-01").body()).isEqualTo(before);
    }

    @Test
    void theOwnerMayChangeTheOrder() {
        assertThat(post("/orders/XY1003-01/urge?customer=c-1003", "{}").status())
                .isEqualTo(201);
    }
}
