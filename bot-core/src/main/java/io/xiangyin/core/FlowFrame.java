package io.xiangyin.core;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flow in progress, as the events tell it.
 *
 * @param flow its id
 * @param startedSeq sequence number of its start; tells two runs of one flow apart
 * @param step where it stands; null before the first step
 * @param slots what the shopper gave, by slot name
 * @param results what the shop's systems answered, by variable name
 * @param finished whether the call of the step it stands at has ended
 * @param asked the slot asked for last and not filled yet
 * @param askedTimes how often in a row that slot was asked for
 */
public record FlowFrame(
        String flow,
        long startedSeq,
        @Nullable String step,
        Map<String, SlotValue> slots,
        Map<String, ActionOutcome> results,
        boolean finished,
        @Nullable String asked,
        int askedTimes) {

    /** A slot's value, and the value as the shopper reads it. */
    public record SlotValue(String value, String display) {}

    public FlowFrame {
        slots = Map.copyOf(slots);
        results = Map.copyOf(results);
    }

    static FlowFrame begin(String flow, long seq) {
        return new FlowFrame(flow, seq, null, Map.of(), Map.of(), false, null, 0);
    }

    FlowFrame at(String nextStep) {
        return new FlowFrame(flow, startedSeq, nextStep, slots, results, false, asked, askedTimes);
    }

    FlowFrame asking(String slot) {
        int times = slot.equals(asked) ? askedTimes + 1 : 1;
        return new FlowFrame(flow, startedSeq, step, slots, results, finished, slot, times);
    }

    FlowFrame filled(String slot, SlotValue value) {
        Map<String, SlotValue> next = new HashMap<>(slots);
        next.put(slot, value);
        boolean wasAsked = slot.equals(asked);
        return new FlowFrame(
                flow, startedSeq, step, next, results, finished, wasAsked ? null : asked, wasAsked ? 0 : askedTimes);
    }

    FlowFrame resulted(String variable, ActionOutcome outcome) {
        Map<String, ActionOutcome> next = new HashMap<>(results);
        next.put(variable, outcome);
        return new FlowFrame(flow, startedSeq, step, slots, next, true, asked, askedTimes);
    }
}
