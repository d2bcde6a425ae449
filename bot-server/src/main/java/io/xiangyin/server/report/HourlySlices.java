package io.xiangyin.server.report;

import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.Slice;
import io.xiangyin.evaluator.Slicer;
import io.xiangyin.evaluator.Slices;
import io.xiangyin.server.report.FactTable.Touched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The slices of past hours, made once and kept in memory, so that a report sums some thousand of them instead of reading
 * facts. When something happens in a conversation, the hours in which its customer's conversations began are made anew, for
 * a return changes how the earlier visit is judged. What it gives is exact.
 */
final class HourlySlices {
    private static final Duration HOUR = Duration.ofHours(1);
    /** What the manager's page asks for; made together, for it costs little more than one of them. */
    static final Set<GroupBy> USUAL = Collections.unmodifiableSet(
            EnumSet.of(GroupBy.CHANNEL, GroupBy.INTENT, GroupBy.DIALECT, GroupBy.AGE_GROUP, GroupBy.HANDLED_BY));
    /** Besides the usual ones, those asked for last. */
    private static final int MOST_GROUPINGS = 4;
    /** From so many hours on everything since the first of them is made anew at once. */
    private static final int MANY_HOURS = 200;

    private final ReportSettings settings;
    private final Queue<Touched> touched = new ConcurrentLinkedQueue<>();
    private final Map<Set<GroupBy>, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<GroupBy>, Kept> eldest) {
            return size() > MOST_GROUPINGS;
        }
    };

    HourlySlices(ReportSettings settings) {
        this.settings = settings;
    }

    /** Slices from an hour on, to the end; those of stale hours are no longer true. */
    private static final class Kept {
        private Instant since = Instant.MAX;
        private final SortedMap<Instant, Slice> slices = new TreeMap<>();
        private final Set<Instant> stale = new TreeSet<>();
    }

    /** Something happened in a conversation. */
    void touch(Touched conversation) {
        touched.add(conversation);
    }

    /**
     * The slices of the conversations that began in {@code [from, to)}.
     *
     * @param facts up to date, and not ahead of {@code now}
     */
    synchronized SortedMap<Instant, Slice> of(
            FactTable facts, Instant from, Instant to, Instant now, Optional<GroupBy> groupBy) {
        markStale(facts);
        Instant first = ceiling(from);
        Set<GroupBy> groupings = groupings(groupBy, first);
        Instant end = to.isBefore(now) ? Slices.hour(to) : Instant.MAX;
        if (first.isAfter(end) || first.isAfter(now)) {
            return part(facts, from, to, groupings);
        }
        Kept whole = kept.computeIfAbsent(groupings, _ -> new Kept());
        extend(whole, facts, first, groupings);
        refresh(whole, facts, groupings);
        List<SortedMap<Instant, Slice>> parts = new ArrayList<>();
        parts.add(part(facts, from, first, groupings));
        parts.add(whole.slices.subMap(first, end));
        if (end.isBefore(to)) {
            parts.add(part(facts, end, to, groupings));
        }
        return Slices.sum(parts);
    }

    /** What is made together. The groups of an hour need several times its own room, so a long report without them has none. */
    private Set<GroupBy> groupings(Optional<GroupBy> groupBy, Instant first) {
        if (groupBy.isPresent()) {
            return USUAL.contains(groupBy.get()) ? USUAL : Set.of(groupBy.get());
        }
        Kept usual = kept.get(USUAL);
        return usual != null && !first.isBefore(usual.since) ? USUAL : Set.of();
    }

    /** The hours of all conversations that those which were touched may shed another light on. */
    private void markStale(FactTable facts) {
        Set<Touched> news = new HashSet<>();
        for (Touched one = touched.poll(); one != null; one = touched.poll()) {
            news.add(one);
        }
        if (kept.isEmpty()) {
            return;
        }
        for (Touched one : news) {
            Instant since = one.startedAt().minus(settings.window());
            for (Instant begun : facts.beginnings(one.customer(), since)) {
                Instant hour = Slices.hour(begun);
                kept.values().stream()
                        .filter(whole -> !hour.isBefore(whole.since))
                        .forEach(whole -> whole.stale.add(hour));
            }
        }
    }

    /** Makes what is missing from an hour on. */
    private void extend(Kept whole, FactTable facts, Instant since, Set<GroupBy> groupings) {
        if (since.isBefore(whole.since)) {
            whole.slices.putAll(all(facts, since, whole.since, groupings));
            whole.since = since;
        }
    }

    private void refresh(Kept whole, FactTable facts, Set<GroupBy> groupings) {
        if (whole.stale.size() > MANY_HOURS) {
            Instant first = whole.stale.iterator().next();
            whole.slices.tailMap(first).clear();
            whole.slices.putAll(all(facts, first, Instant.MAX, groupings));
        } else {
            for (Instant hour : whole.stale) {
                whole.slices.remove(hour);
                whole.slices.putAll(part(facts, hour, hour.plus(HOUR), groupings));
            }
        }
        whole.stale.clear();
    }

    /** All hours of a long time, from the facts of one set of customers after another. */
    private SortedMap<Instant, Slice> all(FactTable facts, Instant from, Instant to, Set<GroupBy> groupings) {
        return facts.byCustomers(from.minus(settings.window()), new Slicer(from, to, settings, groupings))
                .slices();
    }

    /** The slices of a short time, from the facts of the customers who came in it. */
    private SortedMap<Instant, Slice> part(FactTable facts, Instant from, Instant to, Set<GroupBy> groupings) {
        if (!from.isBefore(to)) {
            return new TreeMap<>();
        }
        Slicer slicer = new Slicer(from, to, settings, groupings);
        slicer.add(facts.about(from, to, from.minus(settings.window())));
        return slicer.slices();
    }

    private static Instant ceiling(Instant instant) {
        Instant hour = Slices.hour(instant);
        return hour.equals(instant) ? hour : hour.plus(HOUR);
    }
}
