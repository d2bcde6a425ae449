package io.xiangyin.evaluator.simulation;

import io.xiangyin.evaluator.Rate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run of simulated shoppers says about a bot.
 *
 * @param byPersona the same by persona
 * @param worst ids of the failed and blemished dialogues, worst first
 */
public record SimulationReport(
        Figures all, Map<String, Figures> byPersona, Map<String, Figures> byGoal, List<String> worst) {

    /**
     * The figures of some of the dialogues.
     *
     * @param success ended as it should ÷ all
     * @param firstContactResolution settled by the bot alone in one contact ÷ goals that need no human
     * @param escalationsRight a human called exactly when one should be ÷ all
     * @param turns messages of the shopper, on average
     * @param findings how many dialogues have each
     */
    public record Figures(
            Rate success,
            Rate firstContactResolution,
            Rate escalationsRight,
            double turns,
            Map<Finding, Long> findings) {
        static Figures of(List<Result> results) {
            Map<Finding, Long> findings = new EnumMap<>(Finding.class);
            results.forEach(result -> result.findings().forEach(one -> findings.merge(one, 1L, Long::sum)));
            return new Figures(
                    Rate.of(results, Result::success),
                    Rate.of(results.stream().filter(one -> !one.needsHuman()).toList(), Result::firstContact),
                    Rate.of(results, Result::escalatedRightly),
                    Math.round(results.stream()
                                            .mapToInt(Result::turns)
                                            .average()
                                            .orElse(0)
                                    * 100)
                            / 100.0,
                    findings);
        }
    }

    public static SimulationReport of(List<Result> results) {
        return new SimulationReport(
                Figures.of(results),
                by(results, Result::persona),
                by(results, Result::goal),
                results.stream()
                        .filter(result -> !result.findings().isEmpty())
                        .sorted(Result.WORST_FIRST)
                        .map(Result::id)
                        .toList());
    }

    private static Map<String, Figures> by(List<Result> results, Function<Result, String> group) {
        Map<String, Figures> figures = new TreeMap<>();
        results.stream()
                .collect(Collectors.groupingBy(group))
                .forEach((name, members) -> figures.put(name, Figures.of(members)));
        return figures;
    }
}
