package io.xiangyin.dialog.policy;

import java.math.BigDecimal;

/**
 * What the bot may do without a human.
 *
 * @param moneyWithoutHuman most yuan that one of its actions may move
 * @param highValue from this price of an order on, in yuan, its shopper waits no longer than class CARE
 */
public record Limits(BigDecimal moneyWithoutHuman, BigDecimal highValue) {
    /** 500 yuan, what the shop's own front line may decide alone; 3 000 yuan, a great sum for a household. */
    public static final Limits DEFAULT = new Limits(BigDecimal.valueOf(500), BigDecimal.valueOf(3_000));
}
