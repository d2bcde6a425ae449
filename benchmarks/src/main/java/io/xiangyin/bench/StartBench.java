package io.xiangyin.bench;

import java.time.Duration;
import java.util.List;

/** Cold starts: from the process's start to ready, and to the first answer a shopper gets; then memory at rest. */
final class StartBench implements Experiment {
    private static final int STARTS = 5;

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("start");
        for (int i = 0; i < Math.max(STARTS, lab.rounds()); i++) {
            try (ServerProcess reference = lab.startReference()) {
                findings.of("ready", "s")
                        .atMost(3)
                        .reference(reference.startTime().toMillis() / 1000.0);
            }
            start(findings, lab, "", List.of(), 700);
            start(findings, lab, ", words alone", List.of("--no-vectors"), 350);
        }
        return findings;
    }

    /** @param mostMiB target for the memory; with vectors it is taken once the model is loaded and all articles embedded */
    private static void start(Findings findings, Lab lab, String how, List<String> serveOptions, int mostMiB)
            throws Exception {
        Load load = new Load(lab.vertx());
        try (ServerProcess bot = lab.startBot("start", serveOptions);
                Wire wire = new Wire(lab.vertx(), bot.port())) {
            Script script = Script.ALL.getFirst();
            long asked = System.nanoTime();
            load.onLoop(() -> Speakers.waiting(wire)
                    .open(script.customer())
                    .compose(open -> open.say(script.lines().getFirst()))
                    .mapEmpty());
            Duration answered = bot.startTime().plusNanos(System.nanoTime() - asked);
            findings.of("ready" + how, "s").atMost(3).ours(bot.startTime().toMillis() / 1000.0);
            findings.of("first question answered" + how, "s").ours(answered.toMillis() / 1000.0);
            bot.awaitLearnt();
            if (serveOptions.isEmpty()) {
                findings.of("goes by vectors as well", "s")
                        .ours(bot.startTime()
                                        .plusNanos(System.nanoTime() - asked)
                                        .toMillis()
                                / 1000.0);
            }
            bot.awaitIdle();
            findings.of("memory at rest" + how, "MiB resident").atMost(mostMiB).ours(bot.residentKiB() / 1024.0);
        }
    }
}
