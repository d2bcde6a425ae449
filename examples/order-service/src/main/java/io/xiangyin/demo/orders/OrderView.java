package io.xiangyin.demo.orders;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order as JSON shows it, with what follows from the rules at this moment; every key is always present.
 *
 * @param daysSinceSigned full days of 24 hours; null when unsigned
 * @param noReasonReturn whether these goods carry seven-day no-reason returns at all
 * @param noReasonReturnUntil the first moment too late for one; null when unsigned or excluded
 * @param noReasonReturnOpen whether one would be in time now
 * @param currentPrice what the whole order would cost now
 */
record OrderView(
        String orderNo,
        String customerId,
        String customerName,
        String item,
        String spec,
        int quantity,
        Order.Category category,
        Money amount,
        Order.Status status,
        Instant paidAt,
        @Nullable Instant shippedAt,
        @Nullable Instant signedAt,
        @Nullable Long daysSinceSigned,
        long hoursSincePaid,
        boolean noReasonReturn,
        Order.@Nullable NoReturnReason noReturnReason,
        @Nullable Instant noReasonReturnUntil,
        boolean noReasonReturnOpen,
        int warrantyMonths,
        @Nullable LocalDate warrantyUntil,
        boolean inWarranty,
        Money currentPrice,
        Money priceDrop,
        Order.Address address,
        @Nullable Map<String, @Nullable Object> invoice,
        @Nullable String shipmentNo,
        @Nullable String refundNo,
        List<ServiceRecord> returns,
        List<ServiceRecord> exchanges,
        List<ServiceRecord> repairs,
        List<ServiceRecord> priceProtections,
        List<ServiceRecord> urges,
        List<ServiceRecord> compensations) {

    static OrderView of(Order order, Instant now) {
        Instant signedAt = order.signedAt();
        return new OrderView(
                order.orderNo(),
                order.customerId(),
                order.customerName(),
                order.item(),
                order.spec(),
                order.quantity(),
                order.category(),
                order.amount(),
                order.status(),
                order.paidAt(),
                order.shippedAt(),
                signedAt,
                signedAt == null ? null : Duration.between(signedAt, now).toDays(),
                Duration.between(order.paidAt(), now).toHours(),
                order.noReturnReason() == null,
                order.noReturnReason(),
                Rules.noReasonReturnUntil(order),
                Rules.noReasonReturnOpen(order, now),
                order.warrantyMonths(),
                Rules.warrantyUntil(order),
                Rules.inWarranty(order, now),
                order.currentPrice(),
                order.priceDrop(),
                order.address(),
                invoice(order),
                order.shipmentNo(),
                order.refundNo(),
                order.records(Kind.RETURN),
                order.records(Kind.EXCHANGE),
                order.records(Kind.REPAIR),
                order.records(Kind.PRICE_PROTECTION),
                order.records(Kind.URGE),
                order.records(Kind.COMPENSATION));
    }

    private static @Nullable Map<String, @Nullable Object> invoice(Order order) {
        List<ServiceRecord> invoices = order.records(Kind.INVOICE);
        if (invoices.isEmpty()) {
            return null;
        }
        ServiceRecord invoice = invoices.getLast();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name : List.of("type", "title", "taxNo", "email")) {
            fields.put(name, invoice.details().get(name));
        }
        fields.put("at", invoice.createdAt());
        return fields;
    }
}
