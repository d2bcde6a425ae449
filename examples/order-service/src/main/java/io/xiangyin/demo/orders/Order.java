package io.xiangyin.demo.orders;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is stored; what follows from it and the time of day is in {@link OrderView} and {@link Rules}.
 *
 * @param amount what the customer paid for the whole order
 * @param currentPrice what the same order would cost now
 * @param noReturnReason why seven-day no-reason returns do not apply to these goods; null when they do
 * @param warrantyMonths counted from signing; 0 for goods without a warranty
 * @param records everything done to the order, oldest first
 */
record Order(
        String orderNo,
        String customerId,
        String customerName,
        String item,
        String spec,
        int quantity,
        Category category,
        Money amount,
        Money currentPrice,
        Status status,
        Instant paidAt,
        @Nullable Instant shippedAt,
        @Nullable Instant signedAt,
        @Nullable NoReturnReason noReturnReason,
        int warrantyMonths,
        Address address,
        @Nullable String shipmentNo,
        @Nullable String refundNo,
        List<ServiceRecord> records) {

    /** What kind of goods the order holds. */
    enum Category implements Word {
        APPLIANCE,
        CLOTHING,
        FRESH,
        BABY,
        DIGITAL
    }

    /** How far the order has come. */
    enum Status implements Word {
        PAID,
        SHIPPED,
        SIGNED,
        CANCELLED,
        REFUNDING,
        REFUNDED
    }

    /** Why goods are excluded from seven-day no-reason returns. */
    enum NoReturnReason implements Word {
        FRESH,
        CUSTOM
    }

    /** Where an order is delivered. */
    record Address(String name, String phone, String province, String city, String district, String detail) {}

    /** By how much the same order is cheaper now; nothing if it is not. */
    Money priceDrop() {
        return currentPrice.compareTo(amount) < 0 ? amount.minus(currentPrice) : new Money(0);
    }

    List<ServiceRecord> records(Kind kind) {
        return records.stream().filter(record -> record.kind() == kind).toList();
    }

    /** Tells whether the money is back with the customer or on its way, so that nothing more can be done. */
    boolean closed() {
        return switch (status) {
            case PAID, SHIPPED, SIGNED -> false;
            case CANCELLED, REFUNDING, REFUNDED -> true;
        };
    }

    Order withStatus(Status newStatus) {
        return with(newStatus, address);
    }

    Order withAddress(Address newAddress) {
        return with(status, newAddress);
    }

    private Order with(Status newStatus, Address newAddress) {
        return new Order(
                orderNo,
                customerId,
                customerName,
                item,
                spec,
                quantity,
                category,
                amount,
                currentPrice,
                newStatus,
                paidAt,
                shippedAt,
                signedAt,
                noReturnReason,
                warrantyMonths,
                newAddress,
                shipmentNo,
                refundNo,
                records);
    }
}
