package io.xiangyin.demo.orders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xiangyin.demo.orders.Problem.Code;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the order system does for a caller, apart from HTTP.
 *
 * <p>Where a {@code customer} is given, whatever belongs to another customer is as unknown as what does not exist.
 */
final class OrderDesk {

    private final OrderStore store;
    private final InstantSource clock;

    OrderDesk(OrderStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    List<Customer> listCustomers() {
        return store.read(OrderTables::listCustomers);
    }

    Customer getCustomer(String id) {
        return store.read(tables -> tables.findCustomer(id)).orElseThrow(() -> unknown("customer", id));
    }

    List<OrderView> listOrders(String customer) {
        Instant now = now();
        return store.read(tables -> tables.listOrders(customer)).stream()
                .map(order -> OrderView.of(order, now))
                .toList();
    }

    OrderView getOrder(String orderNo, @Nullable String customer) {
        return OrderView.of(store.read(tables -> getOrder(tables, orderNo, customer)), now());
    }

    ShipmentView getShipment(String shipmentNo, @Nullable String customer) {
        Shipment found = store.read(tables -> tables.findShipment(shipmentNo)
                        .filter(shipment -> belongs(tables, shipment.orderNo(), customer)))
                .orElseThrow(() -> unknown("shipment", shipmentNo));
        return ShipmentView.of(found, now());
    }

    Refund getRefund(String refundNo, @Nullable String customer) {
        return store.read(tables ->
                        tables.findRefund(refundNo).filter(refund -> belongs(tables, refund.orderNo(), customer)))
                .orElseThrow(() -> unknown("refund", refundNo));
    }

    void reset() {
        store.reset(now());
    }

    /**
     * Copies a customer with all orders, parcels and refunds.
     *
     * @param like id of a seeded customer, such as {@code c-1001}
     * @param stem digits that take the place of {@code 1001} in every number
     * @return the copy's id
     */
    String copy(String like, String stem) {
        Customer customer = getCustomer(like);
        String id = "c-" + stem;
        return store.write(tables -> {
            if (tables.findCustomer(id).isPresent()) {
                throw new ProblemException(
                        Code.INVALID_FIELD, "There is a customer " + id + " already: take another stem.");
            }
            tables.copyCustomer(customer.id(), id);
            return id;
        });
    }

    /**
     * Does something to an order, once per idempotency key.
     *
     * @param key repeats of the same request under the same key get the first answer, refusals included; null to always act
     * @throws ProblemException if the body cannot be read as the kind's command
     */
    Answer mutate(Kind kind, String orderNo, @Nullable String customer, ObjectNode body, @Nullable String key) {
        Command command = Command.read(kind, new Fields(body));
        if (key == null) {
            return store.write(tables -> carryOut(tables, orderNo, customer, command));
        }
        // The customer is part of the request: a key must never replay one customer's order to another.
        String fingerprint = sha256(Json.write(Arrays.asList(kind.path(), orderNo, customer, Json.canonical(body))));
        return store.write(tables -> {
            Optional<FirstAnswer> first = tables.findFirstAnswer(key);
            if (first.isEmpty()) {
                Answer answer = carryOut(tables, orderNo, customer, command);
                tables.insertFirstAnswer(new FirstAnswer(key, fingerprint, answer), now());
                return answer;
            }
            return first.get().fingerprint().equals(fingerprint)
                    ? first.get().answer()
                    : refused(
                            new Problem(
                                    Code.IDEMPOTENCY_KEY_REUSED,
                                    "The Idempotency-Key was used for a different request: send a new key with a new request."));
        });
    }

    /**
     * Makes something happen to an order.
     *
     * @return what a subscriber is told of it
     */
    Map<String, @Nullable Object> happen(Happening happening, String orderNo, Fields fields) {
        Instant now = now();
        store.write(tables -> {
            happening.happen(tables, getOrder(tables, orderNo, null), fields, now);
            return true;
        });
        return happening.told(
                fields.textOr("eventId", UUID.randomUUID().toString()),
                fields.findText("text"),
                getOrder(orderNo, null),
                now);
    }

    private Answer carryOut(OrderTables tables, String orderNo, @Nullable String customer, Command command) {
        Optional<Order> order = tables.findOrder(orderNo).filter(found -> visible(found, customer));
        if (order.isEmpty()) {
            return refused(unknown("order", orderNo).problem());
        }
        Instant now = now();
        Optional<Problem> refusal = Rules.refusal(order.get(), command, now);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        Change change = Change.of(order.get(), command, now);
        tables.save(change);
        Map<String, @Nullable Object> answer =
                new LinkedHashMap<>(change.record().fields());
        answer.put("order", OrderView.of(getOrder(tables, orderNo, customer), now));
        return new Answer(201, Json.write(answer), false);
    }

    private static Order getOrder(OrderTables tables, String orderNo, @Nullable String customer) {
        return tables.findOrder(orderNo)
                .filter(order -> visible(order, customer))
                .orElseThrow(() -> unknown("order", orderNo));
    }

    private static boolean belongs(OrderTables tables, String orderNo, @Nullable String customer) {
        return tables.findOrder(orderNo)
                .filter(order -> visible(order, customer))
                .isPresent();
    }

    private static boolean visible(Order order, @Nullable String customer) {
        return customer == null || customer.equals(order.customerId());
    }

    private static Answer refused(Problem problem) {
        return new Answer(problem.code().status(), Json.write(problem), false);
    }

    private static ProblemException unknown(String what, String no) {
        return new ProblemException(Code.NOT_FOUND, "There is no " + what + " \"" + no + "\".");
    }

    /** Whole milliseconds, which is what the store keeps: an answer and the stored record must not differ. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
