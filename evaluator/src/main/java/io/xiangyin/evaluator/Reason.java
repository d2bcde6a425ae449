package io.xiangyin.evaluator;

import java.util.Locale;

/** Why an issue counts as solved or not; a page shows one sentence per {@link #code}. */
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
    ASSUMED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
