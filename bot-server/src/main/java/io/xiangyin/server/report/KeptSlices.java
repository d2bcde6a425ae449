package io.xiangyin.server.report;

import io.xiangyin.core.LastUsed;
import io.xiangyin.evaluator.Cut;
import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.Slice;
import io.xiangyin.evaluator.Slicer;
import io.xiangyin.evaluator.Slices;
import io.xiangyin.server.report.FactTable.Touched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * The slices of past days, made once and kept in memory, so that a report sums some hundred of them instead of reading facts;
 * and the hours of those days that a window cut or that changed lately. When something happens in a conversation, the hours in
 * which its customer's conversations began are made anew, and so are their days, for a return changes how the earlier visit is
 * judged. What it gives is exact.
 */
final class KeptSlices {
    /** What the manager's page asks for; made together, for it costs little more than one of them. */
    static final Set<GroupBy> USUAL = Collections.unmodifiableSet(
            EnumSet.of(GroupBy.CHANNEL, GroupBy.INTENT, GroupBy.DIALECT, GroupBy.AGE_GROUP, GroupBy.HANDLED_BY));
    /** Besides the usual ones, those asked for last. */
    private static final int MOST_GROUPINGS = 4;
    /** Days whose hours are kept, besides those within a first-contact window, whose hours change every now and then. */
    private static final int MORE_DAYS = 6;
    /** From so many hours on everything since the first of them is made anew at once. */
    private static final int MANY_HOURS = 60;

    private final ReportSettings settings;
    private final Cut hours;
    private final Cut days;
    private final Queue<Touched> touched = new ConcurrentLinkedQueue<>();
    private final Map<Set<GroupBy>, Kept> kept = new LastUsed<>(MOST_GROUPINGS);

    KeptSlices(ReportSettings settings) {
        this.settings = settings;
        this.hours = Cut.hours(settings.zone());
        this.days = Cut.days(settings.zone());
    }

    /** Slices split by the same, of all days since one. */
    private final class Kept {
        private final FactTable facts;
        private final Set<GroupBy> groupings;
        private Instant since = Instant.MAX;
        /** Those in which conversations began. */
        private final SortedMap<Instant, Slice> byDay = new TreeMap<>();

        private final Map<Instant, SortedMap<Instant, Slice>> hoursOfDays =
                new LastUsed<>(settings.windowDays() + MORE_DAYS);
        /** Hours whose slices are no longer true. */
        private final Set<Instant> stale = new TreeSet<>();

        Kept(FactTable facts, Set<GroupBy> groupings) {
            this.facts = facts;
            this.groupings = groupings;
        }

        void markStale(Instant hour) {
            if (!hour.isBefore(since)) {
                stale.add(hour);
            }
        }

        /** Makes what is stale anew, and what is missing from a day on. */
        void bringUp(Instant day) {
            refresh();
            if (day.isBefore(since)) {
                make(day, since);
                since = day;
            }
        }

        private void refresh() {
            if (stale.size() > MANY_HOURS) {
                Instant first = days.begin(stale.iterator().next());
                byDay.tailMap(first).clear();
                hoursOfDays.keySet().removeIf(day -> !day.isBefore(first));
                make(first, Instant.MAX);
            } else {
                stale.stream().collect(Collectors.groupingBy(days::begin)).forEach(this::refresh);
            }
            stale.clear();
        }

        private void refresh(Instant day, List<Instant> staleHours) {
            SortedMap<Instant, Slice> its = hoursOfDays.get(day);
            if (its == null) {
                its = part(day, days.next(day));
                hoursOfDays.put(day, its);
            } else {
                for (Instant hour : staleHours) {
                    its.remove(hour);
                    its.putAll(part(hour, hours.next(hour)));
                }
            }
            byDay.put(day, Slice.sum(its.values(), groupings));
        }

        /** The days of a long time, from the facts of one set of customers after another. */
        private void make(Instant from, Instant to) {
            facts.byCustomers(from.minus(settings.window()), new Slicer(from, to, days, settings, groupings))
                    .slices()
                    .forEach((day, slice) -> byDay.put(day, Slice.sum(List.of(slice), groupings)));
        }

        /** Hours of a short time, from the facts of the customers who came in it. */
        private SortedMap<Instant, Slice> part(Instant from, Instant to) {
            if (!from.isBefore(to)) {
                return new TreeMap<>();
            }
            Slicer slicer = new Slicer(from, to, hours, settings, groupings);
            slicer.add(facts.about(from, to, from.minus(settings.window())));
            return slicer.slices();
        }

        /** What a window is made of: whole days where its series is cut into days, and hours at its ends. */
        SortedMap<Instant, Slice> between(Instant from, Instant to, Cut cut) {
            Instant firstDay = days.ceiling(from);
            Instant lastDay = days.begin(to);
            if (cut.equals(hours) || !firstDay.isBefore(lastDay)) {
                return hoursBetween(from, to);
            }
            return Slices.sum(
                    List.of(hoursBetween(from, firstDay), byDay.subMap(firstDay, lastDay), hoursBetween(lastDay, to)));
        }

        /** Kept hours, and what is cut off hours at both ends. */
        private SortedMap<Instant, Slice> hoursBetween(Instant from, Instant to) {
            Instant firstHour = hours.ceiling(from);
            Instant lastHour = hours.begin(to);
            if (firstHour.isAfter(lastHour)) {
                return part(from, to);
            }
            List<SortedMap<Instant, Slice>> parts = new ArrayList<>();
            parts.add(part(from, firstHour));
            for (Instant day = days.begin(firstHour); day.isBefore(lastHour); day = days.next(day)) {
                parts.add(hoursOf(day).tailMap(firstHour).headMap(lastHour));
            }
            parts.add(part(lastHour, to));
            return Slices.sum(parts);
        }

        private SortedMap<Instant, Slice> hoursOf(Instant day) {
            return byDay.containsKey(day)
                    ? hoursOfDays.computeIfAbsent(day, _ -> part(day, days.next(day)))
                    : new TreeMap<>();
        }
    }

    /** Something happened in a conversation. */
    void touch(Touched conversation) {
        touched.add(conversation);
    }

    /**
     * The slices of the conversations that began in {@code [from, to)}: days, or hours where the window is short.
     *
     * @param facts up to date, and not ahead of {@code now}
     */
    synchronized SortedMap<Instant, Slice> of(
            FactTable facts, Instant from, Instant to, Instant now, Optional<GroupBy> groupBy) {
        markStale(facts);
        Instant firstDay = days.begin(from);
        Instant end = to.isBefore(now) ? to : days.next(now);
        if (!from.isBefore(end)) {
            return new TreeMap<>();
        }
        Kept whole = kept.computeIfAbsent(groupings(groupBy, firstDay), groupings -> new Kept(facts, groupings));
        whole.bringUp(firstDay);
        return whole.between(from, end, Cut.of(from, to, settings.zone()));
    }

    /** What is made together. Groups need several times the room of the whole, so a long report without them has none. */
    private Set<GroupBy> groupings(Optional<GroupBy> groupBy, Instant firstDay) {
        if (groupBy.isPresent()) {
            return USUAL.contains(groupBy.get()) ? USUAL : Set.of(groupBy.get());
        }
        Kept usual = kept.get(USUAL);
        return usual != null && !firstDay.isBefore(usual.since) ? USUAL : Set.of();
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
                Instant hour = hours.begin(begun);
                kept.values().forEach(whole -> whole.markStale(hour));
            }
        }
    }
}
