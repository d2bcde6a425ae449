package io.xiangyin.dialog;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Customer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The demo shop's order system as the bot sees it, answering JSON as {@code examples/order-service} does. */
final class StubShop implements ActionRunner {
    private final Instant now;
    private final Map<String, Map<String, Object>> orders = new LinkedHashMap<>();
    private final Map<String, Map<String, Object>> shipments = new HashMap<>();
    private final Map<String, Map<String, Object>> refunds = new HashMap<>();
    private final Set<String> down;
    private final String refusal;
    private final List<String> called = new ArrayList<>();

    /**
     * @param down names of the actions that cannot be reached
     * @param refusal code with which every change is refused; empty to carry them out
     */
    StubShop(Instant now, Set<String> down, String refusal) {
        this.now = now;
        this.down = Set.copyOf(down);
        this.refusal = refusal;
        signed("c-1001", "XY1001-01", "电热水壶", "129.00", 3, "");
        signed("c-1001", "XY1001-02", "羽绒服", "399.00", 12, "");
        open("c-1002", "XY1002-01", "跑步鞋", "459.00", "shipped");
        refunding("c-1002", "XY1002-02", "蓝牙耳机", "299.00", "processing");
        open("c-1003", "XY1003-01", "连衣裙", "239.00", "paid");
        signed("c-1003", "XY1003-02", "婴儿奶粉", "328.00", 1, "");
        signed("c-1004", "XY1004-01", "双门冰箱", "4999.00", 20, "");
        signed("c-1004", "XY1004-02", "手机", "5299.00", 3, "");
        signed("c-1005", "XY1005-01", "生鲜大闸蟹", "258.00", 0, "fresh");
        signed("c-1005", "XY1005-02", "定制手机壳", "49.00", 2, "custom");
        refunding("c-2001", "XY2001-01", "充电宝", "99.00", "paid");
        returning();
        open("c-2003", "XY2003-01", "空气炸锅", "269.00", "cancelled");
        moving();
        move("XY1002-01", "SD20100201", "in_transit", 3, "已离开厦门转运中心，发往广州", "厦门");
    }

    private void signed(String customer, String no, String item, String amount, int days, String exclusion) {
        Map<String, Object> order = order(customer, no, item, amount, "signed");
        Instant signedAt = now.minus(Duration.ofDays(days)).minus(Duration.ofHours(5));
        order.put("signedAt", signedAt.toString());
        order.put("daysSinceSigned", days);
        order.put("noReasonReturn", exclusion.isEmpty());
        order.put("noReasonReturnOpen", exclusion.isEmpty() && days < 8);
        if (exclusion.isEmpty()) {
            order.put("noReasonReturnUntil", signedAt.plus(Duration.ofDays(8)).toString());
        } else {
            order.put("noReturnReason", exclusion);
        }
        move(no, no.replace("XY", "SD"), "delivered", days, "已签收，签收人：本人", "郑州金水");
    }

    private void open(String customer, String no, String item, String amount, String status) {
        order(customer, no, item, amount, status).put("noReasonReturnOpen", false);
    }

    private void refunding(String customer, String no, String item, String amount, String status) {
        Map<String, Object> order = order(customer, no, item, amount, status.equals("paid") ? "refunded" : "refunding");
        order.put("noReasonReturnOpen", false);
        order.put("refundNo", "RF-" + no);
        refunds.put(
                "RF-" + no,
                Map.of(
                        "refundNo",
                        "RF-" + no,
                        "orderNo",
                        no,
                        "amount",
                        amount,
                        "status",
                        status,
                        "expectedBy",
                        "2026-08-13T04:00:00Z",
                        "route",
                        "原路退回 · 微信支付",
                        "steps",
                        List.of(
                                Map.of("at", "2026-08-08T04:00:00Z", "text", "已收到退款申请"),
                                Map.of("at", "2026-08-09T04:00:00Z", "text", "已提交微信支付处理，等待到账"))));
    }

    private void returning() {
        signed("c-2002", "XY2002-01", "电饭煲", "199.00", 2, "");
        Map<String, Object> order = stored("XY2002-01");
        order.put("returns", List.of(Map.of("returnNo", "RT-0001")));
    }

    private void moving() {
        open("c-2004", "XY2004-01", "洗衣机", "1999.00", "shipped");
        move("XY2004-01", "SD2004", "in_transit", 0, "快递员正在派送", "武汉洪山");
    }

    private Map<String, Object> order(String customer, String no, String item, String amount, String status) {
        Map<String, Object> order = new HashMap<>(Map.of(
                "orderNo",
                no,
                "customerId",
                customer,
                "item",
                item,
                "amount",
                amount,
                "status",
                status,
                "returns",
                List.of()));
        orders.put(no, order);
        return order;
    }

    private void move(String orderNo, String no, String status, int days, String text, String place) {
        stored(orderNo).put("shipmentNo", no);
        shipments.put(
                no,
                Map.of(
                        "shipmentNo", no,
                        "carrier", "飞燕快递",
                        "status", status,
                        "daysSinceMoved", days,
                        "events",
                                List.of(
                                        Map.of("text", text, "place", place),
                                        Map.of("text", "商家已发货，快递员已揽收", "place", "泉州晋江仓"))));
    }

    private Map<String, Object> stored(String no) {
        Map<String, Object> order = orders.get(no);
        if (order == null) {
            throw new IllegalArgumentException("no order " + no);
        }
        return order;
    }

    /** The actions called so far, each as its name and its arguments in the order of their names. */
    List<String> called() {
        return List.copyOf(called);
    }

    @Override
    public ActionOutcome run(Customer customer, ActionCall call) {
        called.add(call.action() + new java.util.TreeMap<>(call.arguments()));
        if (!customer.verified()) {
            return new ActionOutcome.Refused("not-verified", "");
        }
        if (down.contains(call.action())) {
            return new ActionOutcome.Failed("orders: ConnectException");
        }
        return switch (call.action()) {
            case "list_orders" -> succeeded(Map.of("orders", of(customer)));
            case "get_shipment" -> find(shipments, call.arguments().get("shipmentNo"));
            case "get_refund" -> find(refunds, call.arguments().get("refundNo"));
            case "create_return" -> createReturn(call);
            default -> new ActionOutcome.Failed("no action " + call.action());
        };
    }

    private List<Map<String, Object>> of(Customer customer) {
        return orders.values().stream()
                .filter(order -> customer.externalId().equals(order.get("customerId")))
                .<Map<String, Object>>map(HashMap::new)
                .toList();
    }

    private static ActionOutcome find(
            Map<String, Map<String, Object>> all, @org.jspecify.annotations.Nullable String no) {
        Map<String, Object> found = no == null ? null : all.get(no);
        return found == null ? new ActionOutcome.Refused("not-found", "") : succeeded(found);
    }

    private ActionOutcome createReturn(ActionCall call) {
        if (!refusal.isEmpty()) {
            return new ActionOutcome.Refused(refusal, "");
        }
        Map<String, Object> order = stored(call.arguments().getOrDefault("orderNo", ""));
        order.put("returns", List.of(Map.of("returnNo", "RT-9001")));
        return succeeded(Map.of("returnNo", "RT-9001", "order", Map.copyOf(order)));
    }

    private static ActionOutcome succeeded(Map<String, Object> result) {
        return new ActionOutcome.Succeeded(result);
    }
}
