package io.xiangyin.evaluator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One visit with one matter: from the shopper's first act (a message, or the human button) until they act again after
 * {@code ConversationResolved}, or after a long silence with the bot. Thanks after the end belong to the episode they
 * thank for.
 *
 * @param start the shopper's first act
 * @param end the last event that is not a notice, a rating, a delivery or an erasure; first-contact windows run from it
 * @param customerMessages how often the shopper wrote
 * @param botReplies how often the bot spoke; notices are not the bot
 * @param greetingOnly every message was read, was small talk and nothing else, and there was no handoff
 * @param orders orders the episode is about
 * @param subject what it is about when no order is named: first flow, else first intent, else the first
 *     article that answered, else {@code general}
 * @param firstBotResponse from the first message to the bot to the delivery of its first reply, or of the handoff notice
 *     that answered instead; empty if nothing was delivered before an agent joined
 * @param firstHumanHelp from the first act to the first human text
 * @param handedOff a human was asked for, or came
 * @param waits every wait for a human, those after a transfer too
 * @param transfers agent to agent
 * @param agentJoined whether an agent held it
 * @param complaint a handoff was requested for a complaint
 * @param open somebody waits for an agent or is with one at the time of the report
 * @param unanswered the last message to the bot has no answer
 * @param botAnswered since the last request for a human an answer passed the gate or a flow was completed
 * @param resolution who settled it, if anyone said so
 * @param rating the last rating; it replaces earlier ones
 * @param ratingAsked whether the shopper was asked to rate
 * @param questions how often the knowledge base was asked
 * @param answers how often it answered
 * @param judgedAnswers of these, in turns that staff judged
 * @param wrongAnswers of these, in turns judged as not understood
 */
record Episode(
        Instant start,
        Instant end,
        int customerMessages,
        int botReplies,
        boolean greetingOnly,
        Set<String> orders,
        String subject,
        Optional<Duration> firstBotResponse,
        Optional<Duration> firstHumanHelp,
        boolean handedOff,
        List<Wait> waits,
        int transfers,
        boolean agentJoined,
        boolean complaint,
        boolean open,
        boolean unanswered,
        boolean botAnswered,
        Optional<Resolution> resolution,
        Optional<Rating> rating,
        boolean ratingAsked,
        int questions,
        int answers,
        int judgedAnswers,
        int wrongAnswers) {

    /** Who said that the matter is settled. */
    enum Resolution {
        BY_AGENT,
        BY_CUSTOMER
    }

    /** The shopper's rating: 1 to 5, and their word on whether it is settled. */
    record Rating(int score, boolean resolved) {}

    /** The issue keys: each order named; without one, the subject. */
    Set<String> keys() {
        return orders.isEmpty() ? Set.of(subject) : orders;
    }

    boolean abandonedWait() {
        return waits.stream().anyMatch(Wait::abandoned);
    }

    boolean ratedUnresolved() {
        return rating.filter(rated -> !rated.resolved()).isPresent();
    }

    /** The shopper's own word that it is settled: the last rating says so, or they told the bot. */
    boolean confirmed() {
        return rating.map(Rating::resolved)
                .orElse(resolution.filter(Resolution.BY_CUSTOMER::equals).isPresent());
    }

    /** Silence after an answer; taken for solved, never called confirmed. */
    boolean assumed() {
        return botAnswered && !unanswered;
    }
}
