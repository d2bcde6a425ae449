package io.xiangyin.core;

/** Calls the shop's systems on behalf of the conversation's customer, and of nobody else. */
@FunctionalInterface
public interface ActionRunner {
    ActionOutcome run(Customer customer, ActionCall call);
}
