package io.xiangyin.channel.web;

import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.Customer;

/** Decides who a new conversation's customer is, from what the page says of them. */
@FunctionalInterface
public interface Identities {
    /**
     * The customer for a claim.
     *
     * @param claim {@code externalId}, {@code name}, {@code attributes}, {@code identityToken}; all may be absent
     * @throws Problem 401 if an identity token is sent and is not valid
     */
    Customer identify(JsonObject claim);
}
