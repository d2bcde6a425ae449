package io.xiangyin.bench;

import java.time.Duration;
import java.util.List;

/**
 * Whole turns on the demo shop: understanding, flow, calls to the order service, durable events, the reply back at the
 * shopper's end. Half of the shoppers sit at the widget's WebSocket, half wait on REST.
 */
final class TurnsBench implements Experiment {
    private static final String THROUGHPUT = "turns, 64 shoppers without a pause";
    private static final int PER_SECOND = 200;
    private static final int OPEN_USERS = 200;
    private static final int CLOSED_USERS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("turns");
        try (ServerProcess reference = lab.startReference();
                Wire toReference = new Wire(lab.vertx(), reference.port())) {
            Speaker.Door[] echo = {Speakers.socketEcho(toReference), Speakers.httpEcho(toReference)};
            measure(findings, lab, "", List.of(), echo);
            measure(findings, lab, ", words alone", List.of("--no-vectors"), echo);
        }
        double botkit = Peer.node(lab, "turns.mjs")
                .measure(
                        lab.freshFolder("turns-peer"),
                        String.valueOf(CLOSED_USERS),
                        String.valueOf(lab.span().toSeconds() / 2))
                .getOrDefault("throughput", 0.0);
        findings.beside("Botkit (in memory, nothing understood or stored)", THROUGHPUT + ", words alone", botkit);
        return findings;
    }

    private static void measure(Findings findings, Lab lab, String how, List<String> serveOptions, Speaker.Door[] echo)
            throws Exception {
        Load load = new Load(lab.vertx());
        try (ServerProcess bot = lab.startBot("turns", serveOptions);
                Wire toBot = new Wire(lab.vertx(), bot.port())) {
            Speaker.Door[] shop = {Speakers.widget(toBot), Speakers.waiting(toBot)};
            bot.awaitLearnt();
            load.closed(CLOSED_USERS, WARM_UP, Script.ALL, shop);
            load.closed(CLOSED_USERS, Duration.ofSeconds(3), Script.ALL, echo);
            for (int round = 0; round < lab.rounds(); round++) {
                bot.awaitIdle();
                atFixedRate(findings, how, load.open(OPEN_USERS, PER_SECOND, lab.span(), shop), true);
                atFixedRate(findings, how, load.open(OPEN_USERS, PER_SECOND, lab.span(), echo), false);
                bot.awaitIdle();
                long before = bot.cpuTicks();
                long turns = asFastAsItGoes(findings, how, lab, load, shop, true);
                findings.of("processor time of a turn" + how, "ms").ours((bot.cpuTicks() - before) * 10.0 / turns);
                asFastAsItGoes(findings, how, lab, load, echo, false);
            }
            bot.awaitIdle();
            findings.of("memory after the load" + how, "MiB resident").ours(bot.residentKiB() / 1024.0);
        }
    }

    private static void atFixedRate(Findings findings, String how, Tally tally, boolean ours) {
        findings.failed(tally);
        note(findings.of("turn at 200/s, p50" + how, "ms"), tally.millis(50), ours);
        note(findings.of("turn at 200/s, p95" + how, "ms").atMost(30), tally.millis(95), ours);
        note(findings.of("turn at 200/s, p99" + how, "ms"), tally.millis(99), ours);
    }

    private static long asFastAsItGoes(
            Findings findings, String how, Lab lab, Load load, Speaker.Door[] doors, boolean ours) throws Exception {
        Duration span = lab.span().dividedBy(2);
        Tally tally = load.closed(CLOSED_USERS, span, Script.ALL, doors);
        findings.failed(tally);
        note(
                findings.of(THROUGHPUT + how, "turns/s").atLeast(1_000),
                tally.answered() * 1000.0 / span.toMillis(),
                ours);
        note(findings.of("turn without a pause, p95" + how, "ms"), tally.millis(95), ours);
        return tally.answered();
    }

    private static void note(Findings.Finding finding, double value, boolean ours) {
        if (ours) {
            finding.ours(value);
        } else {
            finding.reference(value);
        }
    }
}
