package io.xiangyin.dialog.flow;

import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Reply.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a flow. Where the flow does not say otherwise, the next one in the file follows. */
public sealed interface Step {
    String id();

    /** Ask for a slot until it has a value. */
    record Collect(String id, Slot slot) implements Step {}

    /**
     * Ask whether to go on.
     *
     * @param slot a yes or no
     * @param otherwise step to go to after a no; null says that nothing was changed and ends the flow
     */
    record Confirm(String id, Slot slot, @Nullable String otherwise) implements Step {}

    /**
     * Ask for several slots at once, which their own steps collect further down; those ask for what is missing then.
     *
     * @param slots names of the slots
     */
    record Form(String id, Text ask, List<String> slots) implements Step {}

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
            return when == null || when.holds(scope::text, scope::fill);
        }
    }

    /** Remember values, as templates by name. */
    record Set(String id, Map<String, String> values) implements Step {}

    /**
     * Say something.
     *
     * @param cite ids of the articles that support it
     * @param choices what may be tapped next
     * @param card what is drawn beside the words; null for words alone
     */
    record Say(
            String id,
            Text text,
            List<String> cite,
            List<Choice> choices,
            @Nullable CardTemplate card) implements Step {}

    /**
     * A card to fill in.
     *
     * @param image template of its picture's address; empty for none
     * @param rows templates by label
     */
    record CardTemplate(String title, String image, Map<String, String> rows) {}

    /**
     * Answer a question from the knowledge base.
     *
     * @param query template of the question
     * @param unanswered step to go to if there is no answer; null goes on
     */
    record Answer(String id, String query, @Nullable String unanswered) implements Step {
        /** The place in a query that stands for the shopper's last words. */
        public static final String MESSAGE = "message";
    }

    /** Bring in a human. */
    record HandOff(String id, Text text, HandoffReason reason) implements Step {}

    /** Go over to another flow, which takes along the slots it has in common with this one. */
    record Start(String id, String flow) implements Step {}

    /**
     * Run another flow and come back, both ways with the slots the two have in common.
     *
     * @param cancelled step to go to if the shopper gives the other flow up; null gives this one up too
     */
    record Call(String id, String flow, @Nullable String cancelled) implements Step {}

    /** The flow is over. */
    record End(String id, FlowEnded.Outcome outcome) implements Step {}
}
