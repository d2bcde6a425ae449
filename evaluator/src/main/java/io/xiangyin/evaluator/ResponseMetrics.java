package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.AbandonedWaits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How long shoppers wait: for the bot, for a human, for help at all. */
final class ResponseMetrics {
    private static final String SECONDS = "seconds; count, p50, p90, p95, p99 (nearest rank on exact values), max";

    private ResponseMetrics() {}

    /** Bot latency as the shopper feels it. The clock stops at delivery, not when the text is ready. */
    static final Metric<Spans, Distribution> BOT_FIRST_RESPONSE = Metric.spans(
            "metrics.botFirstResponseMs",
            "How long the shopper waits for the bot's first reply in an episode. A handoff notice counts if it is the"
                    + " answer. Not counted: replies that were never delivered, and messages an agent took over before"
                    + " the bot's reply was given.",
            "first ReplyDelivered.at of a BotReplied (or of a NoticeGiven while a handoff is open) after the message −"
                    + " first CustomerSpoke.at of the episode with no agent present",
            "milliseconds; count, p50, p90, p95, p99 (nearest rank on exact values), max",
            "CustomerSpoke, BotReplied, NoticeGiven, ReplyDelivered",
            (spans, one) -> one.eachEpisode(episode -> spans.add(episode.firstBotResponse())),
            Distribution::inMillis);

    /** For a request in words this holds the bot's thinking time, which is the point of it. */
    static final Metric<Spans, Distribution> REQUEST_TO_ACK = span(
            "requestToAck",
            "How long until the shopper is told that their wish for a human was heard.",
            "first NoticeGiven.at after the request and before an agent joins − HandoffRequested.requestedAt",
            "HandoffRequested, NoticeGiven",
            Wait::requestToAck);

    static final Metric<Spans, Distribution> ACK_TO_QUEUED = span(
            "ackToQueued",
            "How long from that notice to the queue. Not counted if the notice came after queueing.",
            "HandoffQueued.at − that NoticeGiven.at",
            "NoticeGiven, HandoffQueued",
            Wait::ackToQueued);

    static final Metric<Spans, Distribution> QUEUED_TO_ACCEPTED = span(
            "queuedToAccepted",
            "How long in the queue until an agent takes it.",
            "AgentJoined.at − HandoffQueued.at",
            "HandoffQueued, AgentJoined",
            Wait::queuedToAccepted);

    static final Metric<Spans, Distribution> ACCEPTED_TO_FIRST_REPLY = span(
            "acceptedToFirstReply",
            "How long from taking it to that agent's first words; notices are not words.",
            "first AgentSpoke.at of the agent who joined − AgentJoined.at",
            "AgentJoined, AgentSpoke",
            Wait::acceptedToFirstReply);

    /** After a transfer a second wait begins, with its own five spans. */
    static final Metric<Spans, Distribution> HANDOFF_TOTAL = span(
            "total",
            "The whole wait of one handoff. Several handoffs in a conversation count each; a wait after an"
                    + " agent-to-agent transfer is a handoff of its own, requested at the transfer. Asking again while"
                    + " waiting is the same wait.",
            "first AgentSpoke.at of the agent who joined − HandoffRequested.requestedAt (or"
                    + " ConversationTransferred.at)",
            "HandoffRequested, ConversationTransferred, AgentJoined, AgentSpoke",
            Wait::total);

    /** Left out of the averages elsewhere, which makes the worst waits invisible. */
    static final Metric<Unanswered, AbandonedWaits> ABANDONED = new Metric<>(
            new MetricCatalogue.Entry(
                    "metrics.handoff.abandoned",
                    "Waits no agent came to, kept apart from the answered ones, with their age: until the shopper left the"
                            + " queue or closed the matter, or until now for those still waiting, whose number is"
                            + " stillWaiting.",
                    "(HandoffAbandoned.at or ConversationResolved.at or generatedAt) − HandoffRequested.requestedAt, where no"
                            + " AgentJoined lies between",
                    SECONDS + "; stillWaiting",
                    "HandoffRequested, HandoffAbandoned, ConversationResolved"),
            Unanswered::new,
            Unanswered::add,
            Unanswered::sum,
            Unanswered::ages);

    /** Differs from {@code handoff.total} where an agent passed the shopper on without a word. */
    static final Metric<Spans, Distribution> HUMAN_FIRST_RESPONSE = Metric.spans(
            "metrics.humanFirstResponse",
            "How long from asking for a human to the first words of any human, across transfers. Time with the bot"
                    + " before the request is not in it; bot time after a request in words is.",
            "first AgentSpoke.at − HandoffRequested.requestedAt, unless abandoned, returned to the bot or resolved in"
                    + " between",
            SECONDS,
            "HandoffRequested, AgentSpoke",
            (spans, one) -> one.eachWait(wait -> spans.add(wait.humanFirstResponse())),
            Distribution::inSeconds);

    /** No event tells whether a text helped, so every human text counts as useful; notices never do. */
    static final Metric<Spans, Distribution> TOTAL_FIRST_HELP = Metric.spans(
            "metrics.totalFirstHelp",
            "How long from the shopper's first act in an episode (message or human button) to the first human text,"
                    + " with all the time they spent with the bot. Only episodes that got one.",
            "first AgentSpoke.at − first CustomerSpoke.at or HandoffRequested.at of the episode",
            SECONDS,
            "CustomerSpoke, HandoffRequested, AgentSpoke",
            (spans, one) -> one.eachEpisode(episode -> spans.add(episode.firstHumanHelp())),
            Distribution::inSeconds);

    static final List<Metric<?, ?>> ALL = List.of(
            BOT_FIRST_RESPONSE,
            REQUEST_TO_ACK,
            ACK_TO_QUEUED,
            QUEUED_TO_ACCEPTED,
            ACCEPTED_TO_FIRST_REPLY,
            HANDOFF_TOTAL,
            ABANDONED,
            HUMAN_FIRST_RESPONSE,
            TOTAL_FIRST_HELP);

    private static Metric<Spans, Distribution> span(
            String name, String definition, String formula, String source, Function<Wait, Optional<Duration>> span) {
        return Metric.spans(
                "metrics.handoff." + name,
                definition,
                formula,
                SECONDS,
                source,
                (spans, one) -> one.eachWait(wait -> spans.add(span.apply(wait))),
                Distribution::inSeconds);
    }

    /**
     * Waits no agent came to.
     *
     * @param over how long those lasted that are over
     * @param since when the others began, epoch milliseconds
     */
    record Unanswered(Spans over, Spans since) {
        Unanswered() {
            this(new Spans(), new Spans());
        }

        static void add(Unanswered part, JudgedConversation conversation, ReportSettings settings) {
            conversation.eachWait(wait -> {
                if (wait.abandoned()) {
                    part.over.add(wait.ageWithoutAgent());
                } else if (wait.waiting()) {
                    part.since.add(wait.requestedAt().toEpochMilli());
                }
            });
        }

        static Unanswered sum(List<Unanswered> parts) {
            return new Unanswered(
                    Spans.sum(parts.stream().map(Unanswered::over).toList()),
                    Spans.sum(parts.stream().map(Unanswered::since).toList()));
        }

        AbandonedWaits ages(Terms terms) {
            long now = terms.now().toEpochMilli();
            Spans running =
                    Spans.ofMillis(since.millis().filter(begun -> begun <= now).map(begun -> now - begun));
            return AbandonedWaits.of(Distribution.inSeconds(Spans.sum(List.of(over, running))), since.count());
        }
    }
}
