package io.xiangyin.server.outbound;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Customer;
import io.xiangyin.core.ShopAction;
import java.util.Map;

/** The example of an action in Java of docs/flows.md. */
public final class PointsAction implements ShopAction {
    @Override
    public String name() {
        return "points";
    }

    @Override
    public ActionOutcome run(Customer customer, ActionCall call) {
        String year = call.arguments().getOrDefault("year", "");
        return year.isEmpty()
                ? new ActionOutcome.Refused("no-year", "")
                : new ActionOutcome.Succeeded(Map.of("points", 1200, "customer", customer.externalId()));
    }
}
