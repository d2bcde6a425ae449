package io.xiangyin.demo.orders;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that happens to an order without anybody asking; in the demo and in tests, on demand. */
enum Happening implements Word {
    /** The parcel moved on: {@code text}, {@code place}. */
    PARCEL_MOVED,
    /** The carrier says that the parcel will be late: {@code text}. */
    PARCEL_DELAYED,
    /** The parcel was delivered and signed for. */
    PARCEL_DELIVERED,
    /** The refund reached the shopper. */
    REFUND_PAID,
    /** The same goods are cheaper now: {@code price}, yuan. */
    PRICE_FELL,
    /** The repair is done. */
    REPAIR_DONE;

    /** Makes it happen in the tables. */
    void happen(OrderTables tables, Order order, Fields fields, Instant now) {
        switch (this) {
            case PARCEL_MOVED -> tables.move(shipment(order), fields.text("text"), fields.textOr("place", ""), now);
            case PARCEL_DELAYED -> tables.move(shipment(order), fields.textOr("text", name()), "", now);
            case PARCEL_DELIVERED -> {
                tables.move(shipment(order), fields.textOr("text", name()), "", now);
                tables.deliver(order.orderNo(), now);
            }
            case REFUND_PAID -> tables.payRefund(order.orderNo(), fields.textOr("text", name()), now);
            case PRICE_FELL -> tables.setPrice(order.orderNo(), fields.yuan("price"));
            case REPAIR_DONE -> tables.finishRepair(order.orderNo());
        }
    }

    private static String shipment(Order order) {
        String shipmentNo = order.shipmentNo();
        if (shipmentNo == null) {
            throw new ProblemException(
                    Problem.Code.INVALID_FIELD, "The order \"" + order.orderNo() + "\" has no parcel.");
        }
        return shipmentNo;
    }

    /** What a subscriber is told of it. */
    Map<String, @Nullable Object> told(String eventId, @Nullable String text, OrderView order, Instant now) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("eventId", eventId);
        told.put("type", word());
        told.put("at", now);
        told.put("customer", order.customerId());
        told.put("text", text);
        told.put("order", order);
        return told;
    }
}
