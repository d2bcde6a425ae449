package io.xiangyin.evaluator.simulation;

import io.xiangyin.evaluator.Rate;
import io.xiangyin.evaluator.simulation.SimulationReport.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a bot must reach before it meets real shoppers. Shares are from 0 to 1.
 *
 * @param success least share of dialogues that end as they should
 * @param everyPersona least share of them for each persona by itself
 * @param everyGoal least share of them for each goal by itself
 * @param escalationsRight least share of dialogues with a human called exactly when one should be
 * @param most how many dialogues at most may have a finding
 */
public record Gate(
        double success, double everyPersona, double everyGoal, double escalationsRight, Map<Finding, Integer> most) {
    public Gate {
        most = Map.copyOf(most);
    }

    /** What is missed, a sentence each; empty if the bot may pass. */
    public List<String> missed(SimulationReport report) {
        List<String> missed = new ArrayList<>();
        least(missed, "success", report.all().success(), success);
        least(missed, "escalationsRight", report.all().escalationsRight(), escalationsRight);
        each(missed, "persona", report.byPersona(), everyPersona);
        each(missed, "goal", report.byGoal(), everyGoal);
        most.forEach((finding, allowed) -> {
            long found = report.all().findings().getOrDefault(finding, 0L);
            if (found > allowed) {
                missed.add(finding + ": at most " + allowed + " dialogues may have it, " + found + " have");
            }
        });
        return missed;
    }

    private static void each(List<String> missed, String what, Map<String, Figures> figures, double least) {
        figures.forEach((name, one) -> least(missed, "success of " + what + " " + name, one.success(), least));
    }

    private static void least(List<String> missed, String what, Rate rate, double least) {
        Double value = rate.value();
        if (value != null && value < least) {
            missed.add(String.format(
                    Locale.ROOT,
                    "%s: at least %.3f is asked, it is %.3f (%d of %d)",
                    what,
                    least,
                    value,
                    rate.numerator(),
                    rate.denominator()));
        }
    }
}
