package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.ServiceLevel;
import java.time.Duration;
import java.util.List;

/** How the desk keeps up. */
final class QueueMetrics {
    private QueueMetrics() {}

    /** No share: it may exceed 1, so it has no interval. */
    static final Metric<Rate, Mean> TRANSFERS_PER_CASE = Metric.of(
            "metrics.transfersPerCase",
            "Agent-to-agent transfers per case an agent had; bot to human is a handoff, not a transfer.",
            "ConversationTransferred ÷ episodes with AgentJoined",
            "transfers per episode, 0 and up",
            "ConversationTransferred, AgentJoined",
            scope -> Rate.of(
                    scope.episodes().mapToLong(Episode::transfers).sum(),
                    scope.episodes().filter(Episode::agentJoined).count()),
            Rate::sum,
            (counts, _) -> Mean.of(counts));

    /** Who still waits has not left: they show in {@code handoff.abandoned.stillWaiting} and in the denominator. */
    static final Metric<Rate, Rate> ABANDONMENT = Metric.share(
            "metrics.abandonmentRate",
            "Waits that ended without an agent, of all that entered the queue, those after a transfer too. Those"
                    + " still waiting are queued but have not left.",
            "waits with HandoffQueued that ended by HandoffAbandoned or ConversationResolved before AgentJoined ÷"
                    + " waits with HandoffQueued",
            "share, 0 to 1",
            "HandoffQueued, HandoffAbandoned, ConversationResolved, AgentJoined",
            scope -> Rate.of(scope.waits().filter(Wait::queued).toList(), Wait::abandoned));

    /** Answered means the agent wrote, not that they pressed "accept". Early leavers count as missed. */
    static final Metric<Offered, ServiceLevel> SERVICE_LEVEL = Metric.of(
            "metrics.serviceLevel",
            "Handoffs whose agent wrote within the target seconds of the request, of all offered. Abandoned waits,"
                    + " however short, were offered and missed. Left out: those not answered yet whose target has not"
                    + " passed, and those requested outside the working hours set for reports.",
            "handoffs with total ≤ targetSeconds ÷ (all handoffs − undecided ones)",
            "share, 0 to 1; targetSeconds in seconds",
            "HandoffRequested, ConversationTransferred, AgentJoined, AgentSpoke",
            Offered::of,
            Offered::sum,
            Offered::level);

    static final List<Metric<?, ?>> ALL = List.of(TRANSFERS_PER_CASE, ABANDONMENT, SERVICE_LEVEL);

    /**
     * Handoffs offered to people.
     *
     * @param inTime answered within the target ÷ answered or left
     * @param pending when the others were requested, epoch milliseconds; missed once the target has passed
     */
    record Offered(Rate inTime, Spans pending) {
        static Offered of(Scope scope) {
            Duration target = scope.settings().target();
            List<Wait> offered = scope.waits()
                    .filter(wait -> scope.settings().hours().isOpen(wait.requestedAt()))
                    .toList();
            return new Offered(
                    Rate.of(
                            offered.stream().filter(wait -> !pending(wait)).toList(),
                            wait -> wait.total()
                                    .filter(total -> total.compareTo(target) <= 0)
                                    .isPresent()),
                    Spans.ofMillis(offered.stream()
                            .filter(Offered::pending)
                            .mapToLong(wait -> wait.requestedAt().toEpochMilli())));
        }

        private static boolean pending(Wait wait) {
            return !wait.abandoned() && wait.total().isEmpty();
        }

        static Offered sum(List<Offered> parts) {
            return new Offered(
                    Rate.sum(parts.stream().map(Offered::inTime).toList()),
                    Spans.sum(parts.stream().map(Offered::pending).toList()));
        }

        ServiceLevel level(Terms terms) {
            long latest = terms.now().minus(terms.settings().target()).toEpochMilli();
            long missed =
                    pending.millis().filter(requested -> requested < latest).count();
            Rate rate = Rate.of(inTime.numerator(), inTime.denominator() + missed);
            return new ServiceLevel(
                    rate.value(),
                    rate.numerator(),
                    rate.denominator(),
                    terms.settings().targetSeconds());
        }
    }
}
