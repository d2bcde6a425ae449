package io.xiangyin.server.cli;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.ServeOptions;
import io.xiangyin.server.XiangyinServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Starts the demo, plays a few turns and stops. The launcher runs it once after a build to record what the JVM loads and
 * compiles ({@code -XX:AOTCacheOutput}), so that later starts are quick.
 */
@Command(name = "rehearse", hidden = true, description = "Starts the demo, plays a few turns and stops.")
final class RehearseCommand implements Callable<Integer> {
    private static final List<String> LINES = List.of("你好", "七天无理由退货运费谁出", "我要退货", "水壶", "坏了", "先不办", "退款到哪了");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("xiangyin-rehearsal");
        ServeOptions options = new ServeOptions(Places.demoHome(), data, "127.0.0.1", 0, true, null);
        try (XiangyinServer server = XiangyinServer.start(options, InstantSource.system());
                HttpClient client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + server.port() + "/api/v1/conversations";
            JsonObject begun = post(
                    client,
                    base,
                    new JsonObject()
                            .put("channel", "api")
                            .put("customer", new JsonObject().put("externalId", "c-1001")),
                    "");
            String messages = base + "/" + begun.getString("conversationId") + "/messages?wait=10";
            for (int i = 0; i < LINES.size(); i++) {
                JsonObject line =
                        new JsonObject().put("clientMessageId", "m" + i).put("text", LINES.get(i));
                post(client, messages, line, begun.getString("token"));
            }
        } finally {
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return 0;
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
