package io.xiangyin.evaluator;

import java.util.List;

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
            (spans, one) -> one.eachWait(wait -> spans.add(wait.forecastError())),
            Distribution::inSeconds);

    static final Metric<Tally, Rate> ASKED_AGAIN = Metric.share(
            "metrics.askedAgainRate",
            "Conversations in which an agent asked for something the shopper had already given the bot. It stood on the"
                    + " hand-over card, so each is a defect.",
            "conversations with an AgentSpoke that asks for a filled slot ÷ conversations with AgentSpoke",
            "share, 0 to 1",
            "SlotFilled, CallbackRequested, MessageLeft, AgentSpoke",
            (tally, one) -> {
                DeskFacts desk = one.facts().desk();
                if (desk.humanSpoke()) {
                    tally.count(desk.askedAgain());
                }
            });

    static final Metric<Tally, Rate> COMPLAINT_CLOSURE = Metric.share(
            "metrics.complaintClosureRate",
            "Complaint tickets that were closed by their customer's own word, of those opened.",
            "complaint tickets told closed ÷ complaint tickets told",
            "share, 0 to 1",
            "TicketTold",
            (tally, one) -> one.facts()
                    .desk()
                    .complaints()
                    .forEach(complaint -> tally.count(complaint.took().isPresent())));

    static final Metric<Spans, Distribution> COMPLAINT_CLOSURE_HOURS = Metric.spans(
            "metrics.complaintClosureHours",
            "How long complaints took from opening to the customer's word that they are settled.",
            "TicketTold closed.at − first TicketTold.at",
            "hours; p50, p90, p95, p99, max",
            "TicketTold",
            (spans, one) -> one.facts().desk().complaints().forEach(complaint -> spans.add(complaint.took())),
            Distribution::inHours);

    static final List<Metric<?, ?>> ALL =
            List.of(WAIT_FORECAST_ERROR, ASKED_AGAIN, COMPLAINT_CLOSURE, COMPLAINT_CLOSURE_HOURS);
}
