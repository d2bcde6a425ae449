package io.xiangyin.evaluator.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of one simulated shopper.
 *
 * @param needsHuman whether only a person could settle it
 * @param human whether one was called
 * @param findings what went wrong, gravest first
 * @param lines what was said and done, by whom
 */
public record Result(
        String id,
        String goal,
        String persona,
        boolean needsHuman,
        boolean human,
        int turns,
        List<Finding> findings,
        List<Line> lines) {
    /** Worst first: by the gravest finding, then by how many, then by length. */
    public static final Comparator<Result> WORST_FIRST = Comparator.comparing(
                    (Result result) -> result.findings().stream().findFirst().orElse(null),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(
                    Comparator.comparingInt((Result result) -> result.findings().size())
                            .reversed())
            .thenComparing(Comparator.comparingInt(Result::turns).reversed())
            .thenComparing(Result::id);

    /** Something said or done. */
    public record Line(String who, String text) {}

    public Result {
        findings = List.copyOf(findings);
        lines = List.copyOf(lines);
    }

    /** Judges a played dialogue. */
    public static Result of(Shopper who, List<Exchange> exchanges, Set<Finding> findings, List<Line> lines) {
        return new Result(
                who.id(),
                who.goal().id(),
                who.persona().id(),
                who.goal().needsHuman(),
                exchanges.stream().anyMatch(one -> one.heard().handoff() != null),
                exchanges.size(),
                List.copyOf(new TreeSet<>(findings)),
                lines);
    }

    /** Whether it ended as it should: done by the bot, or with a human where only one may decide. */
    public boolean success() {
        return findings.stream().noneMatch(Finding::fatal);
    }

    /** Whether the bot settled it alone in this one contact; asked only of goals that need no human. */
    boolean firstContact() {
        return success() && !human;
    }

    /** Whether a human was called exactly when one should be. */
    boolean escalatedRightly() {
        return !findings.contains(Finding.HUMAN_MISSED)
                && !findings.contains(Finding.HUMAN_NEEDLESS)
                && !findings.contains(Finding.HUMAN_REFUSED);
    }
}
