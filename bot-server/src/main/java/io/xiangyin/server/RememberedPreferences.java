package io.xiangyin.server;

import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.web.Identities;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.turn.Conversations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Adds to who a shopper is how they like to be spoken to: elder mode and dialect as their last conversation left them.
 * What the shop says itself goes before. Nothing is remembered of visitors nobody vouches for.
 */
final class RememberedPreferences implements Identities {
    private final Identities identities;
    private final Function<String, Optional<ConversationId>> findLatest;
    private final Conversations conversations;

    /** @param findLatest the conversation of a customer in which something happened last */
    RememberedPreferences(
            Identities identities, Function<String, Optional<ConversationId>> findLatest, Conversations conversations) {
        this.identities = identities;
        this.findLatest = findLatest;
        this.conversations = conversations;
    }

    @Override
    public Customer identify(JsonObject claim) {
        Customer customer = identities.identify(claim);
        if (!customer.verified()) {
            return customer;
        }
        Map<String, String> known = new HashMap<>();
        findLatest.apply(customer.externalId()).map(conversations::load).ifPresent(last -> remember(last, known));
        known.putAll(customer.attributes());
        return new Customer(customer.externalId(), customer.name(), known, true);
    }

    private static void remember(Conversation last, Map<String, String> known) {
        known.put(Customer.ELDER_MODE, Boolean.toString(last.elderMode()));
        known.put(Customer.MODEL_OFF, Boolean.toString(last.modelOff()));
        known.put(Customer.DIALECT, last.dialect());
    }
}
