package io.xiangyin.server.cli;

import io.vertx.core.json.JsonObject;
import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.server.ServeOptions;
import io.xiangyin.server.XiangyinServer;
import io.xiangyin.server.report.ServiceReports;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Makes reports over made-up traffic, starts the demo, plays some talks and stops. The launcher runs it once after a build
 * to record what the JVM loads, runs often and compiles ({@code -XX:AOTCacheOutput}), so that later starts are quick. The
 * vectors it computed stay, see {@link Places#withVectors}.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Makes a few reports, starts the demo, plays a few turns and stops.")
final class RehearseCommand implements Callable<Integer> {
    private static final List<List<String>> TALKS = List.of(
            List.of("你好", "七天无理由退货运费谁出", "我要退货", "水壶", "坏了", "先不办", "退款到哪了"),
            List.of("俺那个水壶坏了咋整", "算了", "优惠劵咋用", "快递到哪了"),
            List.of("我想转人工", "谢谢"),
            List.of("我对鞋仲未到啊，搞乜嘢", "几时到", "怎么开发票", "发票抬头写错了"));

    /** Enough for the JVM to learn which paths are hot. */
    private static final int ROUNDS = 40;

    /** Conversations the reports are made over, and how often: the first report after a start is the one a manager waits for. */
    private static final int TRAFFIC = 4_000;

    private static final int REPORTS = 8;

    private static final Duration WINDOW = Duration.ofDays(90);

    private static final Duration LEARNING = Duration.ofMinutes(5);

    @Override
    public Integer call() throws IOException, InterruptedException, TimeoutException {
        in("reports", RehearseCommand::report);
        in("talks", RehearseCommand::talk);
        return 0;
    }

    /** Something played in a data folder that is gone afterwards. */
    private interface Played {
        void in(Path data) throws IOException, InterruptedException, TimeoutException;
    }

    private static void in(String name, Played played) throws IOException, InterruptedException, TimeoutException {
        Path data = Files.createTempDirectory("xiangyin-rehearsal-" + name);
        try {
            played.in(data);
        } finally {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void report(Path data) {
        int exit = new CommandLine(new DemoDataCommand())
                .execute("--data", data.toString(), "--conversations", Integer.toString(TRAFFIC));
        if (exit != 0) {
            throw new IllegalStateException("The made-up traffic could not be taken in, see above");
        }
        try (Database database = Database.open(data)) {
            Instant now = Instant.now();
            for (int i = 0; i < REPORTS; i++) {
                // each time as after a start: nothing kept from the last
                ServiceReports reports =
                        new ServiceReports(database.jdbi(), new EventCodec(), ReportSettings.DEFAULT, () -> now);
                reports.report(now.minus(WINDOW), now, Optional.empty());
                reports.report(now.minus(WINDOW), now, Optional.of(GroupBy.INTENT));
            }
        }
    }

    private static void talk(Path data) throws IOException, InterruptedException, TimeoutException {
        ServeOptions options = new ServeOptions(Places.demoHome(), data, "127.0.0.1", 0, true, Places.rehearsed());
        try (XiangyinServer server = XiangyinServer.start(options, InstantSource.system());
                HttpClient client = HttpClient.newHttpClient()) {
            server.awaitLearning(LEARNING);
            String base = "http://127.0.0.1:" + server.port() + "/api/v1/conversations";
            for (int round = 0; round < ROUNDS; round++) {
                for (List<String> talk : TALKS) {
                    play(client, base, talk);
                }
            }
        }
    }

    private static void play(HttpClient client, String base, List<String> talk)
            throws IOException, InterruptedException {
        JsonObject customer = new JsonObject().put("externalId", "c-1001");
        JsonObject begun =
                post(client, base, new JsonObject().put("channel", "api").put("customer", customer), "");
        String messages = base + "/" + begun.getString("conversationId") + "/messages?wait=10";
        for (int i = 0; i < talk.size(); i++) {
            JsonObject line = new JsonObject().put("clientMessageId", "m" + i).put("text", talk.get(i));
            post(client, messages, line, begun.getString("token"));
        }
    }

    private static JsonObject post(HttpClient client, String url, JsonObject body, String token)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        return new JsonObject(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
