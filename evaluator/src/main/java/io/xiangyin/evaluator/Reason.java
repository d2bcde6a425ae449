package io.xiangyin.evaluator;

import java.util.Locale;

/** Why an issue counts as solved or not, or a conversation not at all; a page shows one sentence per {@link #code}. */
enum Reason {
    /** In the queue now. */
    WAITING_FOR_AGENT,
    /** An agent holds it now. */
    WITH_AGENT,
    /** A new contact on the same issue inside the window. */
    RECONTACTED,
    /** Resolved, and opened again inside the window. */
    REOPENED,
    /** Passed from agent to agent. */
    TRANSFERRED,
    /** The shopper's last rating says it is not settled. */
    RATED_UNRESOLVED,
    /** It came to a complaint. */
    COMPLAINT,
    /** The shopper left the queue, or closed the matter, without an agent. */
    WAIT_ABANDONED,
    /** The shopper's last message has no answer. */
    NEVER_ANSWERED,
    /** Nobody said it was settled, and the bot answered no question and finished no flow. */
    NO_SOLUTION,
    /** An agent had to help. */
    HANDED_OFF,
    /** The shopper said it is settled, in the rating or to the bot. */
    CONFIRMED,
    /** An agent closed it as settled. */
    RESOLVED_BY_AGENT,
    /** The bot answered or finished a flow, and the shopper wrote no more. */
    ASSUMED,
    /** Not counted: a rehearsal. */
    REHEARSAL,
    /** Not counted: the shopper neither wrote nor asked for a human. */
    NO_WORD,
    /** Not counted: nothing but small talk. */
    SMALL_TALK,
    /** Not counted: the shop leaves this customer or channel out. */
    LEFT_OUT_BY_SHOP;

    static Reason leftOut(ConversationKind kind) {
        return switch (kind) {
            case TEST -> REHEARSAL;
            case EMPTY -> NO_WORD;
            case GREETING_ONLY -> SMALL_TALK;
            case LEFT_OUT -> LEFT_OUT_BY_SHOP;
            case COUNTED -> throw new IllegalArgumentException("it counts");
        };
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
