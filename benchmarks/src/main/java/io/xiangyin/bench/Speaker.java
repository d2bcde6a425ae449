package io.xiangyin.bench;

import io.vertx.core.Future;

/** One end of a conversation: says something and hears the answer. */
interface Speaker {
    /** Completes when the answer is here. Say the next thing only then. */
    Future<?> say(String text);

    /** Leaves; nothing more is said. */
    default void leave() {}

    /** Opens a conversation for a customer. */
    @FunctionalInterface
    interface Door {
        Future<? extends Speaker> open(String customer);
    }
}
