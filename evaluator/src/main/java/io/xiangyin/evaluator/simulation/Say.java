package io.xiangyin.evaluator.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A message of a simulated shopper.
 *
 * @param fact what it answers; null if it answers nothing
 */
public record Say(Act act, String text, @Nullable String fact) {
    Say(Act act, String text) {
        this(act, text, null);
    }

    /** What the message is meant to do. */
    public enum Act {
        WISH,
        REPHRASE,
        ANSWER,
        CONFIRM,
        DECLINE,
        WITHDRAW,
        RESUME,
        CORRECT,
        UNKNOWN,
        HUMAN,
        THANKS
    }
}
