package io.xiangyin.demo.orders;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/** The SQL of the order system, inside the transaction of one handle. Money is in fen, times are epoch milliseconds. */
final class OrderTables {

    private static final String ORDERS = """
            SELECT o.*, c.name AS customer_name, s.shipment_no, r.refund_no
            FROM orders o
            JOIN customers c ON c.id = o.customer_id
            LEFT JOIN shipments s ON s.order_no = o.order_no
            LEFT JOIN refunds r ON r.order_no = o.order_no
            """;

    private static final List<String> COPY = List.of("""
            INSERT INTO customers (id, name, age, about, yearly_spend_fen)
            SELECT :to, name, age, about, yearly_spend_fen FROM customers WHERE id = :from
            """, """
            INSERT INTO orders (order_no, customer_id, item, spec, quantity, category, amount_fen, current_price_fen, status,
              paid_at, shipped_at, signed_at, no_return_reason, warranty_months, recipient, phone, province, city, district, detail)
            SELECT replace(order_no, :old, :new), :to, item, spec, quantity, category, amount_fen, current_price_fen, status,
              paid_at, shipped_at, signed_at, no_return_reason, warranty_months, recipient, phone, province, city, district, detail
            FROM orders WHERE customer_id = :from
            """, """
            INSERT INTO shipments (shipment_no, order_no, carrier, status)
            SELECT replace(s.shipment_no, :old, :new), replace(s.order_no, :old, :new), s.carrier, s.status
            FROM shipments s JOIN orders o ON o.order_no = s.order_no WHERE o.customer_id = :from
            """, """
            INSERT INTO shipment_events (shipment_no, at, text, place)
            SELECT replace(e.shipment_no, :old, :new), e.at, e.text, e.place
            FROM shipment_events e JOIN shipments s ON s.shipment_no = e.shipment_no
              JOIN orders o ON o.order_no = s.order_no
            WHERE o.customer_id = :from ORDER BY e.rowid
            """, """
            INSERT INTO refunds (refund_no, order_no, amount_fen, status, requested_at, expected_by, route)
            SELECT replace(r.refund_no, :old, :new), replace(r.order_no, :old, :new), r.amount_fen, r.status, r.requested_at,
              r.expected_by, r.route
            FROM refunds r JOIN orders o ON o.order_no = r.order_no WHERE o.customer_id = :from
            """, """
            INSERT INTO refund_steps (refund_no, at, text)
            SELECT replace(t.refund_no, :old, :new), t.at, t.text
            FROM refund_steps t JOIN refunds r ON r.refund_no = t.refund_no JOIN orders o ON o.order_no = r.order_no
            WHERE o.customer_id = :from ORDER BY t.rowid
            """);

    private final Handle handle;

    OrderTables(Handle handle) {
        this.handle = handle;
    }

    List<Customer> listCustomers() {
        return handle.createQuery("SELECT * FROM customers ORDER BY id")
                .map((row, _) -> customer(row))
                .list();
    }

    Optional<Customer> findCustomer(String id) {
        return handle.createQuery("SELECT * FROM customers WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> customer(row))
                .findOne();
    }

    List<Order> listOrders(String customerId) {
        return handle.createQuery(ORDERS + "WHERE o.customer_id = :customer ORDER BY o.order_no")
                .bind("customer", customerId)
                .map((row, _) -> order(row))
                .list();
    }

    Optional<Order> findOrder(String orderNo) {
        return handle.createQuery(ORDERS + "WHERE o.order_no = :orderNo")
                .bind("orderNo", orderNo)
                .map((row, _) -> order(row))
                .findOne();
    }

    Optional<Shipment> findShipment(String shipmentNo) {
        return handle.createQuery("SELECT * FROM shipments WHERE shipment_no = :no")
                .bind("no", shipmentNo)
                .map((row, _) -> new Shipment(
                        shipmentNo,
                        row.getString("order_no"),
                        row.getString("carrier"),
                        Word.of(Shipment.Status.class, row.getString("status")),
                        listShipmentEvents(shipmentNo)))
                .findOne();
    }

    Optional<Refund> findRefund(String refundNo) {
        return handle.createQuery("SELECT * FROM refunds WHERE refund_no = :no")
                .bind("no", refundNo)
                .map((row, _) -> new Refund(
                        refundNo,
                        row.getString("order_no"),
                        new Money(row.getLong("amount_fen")),
                        Word.of(Refund.Status.class, row.getString("status")),
                        instant(row, "requested_at"),
                        instant(row, "expected_by"),
                        row.getString("route"),
                        listRefundSteps(refundNo)))
                .findOne();
    }

    /** Stores what a command did. */
    void save(Change change) {
        Order order = change.order();
        Order.Address address = order.address();
        handle.createUpdate("""
                        UPDATE orders SET status = :status, recipient = :name, phone = :phone, province = :province,
                          city = :city, district = :district, detail = :detail
                        WHERE order_no = :orderNo
                        """)
                .bind("orderNo", order.orderNo())
                .bind("status", order.status().word())
                .bind("name", address.name())
                .bind("phone", address.phone())
                .bind("province", address.province())
                .bind("city", address.city())
                .bind("district", address.district())
                .bind("detail", address.detail())
                .execute();
        insertRecord(change.record());
        Refund refund = change.refund();
        if (refund != null) {
            insertRefund(refund);
        }
    }

    /** The answer given when the key was first used; empty when it is new. */
    Optional<FirstAnswer> findFirstAnswer(String key) {
        return handle.createQuery("SELECT * FROM first_answers WHERE idempotency_key = :key")
                .bind("key", key)
                .map((row, _) -> new FirstAnswer(
                        key,
                        row.getString("fingerprint"),
                        new Answer(row.getInt("status"), row.getString("body"), true)))
                .findOne();
    }

    void insertFirstAnswer(FirstAnswer first, Instant now) {
        handle.createUpdate("""
                        INSERT INTO first_answers (idempotency_key, fingerprint, status, body, answered_at)
                        VALUES (:key, :fingerprint, :status, :body, :now)
                        """)
                .bind("key", first.key())
                .bind("fingerprint", first.fingerprint())
                .bind("status", first.answer().status())
                .bind("body", first.answer().body())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Adds an event to a parcel's way. */
    void move(String shipmentNo, String text, String place, Instant now) {
        handle.createUpdate(
                        "INSERT INTO shipment_events (shipment_no, at, text, place) VALUES (:no, :now, :text, :place)")
                .bind("no", shipmentNo)
                .bind("now", now.toEpochMilli())
                .bind("text", text)
                .bind("place", place)
                .execute();
    }

    /** Marks an order and its parcel as delivered. */
    void deliver(String orderNo, Instant now) {
        handle.createUpdate("UPDATE orders SET status = 'signed', signed_at = :now WHERE order_no = :no")
                .bind("now", now.toEpochMilli())
                .bind("no", orderNo)
                .execute();
        handle.createUpdate("UPDATE shipments SET status = 'delivered' WHERE order_no = :no")
                .bind("no", orderNo)
                .execute();
    }

    /** Marks an order's refund as paid. */
    void payRefund(String orderNo, String text, Instant now) {
        handle.createUpdate("UPDATE refunds SET status = 'paid' WHERE order_no = :no")
                .bind("no", orderNo)
                .execute();
        handle.createUpdate("UPDATE orders SET status = 'refunded' WHERE order_no = :no AND status = 'refunding'")
                .bind("no", orderNo)
                .execute();
        handle.createUpdate("""
                        INSERT INTO refund_steps (refund_no, at, text)
                        SELECT refund_no, :now, :text FROM refunds WHERE order_no = :no
                        """)
                .bind("now", now.toEpochMilli())
                .bind("text", text)
                .bind("no", orderNo)
                .execute();
    }

    void setPrice(String orderNo, Money price) {
        handle.createUpdate("UPDATE orders SET current_price_fen = :price WHERE order_no = :no")
                .bind("price", price.fen())
                .bind("no", orderNo)
                .execute();
    }

    void finishRepair(String orderNo) {
        handle.createUpdate("UPDATE service_records SET status = 'done' WHERE order_no = :no AND kind = 'repair'")
                .bind("no", orderNo)
                .execute();
    }

    /** Copies a customer with orders, parcels and refunds; the digits of their id are exchanged in every number. */
    void copyCustomer(String from, String to) {
        for (String statement : COPY) {
            handle.createUpdate(statement)
                    .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(true))
                    .bind("from", from)
                    .bind("to", to)
                    .bind("old", from.substring(2))
                    .bind("new", to.substring(2))
                    .execute();
        }
    }

    private void insertRecord(ServiceRecord record) {
        Money amount = record.amount();
        Instant dueAt = record.dueAt();
        handle.createUpdate("""
                        INSERT INTO service_records (id, order_no, kind, status, amount_fen, created_at, due_at, details)
                        VALUES (:id, :orderNo, :kind, :status, :amount, :createdAt, :dueAt, :details)
                        """)
                .bind("id", record.id())
                .bind("orderNo", record.orderNo())
                .bind("kind", record.kind().word())
                .bind("status", record.status())
                .bind("amount", amount == null ? null : Long.valueOf(amount.fen()))
                .bind("createdAt", record.createdAt().toEpochMilli())
                .bind("dueAt", dueAt == null ? null : Long.valueOf(dueAt.toEpochMilli()))
                .bind("details", Json.write(record.details()))
                .execute();
    }

    private void insertRefund(Refund refund) {
        handle.createUpdate("""
                        INSERT INTO refunds (refund_no, order_no, amount_fen, status, requested_at, expected_by, route)
                        VALUES (:refundNo, :orderNo, :amount, :status, :requestedAt, :expectedBy, :route)
                        """)
                .bind("refundNo", refund.refundNo())
                .bind("orderNo", refund.orderNo())
                .bind("amount", refund.amount().fen())
                .bind("status", refund.status().word())
                .bind("requestedAt", refund.requestedAt().toEpochMilli())
                .bind("expectedBy", refund.expectedBy().toEpochMilli())
                .bind("route", refund.route())
                .execute();
        for (Refund.Step step : refund.steps()) {
            handle.createUpdate("INSERT INTO refund_steps (refund_no, at, text) VALUES (:refundNo, :at, :text)")
                    .bind("refundNo", refund.refundNo())
                    .bind("at", step.at().toEpochMilli())
                    .bind("text", step.text())
                    .execute();
        }
    }

    private List<ServiceRecord> listRecords(String orderNo) {
        return handle.createQuery("SELECT * FROM service_records WHERE order_no = :orderNo ORDER BY rowid")
                .bind("orderNo", orderNo)
                .map((row, _) -> record(row))
                .list();
    }

    private List<Shipment.Event> listShipmentEvents(String shipmentNo) {
        return handle.createQuery("SELECT * FROM shipment_events WHERE shipment_no = :no ORDER BY at DESC, rowid DESC")
                .bind("no", shipmentNo)
                .map((row, _) -> new Shipment.Event(instant(row, "at"), row.getString("text"), row.getString("place")))
                .list();
    }

    private List<Refund.Step> listRefundSteps(String refundNo) {
        return handle.createQuery("SELECT * FROM refund_steps WHERE refund_no = :no ORDER BY at, rowid")
                .bind("no", refundNo)
                .map((row, _) -> new Refund.Step(instant(row, "at"), row.getString("text")))
                .list();
    }

    private static Customer customer(ResultSet row) throws SQLException {
        return new Customer(
                row.getString("id"),
                row.getString("name"),
                row.getInt("age"),
                row.getString("about"),
                new Money(row.getLong("yearly_spend_fen")));
    }

    private Order order(ResultSet row) throws SQLException {
        String orderNo = row.getString("order_no");
        String noReturnReason = row.getString("no_return_reason");
        return new Order(
                orderNo,
                row.getString("customer_id"),
                row.getString("customer_name"),
                row.getString("item"),
                row.getString("spec"),
                row.getInt("quantity"),
                Word.of(Order.Category.class, row.getString("category")),
                new Money(row.getLong("amount_fen")),
                new Money(row.getLong("current_price_fen")),
                Word.of(Order.Status.class, row.getString("status")),
                instant(row, "paid_at"),
                findInstant(row, "shipped_at"),
                findInstant(row, "signed_at"),
                noReturnReason == null ? null : Word.of(Order.NoReturnReason.class, noReturnReason),
                row.getInt("warranty_months"),
                new Order.Address(
                        row.getString("recipient"),
                        row.getString("phone"),
                        row.getString("province"),
                        row.getString("city"),
                        row.getString("district"),
                        row.getString("detail")),
                row.getString("shipment_no"),
                row.getString("refund_no"),
                listRecords(orderNo));
    }

    private static ServiceRecord record(ResultSet row) throws SQLException {
        long fen = row.getLong("amount_fen");
        Money amount = row.wasNull() ? null : new Money(fen);
        Map<String, @Nullable Object> details = Json.readDetails(row.getString("details"));
        return new ServiceRecord(
                row.getString("id"),
                Word.of(Kind.class, row.getString("kind")),
                row.getString("order_no"),
                row.getString("status"),
                amount,
                findInstant(row, "due_at"),
                instant(row, "created_at"),
                details);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static @Nullable Instant findInstant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
