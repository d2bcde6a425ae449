package io.xiangyin.core;

/** Decides what comes next. A pure function: no clock, no network, no memory of its own. */
@FunctionalInterface
public interface DialoguePolicy {
    Decision decide(Turn turn);
}
