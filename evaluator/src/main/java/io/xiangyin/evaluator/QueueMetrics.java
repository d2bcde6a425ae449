package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.ServiceLevel;
import java.time.Duration;
import java.util.List;

/** How the desk keeps up. */
final class QueueMetrics {
    private QueueMetrics() {}

    /** The only rate that may exceed 1. */
    static final Metric<Rate> TRANSFERS_PER_CASE = Metric.of(
            "metrics.transfersPerCase",
            "Agent-to-agent transfers per case an agent had; bot to human is a handoff, not a transfer.",
            "ConversationTransferred ÷ episodes with AgentJoined",
            "transfers per episode, 0 and up",
            "ConversationTransferred, AgentJoined",
            scope -> Rate.of(
                    scope.episodes().mapToLong(Episode::transfers).sum(),
                    scope.episodes().filter(Episode::agentJoined).count()));

    /** Who still waits has not left: they show in {@code handoff.abandoned.stillWaiting} and in the denominator. */
    static final Metric<Rate> ABANDONMENT = Metric.of(
            "metrics.abandonmentRate",
            "Waits that ended without an agent, of all that entered the queue, those after a transfer too. Those"
                    + " still waiting are queued but have not left.",
            "waits with HandoffQueued that ended by HandoffAbandoned or ConversationResolved before AgentJoined ÷"
                    + " waits with HandoffQueued",
            "share, 0 to 1",
            "HandoffQueued, HandoffAbandoned, ConversationResolved, AgentJoined",
            scope -> Rate.of(scope.waits().filter(Wait::queued).toList(), Wait::abandoned));

    /** Answered means the agent wrote, not that they pressed "accept". Early leavers count as missed. */
    static final Metric<ServiceLevel> SERVICE_LEVEL = Metric.of(
            "metrics.serviceLevel",
            "Handoffs whose agent wrote within the target seconds of the request, of all offered. Abandoned waits,"
                    + " however short, were offered and missed. Left out: those not answered yet whose target has not"
                    + " passed, and those requested outside the working hours set for reports.",
            "handoffs with total ≤ targetSeconds ÷ (all handoffs − undecided ones)",
            "share, 0 to 1; targetSeconds in seconds",
            "HandoffRequested, ConversationTransferred, AgentJoined, AgentSpoke",
            QueueMetrics::serviceLevel);

    static final List<Metric<?>> ALL = List.of(TRANSFERS_PER_CASE, ABANDONMENT, SERVICE_LEVEL);

    private static ServiceLevel serviceLevel(Scope scope) {
        Duration target = scope.settings().target();
        List<Wait> offered = scope.waits()
                .filter(wait -> scope.settings().hours().isOpen(wait.requestedAt()))
                .filter(wait -> !undecided(wait, scope))
                .toList();
        Rate rate = Rate.of(
                offered,
                wait -> wait.total()
                        .filter(total -> total.compareTo(target) <= 0)
                        .isPresent());
        return new ServiceLevel(
                rate.value(),
                rate.numerator(),
                rate.denominator(),
                scope.settings().targetSeconds());
    }

    private static boolean undecided(Wait wait, Scope scope) {
        Duration age = Duration.between(wait.requestedAt(), scope.now());
        return !wait.abandoned()
                && wait.total().isEmpty()
                && age.compareTo(scope.settings().target()) <= 0;
    }
}
