package io.xiangyin.bench;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Widgets that sit there: what one costs in memory, and how long a frame takes while all are open. The heap is touched
 * beforehand, so what a socket costs is the growth of the live heap plus the growth of the process outside of it.
 */
final class SocketsBench implements Experiment {
    private static final int SOCKETS = 2_000;
    private static final int PER_SECOND = 100;
    private static final String[] HEAP = {"-Xms512m", "-XX:+AlwaysPreTouch"};

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("sockets");
        try (ServerProcess bot = lab.startBot("sockets", HEAP);
                ServerProcess reference = lab.startReference(HEAP);
                Wire toBot = new Wire(lab.vertx(), bot.port());
                Wire toReference = new Wire(lab.vertx(), reference.port())) {
            Load load = new Load(lab.vertx());
            List<Speakers.Widget> widgets = new ArrayList<>();
            List<Speaker> echoes = new ArrayList<>();
            double ours = memory(
                    bot,
                    load,
                    () -> Speakers.widget(toBot).open("c-1002").onSuccess(open -> widgets.add((Speakers.Widget) open)));
            double theirs = memory(
                    reference,
                    load,
                    () -> Speakers.socketEcho(toReference).open("").onSuccess(echoes::add));
            findings.of("memory of an idle socket", "KiB").atMost(30).ours(ours).reference(theirs);
            measure(load, lab, widgets, Speakers.Widget::ping);
            for (int round = 0; round < lab.rounds(); round++) {
                Tally pings = measure(load, lab, widgets, Speakers.Widget::ping);
                Tally echoed = measure(load, lab, echoes, echo -> echo.say("在吗"));
                Tally stored = measure(load, lab, widgets, Speakers.Widget::tell);
                findings.failed(pings);
                findings.failed(stored);
                findings.of("ping to pong, p50", "ms").ours(pings.millis(50)).reference(echoed.millis(50));
                findings.of("ping to pong, p99", "ms").ours(pings.millis(99)).reference(echoed.millis(99));
                findings.of("message to acknowledgement, p50", "ms")
                        .ours(stored.millis(50))
                        .reference(echoed.millis(50));
                findings.of("message to acknowledgement, p99", "ms")
                        .ours(stored.millis(99))
                        .reference(echoed.millis(99));
            }
        }
        return findings;
    }

    /** KiB a socket, after as many again were opened to warm up. */
    private static double memory(ServerProcess server, Load load, Supplier<Future<?>> opening) throws Exception {
        load.all(SOCKETS / 4, _ -> opening.get());
        server.awaitIdle();
        double before = server.liveHeapKiB() + server.residentKiB();
        load.all(SOCKETS, _ -> opening.get());
        server.awaitIdle();
        return (server.liveHeapKiB() + server.residentKiB() - before) / SOCKETS;
    }

    /** One socket after the other speaks, at a fixed rate. */
    private static <S extends Speaker> Tally measure(Load load, Lab lab, List<S> speakers, Function<S, Future<?>> speak)
            throws Exception {
        Tally tally = new Tally();
        long count = PER_SECOND * lab.span().toMillis() / 2000;
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            S speaker = speakers.get(i * 7 % speakers.size());
            long due = begin + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
            Load.sleepUntil(due);
            load.run(() -> speak.apply(speaker)
                    .onComplete(done -> tally.count(due, done.succeeded(), String.valueOf(done.cause()))));
        }
        load.awaitCount(tally, count);
        return tally;
    }
}
