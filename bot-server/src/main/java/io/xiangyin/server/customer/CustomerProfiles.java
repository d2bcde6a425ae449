package io.xiangyin.server.customer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.CallbackRequested;
import io.xiangyin.core.ConversationEvent.MessageLeft;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.server.config.Segments;
import io.xiangyin.server.config.Segments.Rfm;
import io.xiangyin.server.outbound.QuietHours;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer, from their conversations and their orders as they are now. One shop id is one customer over
 * all channels: a channel is joined to it only by the shop's signed proof, so a claimed id never merges anybody.
 */
public final class CustomerProfiles {
    private static final int LOOKED_INTO = 50;
    private static final int YEAR = 365;
    private static final int MONTH = 30;

    private final Function<String, List<ConversationId>> conversationsOf;
    private final EventStore store;
    private final Conversations conversations;
    private final ActionRunner actions;
    private final Segments segments;
    private final QuietHours quiet;
    private final InstantSource clock;

    /** @param conversationsOf a customer's conversations, the latest first */
    public CustomerProfiles(
            Function<String, List<ConversationId>> conversationsOf,
            EventStore store,
            Conversations conversations,
            ActionRunner actions,
            Segments segments,
            QuietHours quiet,
            InstantSource clock) {
        this.conversationsOf = conversationsOf;
        this.store = store;
        this.conversations = conversations;
        this.actions = actions;
        this.segments = segments;
        this.quiet = quiet;
        this.clock = clock;
    }

    /** The profile; without tier and orders if the shop's system does not answer. Null if there is no such customer. */
    @Nullable JsonObject find(String externalId) {
        List<Conversation> all = conversationsOf.apply(externalId).stream()
                .map(conversations::load)
                .toList();
        if (all.isEmpty()) {
            return null;
        }
        Conversation latest = all.getFirst();
        Customer customer = latest.customer();
        Set<String> channels = new TreeSet<>();
        all.forEach(one -> channels.add(one.channel()));
        JsonArray orders = orders(customer);
        JsonObject profile = new JsonObject()
                .put("externalId", customer.externalId())
                .put("name", customer.name())
                .put("verified", customer.verified())
                .put("attributes", new JsonObject(Map.copyOf(customer.attributes())))
                .put("channels", new JsonArray(List.copyOf(channels)))
                .put("conversations", all.size())
                .put(
                        "preferences",
                        new JsonObject()
                                .put("dialect", latest.dialect())
                                .put("elderMode", latest.elderMode())
                                .put(
                                        "notify",
                                        !"off".equals(customer.attributes().get("notify")))
                                .put("quietFrom", quiet.from().toString())
                                .put("quietTo", quiet.to().toString()))
                .put("contacts", contacts(all))
                .put("orders", orders);
        describe(profile, orders, customer);
        return profile;
    }

    /** Numbers the customer left of their own will: each with what for and when, for which alone it may be used. */
    private JsonArray contacts(List<Conversation> talks) {
        Map<String, JsonObject> latest = new LinkedHashMap<>();
        talks.stream()
                .limit(LOOKED_INTO)
                .forEach(talk -> store.load(talk.id(), 0).forEach(recorded -> {
                    String phone = switch (recorded.event()) {
                        case CallbackRequested e -> e.phone();
                        case MessageLeft e -> e.phone();
                        default -> null;
                    };
                    if (phone != null) {
                        latest.putIfAbsent(
                                phone,
                                new JsonObject()
                                        .put("phone", phone)
                                        .put("purpose", "callback")
                                        .put("consentedAt", recorded.at().toString()));
                    }
                }));
        return new JsonArray(List.copyOf(latest.values()));
    }

    private void describe(JsonObject profile, JsonArray orders, Customer customer) {
        Rfm rfm = rfm(orders, customer);
        profile.put(
                "rfm",
                new JsonObject()
                        .put("daysSinceLast", rfm.daysSinceLast() < 0 ? null : rfm.daysSinceLast())
                        .put("ordersIn30Days", rfm.ordersIn30Days())
                        .put("yearlySpend", rfm.yearlySpend()));
        profile.put("tier", segments.tier(rfm).orElse(null))
                .put("tags", new JsonArray(segments.tags(categories(orders))));
    }

    private Rfm rfm(JsonArray orders, Customer customer) {
        Instant now = clock.instant();
        long last = -1;
        int lately = 0;
        BigDecimal spend = BigDecimal.ZERO;
        for (Object one : orders) {
            JsonObject order = (JsonObject) one;
            long days = Duration.between(Instant.parse(order.getString("paidAt")), now)
                    .toDays();
            last = last < 0 ? days : Math.min(last, days);
            lately += days < MONTH ? 1 : 0;
            spend = days < YEAR
                    ? spend.add(new BigDecimal(order.getValue("amount").toString()))
                    : spend;
        }
        String told = customer.attributes().getOrDefault("yearlySpend", "");
        boolean vouched = customer.verified() && told.matches("\\d{1,12}(\\.\\d+)?");
        return new Rfm(last, lately, vouched ? spend.max(new BigDecimal(told)) : spend);
    }

    private static Set<String> categories(JsonArray orders) {
        Set<String> categories = new HashSet<>();
        orders.forEach(order -> categories.add(((JsonObject) order).getString("category")));
        return categories;
    }

    private JsonArray orders(Customer customer) {
        ActionCall call = new ActionCall("list_orders", Map.of(), "", false, "orders");
        return actions.run(customer, call) instanceof ActionOutcome.Succeeded succeeded
                        && succeeded.result().get("orders") instanceof List<?> orders
                ? new JsonObject(Map.of("orders", orders)).copy().getJsonArray("orders")
                : new JsonArray();
    }
}
