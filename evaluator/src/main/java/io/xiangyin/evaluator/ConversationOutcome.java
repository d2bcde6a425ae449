package io.xiangyin.evaluator;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One line of the list behind a figure: how a conversation ended, and why it counts so.
 *
 * @param customer the shop's id of the customer
 * @param outcome {@code open} (someone waits or an agent is at it), else {@code not_solved} (some issue failed), else
 *     {@code handed_off} (solved with an agent), else {@code solved} (by the bot alone);
 *     {@code left_out} if it does not count
 * @param reasons codes, each of which a page shows as a sentence; see {@code Reason}
 * @param dialect the last one heard that is not {@code cmn}, else {@code cmn}
 * @param agents ids of the agents who joined
 * @param turns how often the shopper took the floor; messages in a burst count once
 */
public record ConversationOutcome(
        String conversationId,
        Instant startedAt,
        String customer,
        String channel,
        String outcome,
        List<String> reasons,
        String dialect,
        List<String> agents,
        int turns) {

    /** Channel, bot or human, dialect: what a sample for experts should hold of each. */
    public String stratum() {
        return channel + "/" + (agents.isEmpty() ? "bot" : "human") + "/" + dialect;
    }

    static ConversationOutcome of(JudgedConversation conversation) {
        return of(conversation.facts(), outcome(conversation), reasons(conversation));
    }

    static ConversationOutcome leftOut(ConversationFacts facts, ConversationKind kind) {
        return of(facts, "left_out", Set.of(Reason.leftOut(kind)));
    }

    private static ConversationOutcome of(ConversationFacts facts, String outcome, Set<Reason> reasons) {
        return new ConversationOutcome(
                facts.id().value(),
                facts.startedAt(),
                facts.customer().externalId(),
                facts.channel(),
                outcome,
                reasons.stream().map(Reason::code).toList(),
                facts.dialect(),
                List.copyOf(facts.agents()),
                facts.turns());
    }

    private static String outcome(JudgedConversation conversation) {
        if (conversation.open()) {
            return "open";
        }
        boolean solved = conversation.contacts().stream()
                .flatMap(contact -> contact.issues().stream())
                .allMatch(Issue::solvedByService);
        if (!solved) {
            return "not_solved";
        }
        return conversation.handedOff() ? "handed_off" : "solved";
    }

    private static Set<Reason> reasons(JudgedConversation conversation) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (Contact contact : conversation.contacts()) {
            Episode episode = contact.episode();
            if (episode.handedOff()) {
                reasons.add(Reason.HANDED_OFF);
            }
            if (episode.open()) {
                boolean waiting = episode.waits().stream().anyMatch(Wait::waiting);
                reasons.add(waiting ? Reason.WAITING_FOR_AGENT : Reason.WITH_AGENT);
            } else {
                contact.issues().forEach(issue -> reasons.addAll(issue.verdict().reasons()));
            }
        }
        return reasons;
    }
}
