package io.xiangyin.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How long reports take over a made-up log of about a million events, and with {@code -Dbench.report.events=10000000} of ten,
 * asked over HTTP; and how long it takes to make the facts they read.
 */
final class ReportBench implements Experiment {
    /** Of the made-up traffic, on average. */
    private static final double EVENTS_A_CONVERSATION = 19.3;

    private static final int EVENTS = Integer.getInteger("bench.report.events", 1_000_000);
    private static final int ASKED = 5;

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("report");
        Path folder = lab.freshFolder("report");
        int months = EVENTS > 2_000_000 ? 12 : 3;
        String size = EVENTS / 1_000_000 + " M events, ";
        long begun = System.nanoTime();
        lab.runBot(
                folder,
                List.of(
                        "demo-data",
                        "--months",
                        Integer.toString(months),
                        "--conversations",
                        Long.toString(Math.round(EVENTS / EVENTS_A_CONVERSATION)),
                        "--data",
                        folder + "/data"));
        findings.of(size + "made up, stored and read for reports", "s").ours(seconds(begun));
        try (ServerProcess bot = lab.startBot(folder, List.of("--no-vectors"), Map.of(), "-Xmx512m");
                HttpClient client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + bot.port() + "/api/v1";
            String token = signIn(client, base);
            Instant now = Instant.now();
            Instant first = now.minus(Duration.ofDays(31L * months));
            findings.of(size + "first report over all of them", "s")
                    .atMost(EVENTS > 2_000_000 ? 5 : 1)
                    .ours(ask(client, base + "/reports/service?from=" + first, token));
            for (int i = 0; i < ASKED; i++) {
                findings.of(size + "the same again, from kept slices", "s")
                        .atMost(0.05)
                        .ours(ask(client, base + "/reports/service?from=" + first, token));
                findings.of(size + "the same by agent", "s")
                        .ours(ask(client, base + "/reports/service?groupBy=agent&from=" + first, token));
                findings.of(size + "report over 7 days", "s")
                        .atMost(0.05)
                        .ours(ask(client, base + "/reports/service?from=" + now.minus(Duration.ofDays(7)), token));
            }
        }
        return findings;
    }

    private static String signIn(HttpClient client, String base) throws IOException, InterruptedException {
        JsonObject body = new JsonObject().put("username", "manager").put("password", "xiangyin-demo");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build();
        return new JsonObject(client.send(request, BodyHandlers.ofString()).body()).getString("token");
    }

    private static double ask(HttpClient client, String uri, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .header("Authorization", "Bearer " + token)
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        double taken = seconds(begun);
        if (answer.statusCode() != 200) {
            throw new IOException(uri + " was answered with " + answer.statusCode());
        }
        return taken;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
