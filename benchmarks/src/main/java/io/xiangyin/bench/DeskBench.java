package io.xiangyin.bench;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The human desk: how long the router takes over a full floor, and how long a shopper's words take to an agent's screen
 * while an agent holds many conversations.
 */
final class DeskBench implements Experiment {
    private static final int TALKS = 200;
    private static final int[] RATES = {200, 1_000};
    private static final String TEXT = "师傅到哪了？我在家等着呢";
    private static final String MARK = "\"clientMessageId\":\"";

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("desk");
        RoutingSimulation.run(-1); // warms up
        for (int round = 0; round < lab.rounds(); round++) {
            RoutingSimulation.Result floor = RoutingSimulation.run(round);
            findings.of("decision of the router, p99", "ms").atMost(50).ours(floor.p99Millis());
            findings.of("decision of the router, longest", "ms").atMost(50).ours(floor.longestMillis());
            findings.of("offers lost, doubled or out of order", "").atMost(0).ours(floor.faults());
            findings.of("shoppers served in a minute of the simulation", "").ours(floor.served());
        }
        try (ServerProcess bot = lab.startBot("desk");
                Wire wire = new Wire(lab.vertx(), bot.port())) {
            Load load = new Load(lab.vertx());
            Map<String, Long> due = new HashMap<>();
            Screen screen = new Screen(due);
            String agent = AgentPage.open(lab.vertx(), load, wire, "xiaolin", screen::show);
            List<Speakers.Opened> talks = hold(load, wire, agent);
            measure(load, wire, talks, due, screen, 100, Duration.ofSeconds(8), "w");
            for (int rate : RATES) {
                for (int round = 0; round < lab.rounds(); round++) {
                    String name = "r" + rate + "-" + round;
                    answer(load, wire, agent, talks, name);
                    bot.awaitIdle();
                    Tally tally = measure(
                            load, wire, talks, due, screen, rate, lab.span().dividedBy(2), name);
                    findings.failed(tally);
                    String what = "message to the agent's screen at " + rate + "/s, ";
                    findings.of(what + "p50", "ms").ours(tally.millis(50));
                    findings.of(what + "p95", "ms").atMost(100).ours(tally.millis(95));
                }
            }
        }
        return findings;
    }

    private static List<Speakers.Opened> hold(Load load, Wire wire, String agent) throws Exception {
        List<Speakers.Opened> talks = new ArrayList<>();
        for (int i = 0; i < TALKS; i++) {
            talks.add(load.onLoop(() -> Speakers.Opened.on(wire, "api", "c-1006")
                    .compose(talk -> wire.post(talk.path() + "/handoff", talk.token(), new JsonObject(), 200)
                            .compose(_ -> wire.post(talk.path() + "/accept", agent, new JsonObject(), 200))
                            .map(talk))));
        }
        return talks;
    }

    /** An agent who owes an answer for minutes is taken off the talk; this one owes none when a round begins. */
    private static void answer(Load load, Wire wire, String agent, List<Speakers.Opened> talks, String name)
            throws Exception {
        load.all(talks.size(), i -> {
            JsonObject words = new JsonObject()
                    .put("clientMessageId", "a" + name + "-" + i)
                    .put("text", "您稍等，我在看。");
            return wire.post(talks.get(i).path() + "/agent-messages", agent, words, 202);
        });
    }

    private static Tally measure(
            Load load,
            Wire wire,
            List<Speakers.Opened> talks,
            Map<String, Long> due,
            Screen screen,
            int perSecond,
            Duration span,
            String name)
            throws Exception {
        Tally tally = new Tally();
        long count = perSecond * span.toMillis() / 1000;
        long begin = System.nanoTime();
        load.run(() -> {
            screen.tally = tally;
            due.clear();
        });
        for (int i = 0; i < count; i++) {
            long at = begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            String id = name + "-" + i;
            Speakers.Opened talk = talks.get(i % talks.size());
            Load.sleepUntil(at);
            load.run(() -> {
                due.put(id, at);
                wire.post(
                                talk.path() + "/messages",
                                talk.token(),
                                new JsonObject().put("clientMessageId", id).put("text", TEXT),
                                202)
                        .onFailure(failure -> tally.count(at, false, String.valueOf(failure)));
            });
        }
        load.awaitCount(tally, count);
        return tally;
    }

    /** The agent's page: notes when each message came. */
    private static final class Screen {
        private final Map<String, Long> due;
        private Tally tally = new Tally();

        Screen(Map<String, Long> due) {
            this.due = due;
        }

        void show(String frame) {
            int from = frame.indexOf(MARK);
            if (from < 0) {
                return;
            }
            int begin = from + MARK.length();
            Long at = due.remove(frame.substring(begin, frame.indexOf('"', begin)));
            if (at != null) {
                tally.count(at, true, "");
            }
        }
    }
}
