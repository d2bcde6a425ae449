package io.xiangyin.server.outbound;

import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Customer;
import io.xiangyin.dialog.flow.ActionDefinition;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many calls to the shop's systems pass at the same time, and only for customers somebody vouched for. */
final class Turnstile {
    private static final int AT_ONCE = 64;

    private final Semaphore places = new Semaphore(AT_ONCE);

    /** A call that may be interrupted. */
    @FunctionalInterface
    interface Call {
        ActionOutcome make() throws InterruptedException;
    }

    ActionOutcome pass(Customer customer, ActionDefinition action, Call call) {
        if (!customer.verified()) {
            return new ActionOutcome.Refused("not-verified", "");
        }
        try {
            if (!places.tryAcquire(action.timeoutMs(), TimeUnit.MILLISECONDS)) {
                return new ActionOutcome.Failed("more than " + AT_ONCE + " calls are under way");
            }
            try {
                return call.make();
            } finally {
                places.release();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new ActionOutcome.Failed("interrupted");
        }
    }
}
