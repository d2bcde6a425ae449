package io.xiangyin.demo.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A shipment as JSON shows it.
 *
 * @param daysSinceMoved full days of 24 hours since the last event
 */
record ShipmentView(
        String shipmentNo,
        String orderNo,
        String carrier,
        Shipment.Status status,
        Instant lastMovedAt,
        long daysSinceMoved,
        List<Shipment.Event> events) {

    static ShipmentView of(Shipment shipment, Instant now) {
        return new ShipmentView(
                shipment.shipmentNo(),
                shipment.orderNo(),
                shipment.carrier(),
                shipment.status(),
                shipment.lastMovedAt(),
                Duration.between(shipment.lastMovedAt(), now).toDays(),
                shipment.events());
    }
}
