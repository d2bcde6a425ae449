package io.xiangyin.evaluator;

import java.util.List;

/**
 * An episode that counts as a contact, beside what came after it.
 *
 * @param reopened after {@code ConversationResolved} the same conversation went on, inside the window, about the same
 *     matter or one that cannot be told apart from it
 * @param issues what it is about; at least one
 */
record Contact(Episode episode, boolean reopened, List<Issue> issues) {

    boolean recontacted() {
        return issues.stream().anyMatch(Issue::recontacted);
    }

    /** Resolved by the bot alone, whether on the shopper's word or by their silence. */
    boolean resolvedByBot() {
        return confirmedByBot() || assumedByBot();
    }

    boolean confirmedByBot() {
        return episode.botReplies() > 0 && !episode.handedOff() && episode.confirmed();
    }

    boolean assumedByBot() {
        return episode.botReplies() > 0
                && !episode.handedOff()
                && !episode.confirmed()
                && !episode.ratedUnresolved()
                && episode.assumed()
                && !recontacted();
    }
}
