package io.xiangyin.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({"12900, 129", "499900, 4999", "50, 0.5", "1, 0.01", "0, 0", "100000, 1000", "12345, 123.45"})
    void fenIsShownAsTheShortestYuan(long fen, String yuan) {
        assertThat(Json.write(new Money(fen))).isEqualTo(yuan);
        assertThat(Money.ofYuan(new BigDecimal(yuan))).isEqualTo(new Money(fen));
    }

    @Test
    void partsOfAFenDoNotExist() {
        assertThatThrownBy(() -> Money.ofYuan(new BigDecimal("0.001"))).isInstanceOf(ArithmeticException.class);
    }
}
