package io.xiangyin.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.demo.Demo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The demo shop running for a test on a free port, with a client that speaks to it as a program would. */
final class DemoShop implements AutoCloseable {
    private final XiangyinServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private DemoShop(XiangyinServer server) {
        this.server = server;
    }

    static DemoShop open(Path data) {
        return open(DemoHome.FOLDER, data);
    }

    static DemoShop open(Path home, Path data) {
        return open(home, data, Map.of());
    }

    /** With a language model, where the environment names one. */
    static DemoShop open(Path home, Path data, Map<String, String> environment) {
        return open(home, data, environment, InstantSource.system());
    }

    /**
     * A copy of the shop with further lines in its configuration.
     *
     * @param folder empty; holds the copy and its data
     */
    static DemoShop openWith(Path folder, String furtherLines, Map<String, String> environment) throws IOException {
        Path home = DemoHome.copy(folder.resolve("home"));
        Files.writeString(home.resolve("bot.yaml"), furtherLines, StandardOpenOption.APPEND);
        return open(home, folder.resolve("data"), environment);
    }

    /** With a clock that a test steers. */
    static DemoShop open(Path home, Path data, Map<String, String> environment, InstantSource clock) {
        try {
            ServeOptions options = new ServeOptions(home, data, "127.0.0.1", 0, true, null, environment);
            return new DemoShop(XiangyinServer.start(options, clock));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** An answer over HTTP. */
    record Answer(int status, String type, String text) {
        JsonObject json() {
            return new JsonObject(text);
        }
    }

    /** A conversation a test holds the token of. */
    record Talk(String id, String token) {}

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** The engine behind the pages, for what no shopper can bring about. */
    XiangyinServer.Engine engine() {
        return server.engine();
    }

    Demo demo() {
        return Objects.requireNonNull(server.demo());
    }

    Answer send(String method, String path, @Nullable String body, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url(path)))
                .timeout(Wait.LONGEST)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    Answer get(String path, @Nullable String token) {
        return send("GET", path, null, token);
    }

    Answer post(String path, JsonObject body, @Nullable String token) {
        return send("POST", path, body.encode(), token);
    }

    Talk begin(String customer) {
        JsonObject body =
                new JsonObject().put("channel", "api").put("customer", new JsonObject().put("externalId", customer));
        JsonObject begun = post("/api/v1/conversations", body, null).json();
        return new Talk(begun.getString("conversationId"), begun.getString("token"));
    }

    /** Says something and waits for the bot's turn. */
    JsonObject say(Talk talk, String text) {
        JsonObject body = new JsonObject()
                .put("clientMessageId", UUID.randomUUID().toString())
                .put("text", text);
        return post("/api/v1/conversations/" + talk.id() + "/messages?wait=30", body, talk.token())
                .json();
    }

    /** The words of all replies in an answer, joined. */
    static String words(JsonObject answer) {
        StringBuilder words = new StringBuilder();
        for (Object reply : answer.getJsonArray("replies", new JsonArray())) {
            words.append(((JsonObject) reply).getString("text")).append('\n');
        }
        return words.toString();
    }

    String signIn(String username) {
        JsonObject body = new JsonObject().put("username", username).put("password", demo().password());
        return post("/api/v1/auth/login", body, null).json().getString("token");
    }

    JsonObject order(String orderNo) {
        return get(demo().orderServiceUrl() + "/orders/" + orderNo, null).json();
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
