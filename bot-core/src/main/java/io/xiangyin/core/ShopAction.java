package io.xiangyin.core;

/**
 * A call to one of the shop's systems in Java, for what HTTP declared in YAML cannot do. Found by {@link java.util.ServiceLoader}
 * in the jars of a bot's {@code actions/} folder; {@code flows/actions.yaml} declares it with {@code java: NAME}. Safe for use
 * by many threads.
 */
public interface ShopAction {
    /** What {@code flows/actions.yaml} calls it. */
    String name();

    /**
     * Makes the call. Runs on a virtual thread of its own, which is interrupted when the time of the declaration is over; whatever
     * it throws counts as {@link ActionOutcome.Failed}. The same {@link ActionCall#idempotencyKey} may come twice and must then
     * change nothing twice.
     *
     * @param customer the conversation's customer, vouched for by the shop
     */
    ActionOutcome run(Customer customer, ActionCall call) throws Exception;
}
