package io.xiangyin.bench;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.routing.Duty;
import io.xiangyin.core.routing.Router;
import io.xiangyin.core.routing.RoutingPolicy;
import io.xiangyin.core.routing.Waiting;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/** A minute on a floor of 200 agents with 2 000 shoppers waiting and 50 more a second; the router decides ten times a second. */
final class RoutingSimulation {
    private static final int AGENTS = 200;
    private static final int WAITING = 2_000;
    private static final int ARRIVALS = 50;
    private static final int TICKS = 600;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final List<Urgency> CLASSES = List.of(Urgency.values());
    private static final List<String> SKILLS = List.of("yue", "technical", "complaint");

    private final Random random;
    private final Map<ConversationId, Waiting> queue = new LinkedHashMap<>();
    private final PriorityQueue<Talk> talks = new PriorityQueue<>(Comparator.comparing(Talk::until));
    private final Map<String, Integer> loads = new HashMap<>();
    private final Map<String, Instant> idleSince = new HashMap<>();
    private final Set<ConversationId> served = new HashSet<>();
    private Instant now = Instant.parse("2026-11-01T02:00:00Z");
    private int arrived;

    private record Talk(String agent, Instant until) {}

    /** @param faults offers that were doubled, went to a full agent, or passed over one who was more pressing */
    record Result(double p99Millis, double longestMillis, int faults, int served) {}

    private RoutingSimulation(long seed) {
        random = new Random(seed);
    }

    static Result run(long seed) {
        return new RoutingSimulation(seed).run();
    }

    private static RoutingPolicy policy() {
        return new RoutingPolicy(
                Map.of(
                        Urgency.SAFETY, Duration.ofDays(1),
                        Urgency.COMPLAINT, Duration.ofHours(1),
                        Urgency.CARE, Duration.ofMinutes(30),
                        Urgency.VALUE, Duration.ofMinutes(15)),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofSeconds(180),
                Duration.ofSeconds(60),
                Duration.ofDays(7),
                Duration.ofSeconds(30),
                4,
                List.of(),
                Set.of(),
                Set.of(),
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    private Result run() {
        Router router = new Router(policy());
        for (int i = 0; i < WAITING; i++) {
            arrive(random.nextInt(900));
        }
        double[] millis = new double[TICKS];
        int faults = 0;
        for (int tick = 0; tick < TICKS; tick++) {
            now = now.plus(TICK);
            hangUp();
            for (int i = 0; i < ARRIVALS * TICK.toMillis() / 1000; i++) {
                arrive(0);
            }
            List<Waiting> waiting = List.copyOf(queue.values());
            List<Duty> onDuty = onDuty();
            long begin = System.nanoTime();
            List<Router.Offer> offers = router.decide(waiting, onDuty, now);
            millis[tick] = (System.nanoTime() - begin) / 1e6;
            faults += take(router, offers);
        }
        Arrays.sort(millis);
        faults += arrived - served.size() - queue.size();
        return new Result(millis[TICKS * 99 / 100], millis[TICKS - 1], faults, served.size());
    }

    private void arrive(int secondsAgo) {
        ConversationId id = new ConversationId("conversation-" + arrived++);
        Set<String> skills = random.nextInt(5) == 0 ? Set.of(SKILLS.get(random.nextInt(SKILLS.size()))) : Set.of();
        String preferred = random.nextInt(10) == 0 ? "agent" + random.nextInt(AGENTS) : null;
        Urgency urgency = random.nextInt(10) < 7 ? Urgency.NORMAL : CLASSES.get(random.nextInt(CLASSES.size()));
        queue.put(id, new Waiting(id, urgency, now.minusSeconds(secondsAgo), skills, preferred, Set.of()));
    }

    private void hangUp() {
        for (Talk talk = talks.peek(); talk != null && !talk.until().isAfter(now); talk = talks.peek()) {
            talks.poll();
            loads.merge(talk.agent(), -1, Integer::sum);
            idleSince.put(talk.agent(), now);
        }
    }

    private List<Duty> onDuty() {
        List<Duty> onDuty = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            String id = "agent" + i;
            onDuty.add(new Duty(
                    new Agent(id, id),
                    Set.of(SKILLS.get(i % SKILLS.size())),
                    4,
                    loads.getOrDefault(id, 0),
                    idleSince.getOrDefault(id, Instant.EPOCH)));
        }
        return onDuty;
    }

    private int take(Router router, List<Router.Offer> offers) {
        int faults = 0;
        Waiting before = null;
        for (Router.Offer offer : offers) {
            Waiting waiting = queue.remove(offer.conversation());
            if (waiting == null || !served.add(offer.conversation())) {
                faults++;
                continue;
            }
            if (before != null && router.order().compare(before, waiting) > 0) {
                faults++;
            }
            before = waiting;
            int load = loads.merge(offer.agent().id(), 1, Integer::sum);
            faults += load > 4 ? 1 : 0;
            talks.add(new Talk(offer.agent().id(), now.plusSeconds(20 + random.nextInt(60))));
        }
        return faults;
    }
}
