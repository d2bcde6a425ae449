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
 * @param turns how often the shopper took the floor; messages in a burst count once
 * @param topic most frequent intent, else most frequent flow
 * @param botVersion which version of the bot took it on; {@code unknown} in old logs
 * @param category of the goods it was about, as the shop's systems told; {@code unknown} if they did not
 * @param skills what its agents had to be able to do
 * @param failed names of the parts that did not answer when the bot called them
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
        int turns,
        int customerMessages,
        int botReplies,
        String dialect,
        Optional<String> topic,
        String botVersion,
        String category,
        Set<String> skills,
        Set<String> failed,
        Set<String> agents,
        List<LabelledTurn> labelled,
        List<Episode> episodes,
        DeskFacts desk) {

    /** The first that applies: left out by the shop's own rule, test, empty (no word and no handoff), greeting-only (every episode is). */
    ConversationKind kind(ReportSettings settings) {
        if (settings.leavesOut(customer.externalId(), channel)) {
            return ConversationKind.LEFT_OUT;
        }
        if (test) {
            return ConversationKind.TEST;
        }
        if (episodes.isEmpty()) {
            return ConversationKind.EMPTY;
        }
        return episodes.stream().allMatch(Episode::greetingOnly)
                ? ConversationKind.GREETING_ONLY
                : ConversationKind.COUNTED;
    }
}
