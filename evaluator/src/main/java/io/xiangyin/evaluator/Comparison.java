package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two reports side by side, figure by figure: did the change between them help? Conversations are taken for independent of
 * each other, which they are not quite where a few customers come often; so a difference that is just clear is a hint, not a
 * proof.
 *
 * @param rates in the order of the report
 * @param waits likewise
 */
public record Comparison(List<RateChange> rates, List<WaitChange> waits) {

    /**
     * A share before and after.
     *
     * @param difference after − before, in shares; null where one of them has nothing to divide by
     * @param interval of the difference with 95 % confidence (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10)
     * @param clear whether the interval leaves out zero
     */
    public record RateChange(
            String metric,
            Rate before,
            Rate after,
            @Nullable Double difference,
            @Nullable Interval interval,
            boolean clear) {}

    /** A wait before and after; the whole distributions, for a mean would hide who waits long. */
    public record WaitChange(String metric, Distribution before, Distribution after) {}

    /** Compares two reports made with the same settings. */
    public static Comparison of(ServiceReport before, ServiceReport after) {
        Metrics b = before.metrics();
        Metrics a = after.metrics();
        List<RateChange> rates = new ArrayList<>();
        rates.add(change(
                "firstContactResolutionRate.service",
                b.firstContactResolutionRate().service(),
                a.firstContactResolutionRate().service()));
        rates.add(change(
                "firstContactResolutionRate.bot",
                b.firstContactResolutionRate().bot(),
                a.firstContactResolutionRate().bot()));
        rates.add(change("containmentRate", b.containmentRate(), a.containmentRate()));
        rates.add(change(
                "botResolutionRate",
                Rate.of(b.botResolutionRate().numerator(), b.botResolutionRate().denominator()),
                Rate.of(a.botResolutionRate().numerator(), a.botResolutionRate().denominator())));
        rates.add(change("repeatContactRate", b.repeatContactRate(), a.repeatContactRate()));
        rates.add(change("reopenRate", b.reopenRate(), a.reopenRate()));
        rates.add(change("abandonmentRate", b.abandonmentRate(), a.abandonmentRate()));
        rates.add(change(
                "serviceLevel",
                Rate.of(b.serviceLevel().numerator(), b.serviceLevel().denominator()),
                Rate.of(a.serviceLevel().numerator(), a.serviceLevel().denominator())));
        rates.add(change("csat", b.csat(), a.csat()));
        rates.add(change("unansweredRate", b.unansweredRate(), a.unansweredRate()));
        rates.add(change("askedAgainRate", b.askedAgainRate(), a.askedAgainRate()));
        rates.add(change("complaintClosureRate", b.complaintClosureRate(), a.complaintClosureRate()));
        return new Comparison(
                List.copyOf(rates),
                List.of(
                        new WaitChange("botFirstResponseMs", b.botFirstResponseMs(), a.botFirstResponseMs()),
                        new WaitChange(
                                "handoff.total",
                                b.handoff().total(),
                                a.handoff().total()),
                        new WaitChange("humanFirstResponse", b.humanFirstResponse(), a.humanFirstResponse()),
                        new WaitChange("totalFirstHelp", b.totalFirstHelp(), a.totalFirstHelp())));
    }

    /** One share before and after, or of others and of some. */
    public static RateChange change(String metric, Rate before, Rate after) {
        Interval first = before.interval();
        Interval second = after.interval();
        if (first == null || second == null) {
            return new RateChange(metric, before, after, null, null, false);
        }
        double p1 = (double) before.numerator() / before.denominator();
        double p2 = (double) after.numerator() / after.denominator();
        double difference = p2 - p1;
        Interval interval = new Interval(
                difference - Math.hypot(p2 - second.low(), first.high() - p1),
                difference + Math.hypot(second.high() - p2, p1 - first.low()));
        return new RateChange(metric, before, after, difference, interval, interval.excludesZero());
    }
}
