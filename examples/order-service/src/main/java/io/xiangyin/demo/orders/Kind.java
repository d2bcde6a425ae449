package io.xiangyin.demo.orders;

import org.jspecify.annotations.Nullable;

/** What can be done to an order; each kind is one endpoint below {@code /orders/{orderNo}/}. */
enum Kind implements Word {
    CANCEL("cancel", "CN", "cancelNo", null),
    ADDRESS("address", "AD", "changeNo", null),
    RETURN("returns", "RT", "returnNo", "pickupBy"),
    EXCHANGE("exchanges", "EX", "exchangeNo", "pickupBy"),
    REPAIR("repairs", "RP", "repairNo", "visitBy"),
    INVOICE("invoice", "IV", "invoiceNo", null),
    URGE("urge", "UR", "urgeNo", null),
    PRICE_PROTECTION("price-protection", "PP", "priceProtectionNo", null),
    COMPENSATION("compensations", "CP", "compensationNo", null);

    private final String path;
    private final String prefix;
    private final String numberKey;
    private final @Nullable String dueKey;

    Kind(String path, String prefix, String numberKey, @Nullable String dueKey) {
        this.path = path;
        this.prefix = prefix;
        this.numberKey = numberKey;
        this.dueKey = dueKey;
    }

    /** The last segment of the endpoint's path. */
    String path() {
        return path;
    }

    /** The letters its record numbers start with. */
    String prefix() {
        return prefix;
    }

    /** The JSON key that repeats a record's id under the shop's own word. */
    String numberKey() {
        return numberKey;
    }

    /** The JSON key of the time by which the shop acts; null when the kind promises none. */
    @Nullable String dueKey() {
        return dueKey;
    }
}
