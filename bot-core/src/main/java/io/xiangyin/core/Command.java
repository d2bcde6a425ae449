package io.xiangyin.core;

import java.util.List;
import java.util.Set;

/** One thing the shopper wants the dialogue to do, in terms the policy can execute or refuse. */
public sealed interface Command {
    /** Start the named flow. */
    record StartFlow(String flow) implements Command {}

    /** Start one of the named flows; the words do not tell which. */
    record StartOneOf(List<String> flows) implements Command {
        public StartOneOf {
            flows = List.copyOf(flows);
        }
    }

    /**
     * Give a slot of the active flow a value, or a new one.
     *
     * @param value already normalised and valid for the slot's type
     * @param display the value as the shopper would read it
     */
    record FillSlot(String slot, String value, String display) implements Command {}

    /** Stop the active flow. */
    record CancelFlow() implements Command {}

    /** Forget everything in progress and begin anew. */
    record StartOver() implements Command {}

    /** Answer a question from the knowledge base. */
    record AskKnowledge(String query) implements Command {}

    /** Bring in a human. */
    record AskHuman(HandoffReason reason, Urgency urgency) implements Command {}

    /** Leave the queue and go on with the bot. */
    record StopWaiting() implements Command {}

    /** Greeting, thanks or goodbye; {@code kind} names the set phrase to answer with. */
    record SmallTalk(String kind) implements Command {
        /** The wish to hear the last words again, in plainer ones. */
        public static final String REPEAT = "repeat";
        /** Somebody of the family takes over for the shopper. */
        public static final String FAMILY = "family";
        /** The kinds that are answered with what was said last. */
        public static final Set<String> RETOLD = Set.of(REPEAT, FAMILY);
    }

    /** Nothing in the message could be used. */
    record NotUnderstood() implements Command {}
}
