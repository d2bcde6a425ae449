package io.xiangyin.core;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shopper, as the channel introduced them.
 *
 * @param externalId the shop's own id of the customer; an unverified visitor gets a random one
 * @param name what to call them, if the channel told
 * @param attributes further facts from the channel, such as {@code ageGroup} or {@code tier}
 * @param verified whether the shop vouched for the identity; only then may orders be looked up
 */
public record Customer(String externalId, @Nullable String name, Map<String, String> attributes, boolean verified) {
    public Customer {
        attributes = Map.copyOf(attributes);
    }
}
