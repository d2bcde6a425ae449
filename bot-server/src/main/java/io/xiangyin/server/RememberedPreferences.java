package io.xiangyin.server;

import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.web.Identities;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.turn.Conversations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Adds to who a shopper is how they like to be spoken to: elder mode and dialect as their last conversation left them.
 * What the shop says itself goes before. Nothing is remembered of visitors nobody vouches for.
 */
final class RememberedPreferences implements Identities {
    private final Identities identities;
    private final Function<String, List<ConversationId>> listConversations;
    private final Conversations conversations;

    /** @param listConversations the conversations of a customer, latest first */
    RememberedPreferences(
            Identities identities,
            Function<String, List<ConversationId>> listConversations,
            Conversations conversations) {
        this.identities = identities;
        this.listConversations = listConversations;
        this.conversations = conversations;
    }

    @Override
    public Customer identify(JsonObject claim) {
        Customer customer = identities.identify(claim);
        if (!customer.verified()) {
            return customer;
        }
        Map<String, String> known = new HashMap<>();
        listConversations.apply(customer.externalId()).stream()
                .limit(1)
                .map(conversations::load)
                .forEach(last -> remember(last, known));
        known.putAll(customer.attributes());
        return new Customer(customer.externalId(), customer.name(), known, true);
    }

    private static void remember(Conversation last, Map<String, String> known) {
        known.put(Customer.ELDER_MODE, Boolean.toString(last.elderMode()));
        known.put(Customer.DIALECT, last.dialect());
    }
}
