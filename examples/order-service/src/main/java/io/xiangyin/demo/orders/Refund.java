package io.xiangyin.demo.orders;

import java.time.Instant;
import java.util.List;

/**
 * Money on its way back to the customer.
 *
 * @param route how it goes back, in words for the customer
 * @param steps what has happened so far, oldest first
 */
record Refund(
        String refundNo,
        String orderNo,
        Money amount,
        Status status,
        Instant requestedAt,
        Instant expectedBy,
        String route,
        List<Step> steps) {

    /** Whether the money has arrived. */
    enum Status implements Word {
        PROCESSING,
        PAID
    }

    /** One thing that happened to the refund. */
    record Step(Instant at, String text) {}
}
