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
    /** The attribute that tells whether they want elder mode: {@code true} or {@code false}. */
    public static final String ELDER_MODE = "elderMode";
    /** The attribute that tells the code of the dialect they speak. */
    public static final String DIALECT = "dialect";

    /** The attribute of one who wants nothing of theirs to go to language models: {@code true}. */
    public static final String MODEL_OFF = "aiOptOut";

    public Customer {
        attributes = Map.copyOf(attributes);
    }
}
