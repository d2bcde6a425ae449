package io.xiangyin.core;

import java.util.Map;

/**
 * A call to the shop's systems that a flow asks for.
 *
 * @param action name of the declared action
 * @param arguments values by parameter name; never the customer, who is taken from the conversation
 * @param idempotencyKey the same for every repetition of this very call, so that a retry changes nothing twice
 * @param mutates whether it changes anything outside; such a call is recorded before it is made
 * @param into the variable of the flow that takes the result
 */
public record ActionCall(
        String action, Map<String, String> arguments, String idempotencyKey, boolean mutates, String into) {
    public ActionCall {
        arguments = Map.copyOf(arguments);
    }
}
