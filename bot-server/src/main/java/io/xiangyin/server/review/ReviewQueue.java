package io.xiangyin.server.review;

import io.xiangyin.core.Command;
import io.xiangyin.core.Understanding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which turns people should look at first.
 *
 * @param alerted dialects that are understood too badly; all of their turns are looked at
 */
record ReviewQueue(Set<String> alerted) {
    /** Why a turn is looked at, the most pressing first. */
    enum Reason {
        ACCURACY_ALERT,
        NOT_UNDERSTOOD,
        DIALECT
    }

    /** A turn that waits to be judged. */
    record Waiting(Turns.Reviewed turn, Reason reason) {}

    /** The turns that wait, the most pressing and then the newest first. */
    List<Waiting> of(List<Turns.Reviewed> newestFirst) {
        return newestFirst.stream()
                .filter(turn -> turn.label() == null && !smallTalk(turn.understanding()))
                .flatMap(turn -> reason(turn).map(why -> new Waiting(turn, why)).stream())
                .sorted(Comparator.comparing(Waiting::reason))
                .toList();
    }

    private Optional<Reason> reason(Turns.Reviewed turn) {
        String dialect = turn.understanding().dialect().code();
        if (alerted.contains(dialect)) {
            return Optional.of(Reason.ACCURACY_ALERT);
        }
        if (turn.missed()) {
            return Optional.of(Reason.NOT_UNDERSTOOD);
        }
        return dialect.equals(Understanding.Dialect.MANDARIN.code()) ? Optional.empty() : Optional.of(Reason.DIALECT);
    }

    private static boolean smallTalk(Understanding understanding) {
        return !understanding.commands().isEmpty()
                && understanding.commands().stream().allMatch(Command.SmallTalk.class::isInstance);
    }
}
