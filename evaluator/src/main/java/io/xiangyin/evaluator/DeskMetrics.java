package io.xiangyin.evaluator;

import java.util.List;
import java.util.stream.Stream;

/** How well people served: what they promised, what they asked twice, and how complaints ended. */
final class DeskMetrics {
    private DeskMetrics() {}

    static final Metric<Spans, Distribution> WAIT_FORECAST_ERROR = Metric.spans(
            "metrics.waitForecastError",
            "How far the wait that shoppers were told when they joined the queue was off, either way. Waits that no agent"
                    + " ended are left out.",
            "| (AgentJoined.at − HandoffQueued.at) − HandoffTriaged.expectedWaitSeconds |",
            "seconds; p50, p90, p95, p99, max",
            "HandoffQueued, HandoffTriaged, AgentJoined",
            scope -> Spans.of(scope.allWaits(), Wait::forecastError),
            Distribution::inSeconds);

    static final Metric<Rate, Rate> ASKED_AGAIN = Metric.share(
            "metrics.askedAgainRate",
            "Conversations in which an agent asked for something the shopper had already given the bot. It stood on the"
                    + " hand-over card, so each is a defect.",
            "conversations with an AgentSpoke that asks for a filled slot ÷ conversations with AgentSpoke",
            "share, 0 to 1",
            "SlotFilled, CallbackRequested, MessageLeft, AgentSpoke",
            scope -> Rate.of(
                    scope.conversations().stream()
                            .map(one -> one.facts().desk())
                            .filter(DeskFacts::humanSpoke)
                            .toList(),
                    DeskFacts::askedAgain));

    static final Metric<Rate, Rate> COMPLAINT_CLOSURE = Metric.share(
            "metrics.complaintClosureRate",
            "Complaint tickets that were closed by their customer's own word, of those opened.",
            "complaint tickets told closed ÷ complaint tickets told",
            "share, 0 to 1",
            "TicketTold",
            scope -> Rate.of(
                    complaints(scope).toList(), complaint -> complaint.took().isPresent()));

    static final Metric<Spans, Distribution> COMPLAINT_CLOSURE_HOURS = Metric.spans(
            "metrics.complaintClosureHours",
            "How long complaints took from opening to the customer's word that they are settled.",
            "TicketTold closed.at − first TicketTold.at",
            "hours; p50, p90, p95, p99, max",
            "TicketTold",
            scope -> Spans.of(complaints(scope).flatMap(complaint -> complaint.took().stream())),
            Distribution::inHours);

    static final List<Metric<?, ?>> ALL =
            List.of(WAIT_FORECAST_ERROR, ASKED_AGAIN, COMPLAINT_CLOSURE, COMPLAINT_CLOSURE_HOURS);

    private static Stream<DeskFacts.Complaint> complaints(Scope scope) {
        return scope.conversations().stream().flatMap(one -> one.facts().desk().complaints().stream());
    }
}
