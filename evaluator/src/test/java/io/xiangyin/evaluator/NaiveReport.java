package io.xiangyin.evaluator;

import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The same figures once more, by nested loops over everything, in the order of the definitions. */
final class NaiveReport {
    private final ReportWindow window;
    private final Duration days;
    private final ReportSettings settings;
    private final List<NaiveSlice> contacts = new ArrayList<>();
    private final List<List<RecordedEvent>> counted = new ArrayList<>();
    private final Map<String, long[]> rates = new TreeMap<>();
    private final Map<String, List<Double>> measured = new TreeMap<>();
    private long open;
    private long provisional;

    NaiveReport(List<List<RecordedEvent>> logs, ReportWindow window, ReportSettings settings) {
        this.window = window;
        this.settings = settings;
        days = Duration.ofDays(settings.windowDays());
        for (List<RecordedEvent> log : logs) {
            List<RecordedEvent> known = log.stream()
                    .filter(e -> !e.at().isAfter(window.generatedAt()))
                    .toList();
            if (known.isEmpty() || ((ConversationStarted) known.getFirst().event()).test()) {
                continue;
            }
            List<NaiveSlice> slices = NaiveSlice.cut(known, settings.silence()).stream()
                    .filter(slice -> !slice.isGreeting())
                    .toList();
            contacts.addAll(slices);
            if (!slices.isEmpty() && window.holds(known.getFirst().at())) {
                counted.add(known);
            }
        }
        counted.forEach(this::conversation);
        contacts.stream().filter(this::reported).forEach(this::contact);
    }

    long open() {
        return open;
    }

    long provisional() {
        return provisional;
    }

    Rate rate(String name) {
        long[] parts = rates.getOrDefault(name, new long[2]);
        return new Rate(parts[1] == 0 ? null : parts[0] / (double) parts[1], parts[0], parts[1]);
    }

    /** Counts, for each value, how many do not exceed it, and takes the smallest that is enough. */
    Distribution distribution(String name) {
        List<Double> values = measured.getOrDefault(name, List.of());
        return new Distribution(
                values.size(),
                percentile(values, 0.5),
                percentile(values, 0.9),
                percentile(values, 0.95),
                percentile(values, 0.99),
                percentile(values, 1));
    }

    private static @Nullable Double percentile(List<Double> values, double share) {
        Double best = null;
        for (Double candidate : values) {
            long notAbove = values.stream().filter(v -> v <= candidate).count();
            if (notAbove >= share * values.size() - 1e-9 && (best == null || candidate < best)) {
                best = candidate;
            }
        }
        return best;
    }

    private void tally(String name, boolean inDenominator, boolean inNumerator) {
        long[] parts = rates.computeIfAbsent(name, _ -> new long[2]);
        parts[0] += inDenominator && inNumerator ? 1 : 0;
        parts[1] += inDenominator ? 1 : 0;
    }

    private void measure(String name, @Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && !to.isBefore(from)) {
            measured.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(Duration.between(from, to).toMillis() / 1000.0);
        }
    }

    private boolean reported(NaiveSlice slice) {
        return counted.contains(slice.conversation);
    }

    private void conversation(List<RecordedEvent> log) {
        boolean human =
                contacts.stream().anyMatch(c -> c.id().equals(log.getFirst().conversationId()) && c.handedOff());
        tally("containment", true, !human);
    }

    private void contact(NaiveSlice slice) {
        open += slice.open() ? 1 : 0;
        boolean back = slice.keys().stream().anyMatch(key -> again(slice, key));
        boolean bot = slice.has(BotReplied.class) && !slice.handedOff();
        boolean assumed =
                bot && !slice.confirmed() && !slice.ratedBad() && slice.botAnswered() && !slice.unanswered() && !back;
        tally("confirmed", slice.has(CustomerSpoke.class), bot && slice.confirmed());
        tally("assumed", slice.has(CustomerSpoke.class), assumed);
        tally("reopen", slice.has(ConversationResolved.class), reopened(slice));
        CustomerRated rating = slice.rating();
        tally("csat", rating != null, rating != null && rating.score() > 3);
        tally("promoters", rating != null, rating != null && rating.score() == 5);
        tally("detractors", rating != null, rating != null && rating.score() < 4);
        tally("participation", slice.ratingAsked(), rating != null);
        for (RecordedEvent e : slice.own) {
            boolean asked = e.event() instanceof KnowledgeConsulted;
            tally("unanswered", asked, e.event() instanceof KnowledgeConsulted k && !k.answered());
        }
        long[] transfers = rates.computeIfAbsent("transfers", _ -> new long[2]);
        transfers[0] += slice.count(ConversationTransferred.class);
        transfers[1] += slice.has(AgentJoined.class) ? 1 : 0;
        if (slice.firstBotResponse() >= 0) {
            measured.computeIfAbsent("botFirstResponseMs", _ -> new ArrayList<>())
                    .add((double) slice.firstBotResponse());
        }
        measure("totalFirstHelp", slice.start(), firstHuman(slice));
        slice.waits().forEach(wait -> wait(slice, wait));
        slice.keys().forEach(key -> issue(slice, key));
    }

    private static @Nullable Instant firstHuman(NaiveSlice slice) {
        return slice.own.stream()
                .filter(e -> e.event() instanceof AgentSpoke)
                .map(RecordedEvent::at)
                .findFirst()
                .orElse(null);
    }

    private void wait(NaiveSlice slice, int wait) {
        Instant request = slice.requestedAt(wait);
        Instant ack = slice.during(wait, NoticeGiven.class);
        Instant queued = slice.during(wait, HandoffQueued.class);
        Instant accepted = slice.during(wait, AgentJoined.class);
        Instant text = slice.humanText(wait, false);
        measure("requestToAck", request, ack);
        measure("ackToQueued", ack, queued);
        measure("queuedToAccepted", queued, accepted);
        measure("acceptedToFirstReply", accepted, text);
        measure("total", request, text);
        if (!(slice.own.get(wait).event() instanceof ConversationTransferred)) {
            Instant human = slice.humanText(wait, true);
            measure("humanFirstResponse", request, human);
            if (human != null && human.isAfter(request) && !human.isAfter(request.plus(Duration.ofDays(1)))) {
                measure("humanFirstResponseCleaned", request, human);
            }
        }
        if (slice.stillWaiting(wait)) {
            measure("abandoned", request, window.generatedAt());
        } else if (slice.abandoned(wait)) {
            Instant left = slice.during(wait, HandoffAbandoned.class);
            measure("abandoned", request, left == null ? slice.during(wait, ConversationResolved.class) : left);
        }
        tally("abandonment", queued != null, slice.abandoned(wait));
        Duration target = Duration.ofSeconds(settings.targetSeconds());
        boolean met = text != null && !text.isAfter(request.plus(target));
        boolean late = window.generatedAt().isAfter(request.plus(target));
        tally("serviceLevel", text != null || slice.abandoned(wait) || late, met);
    }

    private void issue(NaiveSlice slice, String key) {
        boolean first = !slice.open()
                && !reopens(slice)
                && contacts.stream()
                        .noneMatch(other -> sameIssue(other, slice, key)
                                && before(other, slice)
                                && slice.start().isBefore(other.end().plus(days)));
        boolean settled = slice.confirmed() || slice.has(ConversationResolved.class) || slice.botAnswered();
        boolean solved = settled
                && !again(slice, key)
                && !reopened(slice)
                && !slice.has(ConversationTransferred.class)
                && !slice.ratedBad()
                && !slice.complaint()
                && slice.waits().stream().noneMatch(slice::abandoned)
                && !slice.unanswered();
        tally("fcrService", first, solved);
        tally("fcrBot", first, solved && !slice.handedOff());
        tally("repeat", first, again(slice, key));
        provisional += first && window.generatedAt().isBefore(slice.end().plus(days)) ? 1 : 0;
    }

    private boolean again(NaiveSlice slice, String key) {
        return contacts.stream()
                .anyMatch(other -> sameIssue(other, slice, key)
                        && before(slice, other)
                        && other.start().isBefore(slice.end().plus(days)));
    }

    private static boolean sameIssue(NaiveSlice one, NaiveSlice other, String key) {
        return one != other && one.keys().contains(key) && customer(one).equals(customer(other));
    }

    private static String customer(NaiveSlice slice) {
        return ((ConversationStarted) slice.conversation.getFirst().event())
                .customer()
                .externalId();
    }

    private boolean before(NaiveSlice one, NaiveSlice other) {
        if (one.id().equals(other.id())) {
            return contacts.indexOf(one) < contacts.indexOf(other);
        }
        int byStart = one.start().compareTo(other.start());
        String id = one.conversation.getFirst().conversationId().value();
        return byStart < 0
                || (byStart == 0
                        && id.compareTo(other.conversation
                                        .getFirst()
                                        .conversationId()
                                        .value())
                                < 0);
    }

    private boolean reopens(NaiveSlice later) {
        int index = contacts.indexOf(later);
        return index > 0 && contacts.get(index - 1).id().equals(later.id()) && reopened(contacts.get(index - 1));
    }

    private boolean reopened(NaiveSlice slice) {
        int next = contacts.indexOf(slice) + 1;
        if (next == contacts.size() || !contacts.get(next).id().equals(slice.id())) {
            return false;
        }
        NaiveSlice later = contacts.get(next);
        boolean another = !slice.orders().isEmpty()
                && !later.orders().isEmpty()
                && Collections.disjoint(slice.orders(), later.orders());
        return slice.has(ConversationResolved.class)
                && later.start().isBefore(slice.end().plus(days))
                && !another;
    }
}
