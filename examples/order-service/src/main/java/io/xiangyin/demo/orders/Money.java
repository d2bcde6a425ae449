package io.xiangyin.demo.orders;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** An amount of Chinese money, counted in fen and shown in yuan (12900 fen is 129, 50 fen is 0.5). */
record Money(long fen) implements Comparable<Money> {

    /**
     * Converts a yuan number.
     *
     * @throws ArithmeticException if the number has more than two decimals or does not fit
     */
    static Money ofYuan(BigDecimal yuan) {
        return new Money(yuan.movePointRight(2).longValueExact());
    }

    @JsonValue
    BigDecimal yuan() {
        BigDecimal shortest = BigDecimal.valueOf(fen, 2).stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest; // 100 and not 1E+2
    }

    Money minus(Money other) {
        return new Money(Math.subtractExact(fen, other.fen));
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(fen, other.fen);
    }
}
