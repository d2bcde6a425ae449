package io.xiangyin.dialog.flow;

import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.HandoffReason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a flow. Where it does not say otherwise, the next one in the file follows. */
public sealed interface Step {
    String id();

    /** Ask for a slot until it has a value. */
    record Collect(String id, Slot slot) implements Step {}

    /**
     * Call the shop's systems.
     *
     * @param with argument templates by parameter name
     * @param refused step to go to by refusal code; {@code *} for any other
     * @param failed step to go to when it cannot be reached; null hands over to a human
     */
    record Action(
            String id,
            String action,
            Map<String, String> with,
            Map<String, String> refused,
            @Nullable String failed) implements Step {}

    /** Go to the first step whose condition holds. */
    record Branch(String id, List<Case> cases) implements Step {}

    /** A case of a branch; no condition means "otherwise". */
    record Case(@Nullable Condition when, String go) {
        /** Whether this is the case, with the values as they stand. */
        public boolean holds(Scope scope) {
            return when == null || when.holds(scope::text);
        }
    }

    /**
     * Say something.
     *
     * @param cite ids of the articles that support it
     * @param go the step that follows; null for the next in the file
     */
    record Say(
            String id,
            String text,
            List<String> cite,
            @Nullable String go) implements Step {}

    /** Bring in a human. */
    record HandOff(String id, String text, HandoffReason reason) implements Step {}

    /** Go over to another flow, which takes along the slots it has in common with this one. */
    record Start(String id, String flow) implements Step {}

    /** The flow is over. */
    record End(String id, FlowEnded.Outcome outcome) implements Step {}
}
