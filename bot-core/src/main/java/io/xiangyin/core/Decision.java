package io.xiangyin.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bot does next in a turn. Each kind first records its {@code facts}. {@link RunStep} and {@link Answer} let
 * the policy decide again with their outcome; the others end the turn.
 */
public sealed interface Decision {
    /** What this decision establishes, in order. */
    List<ConversationEvent> facts();

    /** Go on in a flow, and make a call to the shop's systems if there is one. */
    record RunStep(List<ConversationEvent> facts, @Nullable ActionCall call) implements Decision {
        public RunStep {
            facts = List.copyOf(facts);
        }
    }

    /**
     * Look the question up and answer it, if the knowledge base can.
     *
     * @param before a sentence to say before the answer; null for none
     */
    record Answer(
            List<ConversationEvent> facts,
            String query,
            @Nullable String before) implements Decision {
        public Answer {
            facts = List.copyOf(facts);
        }

        public Answer(List<ConversationEvent> facts, String query) {
            this(facts, query, null);
        }
    }

    /** Ask for a slot of the active flow. */
    record AskSlot(List<ConversationEvent> facts, String slot, Reply question) implements Decision {
        public AskSlot {
            facts = List.copyOf(facts);
        }
    }

    /** Ask back, or offer ways on. */
    record Clarify(List<ConversationEvent> facts, Reply question) implements Decision {
        public Clarify {
            facts = List.copyOf(facts);
        }
    }

    /** Bring in a human, and tell the shopper. */
    record HandOff(
            List<ConversationEvent> facts, HandoffReason reason, Handoff.Origin origin, Urgency urgency, Reply notice)
            implements Decision {
        public HandOff {
            facts = List.copyOf(facts);
        }
    }

    /** Say no more; it is the shopper's turn. */
    record Listen(List<ConversationEvent> facts) implements Decision {
        public Listen {
            facts = List.copyOf(facts);
        }
    }
}
