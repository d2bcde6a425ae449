package io.xiangyin.demo.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an allowed command does to the store: the order as it becomes, the record of what was done, and a refund if one starts.
 *
 * @param refund null unless money starts to go back
 */
record Change(Order order, ServiceRecord record, @Nullable Refund refund) {

    private static final Duration PICKUP_WITHIN = Duration.ofDays(1);
    private static final Duration VISIT_WITHIN = Duration.ofDays(2);
    private static final Duration REFUND_WITHIN = Duration.ofDays(5);

    /** Carries out a command that {@link Rules#refusal} allows. */
    static Change of(Order order, Command command, Instant now) {
        return switch (command) {
            case Command.Cancel asked -> cancel(order, asked, now);
            case Command.ChangeAddress asked -> {
                Order moved = order.withAddress(asked.on(order.address()));
                yield new Change(moved, record(order, Kind.ADDRESS, "changed", null, null, now, fields()), null);
            }
            case Command.Return asked -> {
                boolean noReason = asked.reason() == Command.ReturnReason.NO_REASON;
                Map<String, @Nullable Object> details = fields();
                details.put("reason", asked.reason().word());
                details.put("note", asked.note());
                details.put("freightPaidBy", noReason ? "buyer" : "seller");
                yield recorded(
                        order, Kind.RETURN, "pickup_scheduled", order.amount(), now.plus(PICKUP_WITHIN), now, details);
            }
            case Command.Exchange asked -> {
                Map<String, @Nullable Object> details = fields();
                details.put("reason", asked.reason());
                details.put("toSpec", asked.toSpec());
                yield recorded(order, Kind.EXCHANGE, "pickup_scheduled", null, now.plus(PICKUP_WITHIN), now, details);
            }
            case Command.Repair asked -> {
                Map<String, @Nullable Object> details = fields();
                details.put("fault", asked.fault());
                details.put("free", Rules.inWarranty(order, now));
                yield recorded(order, Kind.REPAIR, "visit_scheduled", null, now.plus(VISIT_WITHIN), now, details);
            }
            case Command.IssueInvoice asked -> {
                Map<String, @Nullable Object> details = fields();
                details.put("type", asked.type().word());
                details.put("title", asked.title());
                details.put("taxNo", asked.taxNo());
                details.put("email", asked.email());
                yield recorded(order, Kind.INVOICE, "issued", order.amount(), null, now, details);
            }
            case Command.Urge _ -> recorded(order, Kind.URGE, "passed_on", null, null, now, fields());
            case Command.ProtectPrice _ -> {
                Money difference = order.amount().minus(order.currentPrice());
                yield recorded(order, Kind.PRICE_PROTECTION, "processing", difference, null, now, fields());
            }
            case Command.Compensate asked -> {
                Map<String, @Nullable Object> details = fields();
                details.put("reason", asked.reason());
                details.put("confirmedBy", asked.confirmedBy());
                details.put("approvedBy", asked.approvedBy());
                yield recorded(order, Kind.COMPENSATION, "granted", asked.amount(), null, now, details);
            }
        };
    }

    private static Change cancel(Order order, Command.Cancel asked, Instant now) {
        Refund refund = new Refund(
                "RF" + tail(order),
                order.orderNo(),
                order.amount(),
                Refund.Status.PROCESSING,
                now,
                now.plus(REFUND_WITHIN),
                Texts.get("refund.route"),
                List.of(new Refund.Step(now, Texts.get("refund.requested"))));
        Map<String, @Nullable Object> details = fields();
        details.put("reason", asked.reason());
        details.put("refundNo", refund.refundNo());
        ServiceRecord record = record(order, Kind.CANCEL, "cancelled", order.amount(), null, now, details);
        return new Change(order.withStatus(Order.Status.CANCELLED), record, refund);
    }

    private static Change recorded(
            Order order,
            Kind kind,
            String status,
            @Nullable Money amount,
            @Nullable Instant dueAt,
            Instant now,
            Map<String, @Nullable Object> details) {
        return new Change(order, record(order, kind, status, amount, dueAt, now, details), null);
    }

    private static ServiceRecord record(
            Order order,
            Kind kind,
            String status,
            @Nullable Money amount,
            @Nullable Instant dueAt,
            Instant now,
            Map<String, @Nullable Object> details) {
        // Records are never deleted, so the next number of a kind is free.
        String id = kind.prefix() + tail(order) + "-" + (order.records(kind).size() + 1);
        return new ServiceRecord(id, kind, order.orderNo(), status, amount, dueAt, now, details);
    }

    private static String tail(Order order) {
        return order.orderNo().substring("XY".length());
    }

    private static Map<String, @Nullable Object> fields() {
        return new LinkedHashMap<>();
    }
}
