package io.xiangyin.evaluator.scorecard;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is to be put right: who does it, by when it is planned, and whether it was better the next quarter. */
public final class Ledger {
    private static final int DAYS_TO_PLAN = 30;
    private static final int MOST_NEW = 5;

    private Ledger() {}

    /** Where a matter stands. */
    public enum State {
        /** New, or not better yet. */
        OPEN,
        /** It reached its base. */
        DONE,
        /** Not better for two versions running: to the next one up. */
        ESCALATED
    }

    /**
     * One matter.
     *
     * @param version the scorecard that brought it up
     * @param evidence figures behind it, then those of later versions
     * @param owner who puts it right; empty until somebody is named
     * @param planBy the plan is due
     * @param last the latest version it was looked at in
     * @param history who had it from which day on
     */
    public record Entry(
            String version,
            String indicator,
            String title,
            double score,
            String evidence,
            String suggestion,
            String owner,
            LocalDate planBy,
            String last,
            State state,
            String history) {
        /** The same in somebody's hands from a day on. */
        public Entry withOwner(String name, LocalDate day) {
            String taken = day + " " + name;
            return new Entry(
                    version,
                    indicator,
                    title,
                    score,
                    evidence,
                    suggestion,
                    name,
                    planBy,
                    last,
                    state,
                    name.equals(owner) ? history : history.isEmpty() ? taken : history + "；" + taken);
        }
    }

    /**
     * The ledger after another scorecard: what is still open is looked at again, the weakest of this one are added.
     *
     * @param today from which thirty days for a plan are counted
     */
    public static List<Entry> after(List<Entry> before, Scorecard card, LocalDate today) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : before) {
            entries.add(
                    entry.state() == State.DONE || entry.last().equals(card.version()) ? entry : followed(entry, card));
        }
        for (Scorecard.Line weak : card.weakest(MOST_NEW)) {
            boolean known = entries.stream()
                    .anyMatch(entry -> entry.indicator().equals(weak.indicator().id()) && entry.state() != State.DONE);
            Double score = weak.score();
            if (!known && score != null) {
                entries.add(new Entry(
                        card.version(),
                        weak.indicator().id(),
                        weak.indicator().title(),
                        score,
                        told(weak),
                        weak.indicator().advice(),
                        "",
                        today.plusDays(DAYS_TO_PLAN),
                        card.version(),
                        State.OPEN,
                        ""));
            }
        }
        return List.copyOf(entries);
    }

    private static Entry followed(Entry entry, Scorecard card) {
        Optional<Scorecard.Line> now = card.lines()
                .filter(line -> line.indicator().id().equals(entry.indicator()) && line.score() != null)
                .findFirst();
        return now.map(line -> {
                    double score = line.score() == null ? 0 : line.score();
                    State state = score >= 100 ? State.DONE : score > entry.score() ? State.OPEN : State.ESCALATED;
                    return new Entry(
                            entry.version(),
                            entry.indicator(),
                            entry.title(),
                            score,
                            entry.evidence() + "；" + card.version() + "：" + told(line),
                            entry.suggestion(),
                            entry.owner(),
                            entry.planBy(),
                            card.version(),
                            state,
                            entry.history());
                })
                .orElse(entry);
    }

    private static String told(Scorecard.Line line) {
        Measured measured = line.measured();
        return measured == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.1f%s（%s）",
                        measured.value(),
                        line.indicator().unit(),
                        measured.evidence());
    }
}
