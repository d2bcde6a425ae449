package io.xiangyin.bench;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * A steady day at the shop: shoppers come, ask, want a person, are helped, rate and go, while an agent's page is open and a
 * manager looks at the report. Heap, threads and open files are read once a minute; what leaks grows.
 */
final class SoakBench implements Experiment {
    private static final String API = "/api/v1";
    private static final int PER_SECOND = 2;
    /** As many as the server keeps folded; without them its memory would grow rightly for hours. */
    private static final int PREFILLED = 20_000;

    private static final int AT_A_TIME = 1_000;
    /**
     * Ten minutes after their last word shoppers are asked for a rating: twenty thousand at once would be a step in the middle
     * of the measurement. So they are asked after one.
     */
    private static final String SOON_RATED = "\nsurvey: {rateAfterMinutes: 1}\n";

    private static final String QUESTION = "七天无理由退货运费谁出";

    private final Duration length;

    SoakBench(Duration length) {
        if (length.toMinutes() < 3) {
            throw new IllegalArgumentException("A soak compares thirds of its time: give it --minutes 3 or more");
        }
        this.length = length;
    }

    /** What was read once a minute. */
    private record Sample(long heapKiB, long threads, long openFiles) {}

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("soak");
        Path folder = lab.freshFolder("soak");
        Path home = lab.copyShop(folder, SOON_RATED);
        try (ServerProcess bot = lab.startBot(folder, List.of("--demo", "--home", home.toString()), Map.of());
                Wire wire = new Wire(lab.vertx(), bot.port())) {
            Load load = new Load(lab.vertx());
            String agent = AgentPage.open(lab.vertx(), load, wire, "xiaolin", _ -> {});
            String manager = AgentPage.signIn(load, wire, "manager");
            prefill(load, wire);
            bot.awaitLearnt(); // what is learnt in the background comes to some 40 MiB
            List<Sample> samples = new ArrayList<>();
            Tally tally = new Tally();
            for (long minute = 0; minute < length.toMinutes(); minute++) {
                visits(load, wire, agent, tally);
                load.onLoop(() -> wire.get(API + "/reports/service", manager));
                Sample sample = new Sample(bot.liveHeapKiB(), bot.threads(), bot.openFiles());
                samples.add(sample);
                System.err.println("minute " + (minute + 1) + ": " + sample);
            }
            findings.failed(tally);
            findings.of("visits", "").ours((double) tally.counted());
            findings.of("visit, p95", "ms").ours(tally.millis(95));
            findings.of("live heap at the end", "MiB").ours(samples.getLast().heapKiB() / 1024.0);
            growth(findings, "live heap", samples, Sample::heapKiB);
            growth(findings, "threads", samples, Sample::threads);
            growth(findings, "open files and sockets", samples, Sample::openFiles);
        }
        return findings;
    }

    /** The mean of the last third over that of the middle third; what leaks is above one. */
    private static void growth(Findings findings, String what, List<Sample> samples, ToLongFunction<Sample> of) {
        int third = samples.size() / 3;
        double middle = mean(samples.subList(third, 2 * third), of);
        double last = mean(samples.subList(2 * third, samples.size()), of);
        findings.of(what + ", last third ÷ middle third", "").atMost(1.05).ours(last / middle);
    }

    private static double mean(List<Sample> samples, ToLongFunction<Sample> of) {
        return samples.stream().mapToLong(of).average().orElseThrow();
    }

    private static void prefill(Load load, Wire wire) throws Exception {
        for (int begun = 0; begun < PREFILLED; begun += AT_A_TIME) {
            load.all(
                    AT_A_TIME,
                    _ -> Speakers.Opened.on(wire, "api", "c-1006")
                            .compose(talk ->
                                    wire.post(talk.path() + "/messages", talk.token(), words("1", QUESTION), 202)));
        }
    }

    private static void visits(Load load, Wire wire, String agent, Tally tally) throws Exception {
        steadily(load, tally, PER_SECOND * 60, PER_SECOND, () -> visit(wire, agent));
    }

    private static void steadily(Load load, Tally tally, int count, int perSecond, Supplier<Future<?>> each)
            throws Exception {
        long before = tally.counted();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            Load.sleepUntil(due);
            load.run(() ->
                    each.get().onComplete(done -> tally.count(due, done.succeeded(), String.valueOf(done.cause()))));
        }
        load.awaitCount(tally, before + count);
    }

    /** One shopper from the first word to the rating. */
    private static Future<?> visit(Wire wire, String agent) {
        return Speakers.Opened.on(wire, "web", "c-1003")
                .compose(talk -> wire.connect(API + "/ws?token=" + talk.token()).compose(socket -> {
                    socket.textMessageHandler(_ -> {});
                    return wire.post(talk.path() + "/messages?wait=10", talk.token(), words("1", QUESTION), 200)
                            .compose(_ -> wire.post(talk.path() + "/handoff", talk.token(), new JsonObject(), 200))
                            .compose(_ -> wire.post(talk.path() + "/accept", agent, new JsonObject(), 200))
                            .compose(_ ->
                                    wire.post(talk.path() + "/agent-messages", agent, words("a", "您好，马上帮您看。"), 202))
                            .compose(_ -> wire.post(talk.path() + "/messages", talk.token(), words("2", "谢谢"), 202))
                            .compose(_ -> wire.post(talk.path() + "/resolve", agent, new JsonObject(), 200))
                            .compose(_ -> wire.post(
                                    talk.path() + "/rating",
                                    talk.token(),
                                    new JsonObject().put("score", 5).put("resolved", true),
                                    201))
                            .eventually(socket::close);
                }));
    }

    private static JsonObject words(String id, String text) {
        return new JsonObject().put("clientMessageId", id).put("text", text);
    }
}
