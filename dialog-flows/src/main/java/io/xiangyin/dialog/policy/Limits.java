package io.xiangyin.dialog.policy;

import java.math.BigDecimal;

/**
 * What the bot may do without a human.
 *
 * @param moneyWithoutHuman most yuan that one of its actions may move
 */
public record Limits(BigDecimal moneyWithoutHuman) {
    /** 500 yuan, what the shop's own front line may decide alone. */
    public static final Limits DEFAULT = new Limits(BigDecimal.valueOf(500));
}
