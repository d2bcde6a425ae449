package io.xiangyin.demo.orders;

import java.time.Instant;
import java.util.List;

/**
 * A parcel on its way.
 *
 * @param events where it has been, newest first; never empty
 */
record Shipment(String shipmentNo, String orderNo, String carrier, Status status, List<Event> events) {

    /** Whether the parcel has arrived. */
    enum Status implements Word {
        IN_TRANSIT,
        DELIVERED
    }

    /** One scan of the parcel. */
    record Event(Instant at, String text, String place) {}

    Instant lastMovedAt() {
        return events.getFirst().at();
    }
}
