package io.xiangyin.core.routing;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Decides who is offered whom. The most pressing shopper chooses first; for each, the agents with room who have every
 * skill needed are compared by preference, then relative load, then idle time.
 */
public final class Router {
    private final RoutingPolicy policy;

    public Router(RoutingPolicy policy) {
        this.policy = policy;
    }

    /**
     * An offer.
     *
     * @param why what spoke for this agent
     */
    public record Offer(ConversationId conversation, Agent agent, String why) {}

    /** The most pressing first: arrival less the lead of the class, then the id, so that the order is never in doubt. */
    public Comparator<Waiting> order() {
        return Comparator.comparing((Waiting waiting) -> waiting.since().minus(policy.headStart(waiting.urgency())))
                .thenComparing(waiting -> waiting.id().value());
    }

    /** Offers for as many of the waiting as there is room for, the most pressing first. */
    public List<Offer> decide(List<Waiting> queue, List<Duty> onDuty, Instant now) {
        List<Duty> free = new ArrayList<>(onDuty.stream().filter(Duty::hasRoom).toList());
        PriorityQueue<Waiting> line = new PriorityQueue<>(order());
        line.addAll(queue);
        List<Offer> offers = new ArrayList<>();
        while (!line.isEmpty() && !free.isEmpty()) {
            Waiting next = line.poll();
            int chosen = best(next, free, now);
            if (chosen >= 0) {
                Duty duty = free.get(chosen);
                offers.add(new Offer(next.id(), duty.agent(), why(next, duty, now)));
                Duty busier = duty.busier();
                if (busier.hasRoom()) {
                    free.set(chosen, busier);
                } else {
                    free.remove(chosen);
                }
            }
        }
        return offers;
    }

    /** @return the index of the best agent; −1 if none of them will do */
    private int best(Waiting waiting, List<Duty> free, Instant now) {
        Comparator<Duty> better = comparing(waiting);
        boolean anybody = overflown(waiting, now);
        int best = -1;
        for (int i = 0; i < free.size(); i++) {
            Duty duty = free.get(i);
            if (fits(waiting, duty, anybody) && (best < 0 || better.compare(duty, free.get(best)) < 0)) {
                best = i;
            }
        }
        return best;
    }

    private static boolean fits(Waiting waiting, Duty duty, boolean anybody) {
        return !waiting.declined().contains(duty.agent().id())
                && (anybody || duty.skills().containsAll(waiting.skills()));
    }

    private boolean overflown(Waiting waiting, Instant now) {
        return Duration.between(waiting.since(), now).compareTo(policy.overflow()) >= 0;
    }

    private static Comparator<Duty> comparing(Waiting waiting) {
        return Comparator.comparing((Duty duty) -> !duty.agent().id().equals(waiting.preferred()))
                .thenComparing(duty -> !duty.skills().containsAll(waiting.skills()))
                .thenComparingDouble(duty -> (double) duty.load() / duty.capacity())
                .thenComparing(Duty::idleSince)
                .thenComparing(duty -> duty.agent().id());
    }

    private static String why(Waiting waiting, Duty duty, Instant now) {
        List<String> reasons = new ArrayList<>();
        if (duty.agent().id().equals(waiting.preferred())) {
            reasons.add("preferred");
        }
        waiting.skills().stream()
                .sorted()
                .forEach(skill -> reasons.add(duty.skills().contains(skill) ? "skill:" + skill : "overflow:" + skill));
        reasons.add("load:" + duty.load() + "/" + duty.capacity());
        reasons.add(
                "idle:" + Math.max(0, Duration.between(duty.idleSince(), now).toSeconds()) + "s");
        return String.join(" ", reasons);
    }
}
