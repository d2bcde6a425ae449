package io.xiangyin.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * Messages acknowledged when durable, at 64 clients, while the bot answers them behind the scenes. Beside it, in the
 * same minute: appends to a file forced to the disk one by one, and the reference server's echo.
 */
final class MessagesBench implements Experiment {
    private static final int CLIENTS = 64;
    private static final int SCRIPTS_PER_CONVERSATION = 4;
    private static final int EVENT_BYTES = 640;
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("messages");
        List<Script> scripts =
                Script.ALL.stream().map(s -> s.times(SCRIPTS_PER_CONVERSATION)).toList();
        Load load = new Load(lab.vertx());
        try (ServerProcess bot = lab.startBot("messages");
                ServerProcess reference = lab.startReference();
                Wire toBot = new Wire(lab.vertx(), bot.port());
                Wire toReference = new Wire(lab.vertx(), reference.port())) {
            Speaker.Door shop = Speakers.posting(toBot);
            Speaker.Door echo = Speakers.httpEcho(toReference);
            load.closed(CLIENTS, WARM_UP, scripts, shop);
            load.closed(CLIENTS, Duration.ofSeconds(3), scripts, echo);
            Duration span = lab.span().dividedBy(2);
            double seconds = span.toMillis() / 1000.0;
            for (int round = 0; round < lab.rounds(); round++) {
                bot.awaitIdle();
                double forced = forcedAppends(lab.freshFolder("forced"), span.dividedBy(2));
                Tally ours = load.closed(CLIENTS, span, scripts, shop);
                bot.awaitIdle();
                Tally theirs = load.closed(CLIENTS, span, scripts, echo);
                findings.failed(ours);
                findings.of("durable messages, beside HTTP echo", "messages/s")
                        .atLeast(1_000)
                        .ours(ours.answered() / seconds)
                        .reference(theirs.answered() / seconds);
                findings.of("durable messages, beside raw forced appends", "messages/s")
                        .ours(ours.answered() / seconds)
                        .reference(forced);
                findings.of("acknowledgement, p50", "ms").ours(ours.millis(50)).reference(theirs.millis(50));
                findings.of("acknowledgement, p95", "ms").ours(ours.millis(95)).reference(theirs.millis(95));
                findings.of("acknowledgement, p99", "ms").ours(ours.millis(99)).reference(theirs.millis(99));
            }
        }
        return findings;
    }

    /** How many appends of an event's size a second the disk makes durable one by one. */
    private static double forcedAppends(Path folder, Duration span) throws IOException {
        ByteBuffer event = ByteBuffer.allocate(EVENT_BYTES);
        long begin = System.nanoTime();
        int count = 0;
        try (FileChannel file =
                FileChannel.open(folder.resolve("appends"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (System.nanoTime() - begin < span.toNanos()) {
                event.clear();
                while (event.hasRemaining()) {
                    file.write(event);
                }
                file.force(false);
                count++;
            }
        }
        return count * 1e9 / (System.nanoTime() - begin);
    }
}
