package io.xiangyin.evaluator.scorecard;

import io.xiangyin.evaluator.CleanedWaits;
import io.xiangyin.evaluator.Rate;
import io.xiangyin.evaluator.ServiceReport;
import io.xiangyin.evaluator.ServiceReport.Group;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of a scorecard that follow from events alone. Shares are percentages. */
public final class ReportMeasures {
    private static final String FIRST_CONTACT = "firstContactResolutionRate.service";
    private static final String ELDER = "60+";
    /** Fewer judged turns say nothing of a dialect. */
    private static final int FEWEST_TURNS = 20;

    private final Map<String, Measured> measures = new HashMap<>();

    private ReportMeasures() {}

    /**
     * Reads a report.
     *
     * @param byAge the same report, grouped by age
     */
    public static Map<String, Measured> of(ServiceReport report, ServiceReport byAge) {
        ReportMeasures read = new ReportMeasures();
        ServiceReport.Metrics metrics = report.metrics();
        CleanedWaits waits = metrics.humanFirstResponseCleaned();
        read.put(
                "humanFirstResponseP50",
                "humanFirstResponse",
                waits.kept().p50(),
                "%d 次转人工；不计 0 秒的 %d 次、超过一天的 %d 次".formatted(waits.kept().count(), waits.zero(), waits.tooLong()));
        read.put(
                "serviceFcr",
                FIRST_CONTACT,
                metrics.firstContactResolutionRate().service());
        read.put(
                "botFcr",
                "firstContactResolutionRate.bot",
                metrics.firstContactResolutionRate().bot());
        read.put("abandonment", "abandonmentRate", metrics.abandonmentRate());
        read.put("complaintClosure", "complaintClosureRate", metrics.complaintClosureRate());
        read.put(
                "complaintHoursP90",
                "complaintClosureHours",
                metrics.complaintClosureHours().p90(),
                metrics.complaintClosureHours().count() + " 件投诉");
        read.put("reopened", "reopenRate", metrics.reopenRate());
        read.put("csat", "csat", metrics.csat());
        read.put("askedAgain", "askedAgainRate", metrics.askedAgainRate());
        read.put("falseAnswers", "falseAnswerRate", metrics.falseAnswerRate());
        read.elders(byAge, metrics.firstContactResolutionRate().service());
        read.dialects(metrics.understanding().accuracyByDialect());
        return Map.copyOf(read.measures);
    }

    private void elders(ServiceReport byAge, Rate all) {
        byAge.groups().stream()
                .filter(group -> group.key().equals(ELDER))
                .findFirst()
                .ifPresent(elders -> {
                    Rate theirs = fcr(elders);
                    Double value = theirs.value();
                    Double whole = all.value();
                    if (value != null && whole != null && whole > 0) {
                        measures.put(
                                "elderParity",
                                new Measured(
                                        100 * value / whole,
                                        told(theirs) + "，全体 " + told(all),
                                        FIRST_CONTACT,
                                        "ageGroup=" + ELDER));
                    }
                });
    }

    private static Rate fcr(Group group) {
        return group.firstContactResolutionRate().service();
    }

    private void dialects(Map<String, Rate> accuracy) {
        accuracy.entrySet().stream()
                .filter(one -> one.getValue().denominator() >= FEWEST_TURNS
                        && one.getValue().value() != null)
                .min(Comparator.comparingDouble(one ->
                        (double) one.getValue().numerator() / one.getValue().denominator()))
                .ifPresent(worst -> put(
                        "dialectWorst",
                        "understanding.accuracyByDialect." + worst.getKey(),
                        100.0 * worst.getValue().numerator() / worst.getValue().denominator(),
                        worst.getKey() + " " + told(worst.getValue())));
    }

    private void put(String name, String figure, Rate rate) {
        Double value = rate.value();
        if (value != null) {
            put(name, figure, 100 * value, told(rate));
        }
    }

    private void put(String name, String figure, @Nullable Double value, String evidence) {
        if (value != null) {
            measures.put(name, new Measured(value, evidence, figure, null));
        }
    }

    private static String told(Rate rate) {
        return String.format(Locale.ROOT, "%d/%d", rate.numerator(), rate.denominator());
    }
}
