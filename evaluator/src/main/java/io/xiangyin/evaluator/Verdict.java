package io.xiangyin.evaluator;

import java.util.EnumSet;
import java.util.Set;

/**
 * Whether an issue was solved for good, and why. Anything in the way outweighs every sign of success.
 *
 * @param reasons what stood in the way, or else by whose word it is solved
 */
record Verdict(boolean solved, Set<Reason> reasons) {

    static Verdict of(Episode episode, boolean recontacted, boolean reopened) {
        Set<Reason> obstacles = obstacles(episode, recontacted, reopened);
        return obstacles.isEmpty() ? new Verdict(true, Set.of(evidence(episode))) : new Verdict(false, obstacles);
    }

    private static Set<Reason> obstacles(Episode episode, boolean recontacted, boolean reopened) {
        Set<Reason> found = EnumSet.noneOf(Reason.class);
        addIf(found, recontacted, Reason.RECONTACTED);
        addIf(found, reopened, Reason.REOPENED);
        addIf(found, episode.transfers() > 0, Reason.TRANSFERRED);
        addIf(found, episode.ratedUnresolved(), Reason.RATED_UNRESOLVED);
        addIf(found, episode.complaint(), Reason.COMPLAINT);
        addIf(found, episode.abandonedWait(), Reason.WAIT_ABANDONED);
        addIf(found, episode.unanswered(), Reason.NEVER_ANSWERED);
        boolean settled = episode.confirmed() || episode.resolution().isPresent() || episode.botAnswered();
        addIf(found, !settled, Reason.NO_SOLUTION);
        return found;
    }

    private static void addIf(Set<Reason> reasons, boolean condition, Reason reason) {
        if (condition) {
            reasons.add(reason);
        }
    }

    private static Reason evidence(Episode episode) {
        if (episode.confirmed()) {
            return Reason.CONFIRMED;
        }
        return episode.resolution().isPresent() ? Reason.RESOLVED_BY_AGENT : Reason.ASSUMED;
    }
}
