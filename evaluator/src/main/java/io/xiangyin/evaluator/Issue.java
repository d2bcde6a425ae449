package io.xiangyin.evaluator;

/**
 * One matter of a customer as one episode met it: customer + order, else customer + flow, intent, answering article or {@code general}.
 *
 * @param firstContact no contact on the same key ended less than a window before this one began, and it does not reopen
 *     the episode before it
 * @param recontacted the next contact on the same key began less than a window after this one ended
 */
record Issue(Episode episode, String key, boolean firstContact, boolean recontacted, Verdict verdict) {

    /** Whether it belongs into the denominator of first contact resolution. */
    boolean decidedFirstContact() {
        return firstContact && !episode.open();
    }

    boolean solvedByService() {
        return verdict.solved();
    }

    boolean solvedByBot() {
        return verdict.solved() && !episode.handedOff();
    }
}
