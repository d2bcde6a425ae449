package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.ServiceLevel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the desk keeps up. */
final class QueueMetrics {
    private QueueMetrics() {}

    /** No share: it may exceed 1, so it has no interval. */
    static final Metric<Tally, Mean> TRANSFERS_PER_CASE = new Metric<>(
            new MetricCatalogue.Entry(
                    "metrics.transfersPerCase",
                    "Agent-to-agent transfers per case an agent had; bot to human is a handoff, not a transfer.",
                    "ConversationTransferred ÷ episodes with AgentJoined",
                    "transfers per episode, 0 and up",
                    "ConversationTransferred, AgentJoined"),
            Tally::new,
            (tally, conversation, _) ->
                    conversation.eachEpisode(episode -> tally.add(episode.transfers(), episode.agentJoined() ? 1 : 0)),
            Tally::sum,
            (tally, _) -> Mean.of(tally.rate()));

    /** Who still waits has not left: they show in {@code handoff.abandoned.stillWaiting} and in the denominator. */
    static final Metric<Tally, Rate> ABANDONMENT = Metric.share(
            "metrics.abandonmentRate",
            "Waits that ended without an agent, of all that entered the queue, those after a transfer too. Those"
                    + " still waiting are queued but have not left.",
            "waits with HandoffQueued that ended by HandoffAbandoned or ConversationResolved before AgentJoined ÷"
                    + " waits with HandoffQueued",
            "share, 0 to 1",
            "HandoffQueued, HandoffAbandoned, ConversationResolved, AgentJoined",
            (tally, conversation) -> conversation.eachWait(wait -> {
                if (wait.queued()) {
                    tally.count(wait.abandoned());
                }
            }));

    /** Answered means the agent wrote, not that they pressed "accept". Early leavers count as missed. */
    static final Metric<Offered, ServiceLevel> SERVICE_LEVEL = new Metric<>(
            new MetricCatalogue.Entry(
                    "metrics.serviceLevel",
                    "Handoffs whose agent wrote within the target seconds of the request, of all offered. Abandoned waits,"
                            + " however short, were offered and missed. Left out: those not answered yet whose target has not"
                            + " passed, and those requested outside the working hours set for reports.",
                    "handoffs with total ≤ targetSeconds ÷ (all handoffs − undecided ones)",
                    "share, 0 to 1; targetSeconds in seconds",
                    "HandoffRequested, ConversationTransferred, AgentJoined, AgentSpoke"),
            Offered::new,
            Offered::add,
            Offered::sum,
            Offered::level);

    static final List<Metric<?, ?>> ALL = List.of(TRANSFERS_PER_CASE, ABANDONMENT, SERVICE_LEVEL);

    /**
     * Handoffs offered to people.
     *
     * @param inTime answered within the target ÷ answered or left
     * @param pending when the others were requested, epoch milliseconds; missed once the target has passed
     */
    record Offered(Tally inTime, Spans pending) {
        Offered() {
            this(new Tally(), new Spans());
        }

        static void add(Offered part, JudgedConversation conversation, ReportSettings settings) {
            conversation.eachWait(wait -> {
                if (settings.hours().isOpen(wait.requestedAt())) {
                    part.add(wait, settings.target());
                }
            });
        }

        private void add(Wait wait, Duration target) {
            Optional<Duration> total = wait.total();
            if (wait.abandoned() || total.isPresent()) {
                inTime.count(total.filter(took -> took.compareTo(target) <= 0).isPresent());
            } else {
                pending.add(wait.requestedAt().toEpochMilli());
            }
        }

        static Offered sum(List<Offered> parts) {
            return new Offered(
                    Tally.sum(parts.stream().map(Offered::inTime).toList()),
                    Spans.sum(parts.stream().map(Offered::pending).toList()));
        }

        ServiceLevel level(Terms terms) {
            long latest = terms.now().minus(terms.settings().target()).toEpochMilli();
            int missed = pending.countUpTo(latest - 1);
            Rate answered = inTime.rate();
            Rate rate = Rate.of(answered.numerator(), answered.denominator() + missed);
            return new ServiceLevel(
                    rate.value(),
                    rate.numerator(),
                    rate.denominator(),
                    terms.settings().targetSeconds());
        }
    }
}
