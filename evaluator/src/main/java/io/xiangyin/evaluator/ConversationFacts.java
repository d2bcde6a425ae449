package io.xiangyin.evaluator;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one conversation amounts to for the report; facts only, no judgement.
 *
 * @param firstText the shopper's first words; empty if they never wrote
 * @param turns how often the shopper took the floor; messages in a burst count once
 * @param topic most frequent intent, else most frequent flow
 * @param agents ids of the agents who joined, in that order
 * @param labelled the turns that were judged
 * @param episodes in order of time; none if the shopper neither wrote nor asked for a human
 * @param desk what people did
 */
record ConversationFacts(
        ConversationId id,
        Instant startedAt,
        boolean test,
        Customer customer,
        String channel,
        String firstText,
        int turns,
        int customerMessages,
        int botReplies,
        String dialect,
        Optional<String> topic,
        Set<String> agents,
        List<LabelledTurn> labelled,
        List<Episode> episodes,
        DeskFacts desk) {

    /** Why a conversation is left out, or that it is not. */
    enum Kind {
        COUNTED,
        TEST,
        EMPTY,
        GREETING_ONLY
    }

    /** The first that applies: test, empty (no word and no handoff), greeting-only (every episode is). */
    Kind kind() {
        if (test) {
            return Kind.TEST;
        }
        if (episodes.isEmpty()) {
            return Kind.EMPTY;
        }
        return episodes.stream().allMatch(Episode::greetingOnly) ? Kind.GREETING_ONLY : Kind.COUNTED;
    }
}
