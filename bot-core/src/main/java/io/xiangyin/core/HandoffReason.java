package io.xiangyin.core;

/** Why a conversation goes to a human. The must-transfer cases follow GB/T 47746-2026 (see {@code docs/conformance.md}). */
public enum HandoffReason {
    /** The shopper asked for a person, by button or in words. */
    CUSTOMER_REQUEST,
    /** The bot failed to understand or to help several times in a row. */
    REPEATED_FAILURE,
    /** The knowledge base has no answer and the shopper wants one. */
    NO_ANSWER,
    /** A system the bot depends on is down. */
    SERVICE_FAILURE,
    /** A flow reached a point that only a human may decide, such as an exception or a compensation. */
    NEEDS_DECISION,
    /** Danger to person or property. */
    SAFETY,
    /** A complaint, or a threat of authority, court or media. */
    COMPLAINT,
    /** Fraud in progress, or identity and bank data in the conversation. */
    SECURITY,
    /** The shopper speaks a dialect, and the bot could not help twice in a row. */
    NOT_UNDERSTOOD
}
