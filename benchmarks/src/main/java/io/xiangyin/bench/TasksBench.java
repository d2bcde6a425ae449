package io.xiangyin.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Goals of shoppers, pursued over HTTP by a simple simulated shopper: it opens with a sentence, answers whatever it is
 * asked from what it knows, in words drawn with a fixed seed, and the state of the orders at the end tells whether it
 * got what it came for, and nothing else was changed. The goals are in {@code benchmarks/data/tasks.json}.
 */
final class TasksBench implements Experiment {
    private static final int MOST_TURNS = 12;
    private static final long SEED = 20261101;
    /** What of an order the bot may change. */
    private static final List<String> CHANGEABLE = List.of(
            "status",
            "address",
            "invoice",
            "returns",
            "exchanges",
            "repairs",
            "priceProtections",
            "urges",
            "compensations");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Random random = new Random(SEED);
    private final StringBuilder failed = new StringBuilder();

    /** What became of a goal. */
    private record Result(boolean reached, int turns, int wrong) {}

    @Override
    public Findings run(Lab lab) throws Exception {
        Findings findings = new Findings("tasks");
        JsonArray goals = new JsonArray(Files.readString(lab.root().resolve("benchmarks/data/tasks.json")));
        try (ServerProcess bot = lab.startBot("tasks")) {
            List<Result> results = new ArrayList<>();
            for (Object goal : goals) {
                for (Object opening : ((JsonObject) goal).getJsonArray("openings")) {
                    results.add(pursue(bot.port(), (JsonObject) goal, (String) opening));
                }
            }
            long reached = results.stream().filter(Result::reached).count();
            findings.of("goals", "goals").ours(results.size());
            findings.of("goals reached", "%").atLeast(90).ours(100.0 * reached / results.size());
            findings.of("turns a goal", "turns")
                    .atMost(8)
                    .ours(results.stream().mapToInt(Result::turns).average().orElse(0));
            findings.of("orders changed against the goal", "orders")
                    .atMost(0)
                    .ours(results.stream().mapToInt(Result::wrong).sum());
        }
        Path folder = Files.createDirectories(lab.root().resolve("benchmarks/target/results"));
        Files.writeString(folder.resolve("tasks-failed.txt"), failed);
        return findings;
    }

    private Result pursue(int port, JsonObject goal, String opening) throws IOException, InterruptedException {
        String base = "http://127.0.0.1:" + port;
        String shop = new JsonObject(get(base + "/demo/info")).getString("orderServiceUrl");
        post(shop + "/reset", "", "");
        JsonArray before = orders(shop);
        JsonObject begun = new JsonObject(post(
                base + "/api/v1/conversations",
                new JsonObject()
                        .put("channel", "api")
                        .put("customer", new JsonObject().put("externalId", goal.getString("customer")))
                        .encode(),
                ""));
        String messages = base + "/api/v1/conversations/" + begun.getString("conversationId") + "/messages?wait=10";
        StringBuilder transcript = new StringBuilder();
        boolean queued = false;
        int turns = 0;
        for (String say = opening; say != null && turns < MOST_TURNS; turns++) {
            JsonObject answer = new JsonObject(post(
                    messages,
                    new JsonObject()
                            .put("clientMessageId", "m" + turns)
                            .put("text", say)
                            .encode(),
                    begun.getString("token")));
            JsonArray replies = answer.getJsonArray("replies", new JsonArray());
            transcript.append("  shopper ").append(say).append('\n');
            replies.forEach(reply -> transcript
                    .append("  bot     ")
                    .append(((JsonObject) reply).getString("text"))
                    .append('\n'));
            JsonObject conversation = answer.getJsonObject("conversation", new JsonObject());
            queued = "queued".equals(conversation.getString("status"));
            say = queued || conversation.getString("flow") == null ? null : reply(goal, replies);
        }
        int wrong = wrong(before, orders(shop), goal.getJsonObject("expect"));
        boolean reached = wrong == 0
                && (goal.getValue("handoff") == null || queued == goal.getBoolean("handoff"))
                && met(orders(shop), goal.getJsonObject("expect"));
        if (!reached) {
            failed.append(goal.getString("name"))
                    .append('\n')
                    .append(transcript)
                    .append('\n');
        }
        return new Result(reached, turns, wrong);
    }

    /** What the shopper says to the bot's last words. */
    private String reply(JsonObject goal, JsonArray replies) {
        JsonObject facts = goal.getJsonObject("facts");
        String asked = replies.isEmpty() ? "" : ((JsonObject) replies.getValue(replies.size() - 1)).getString("text");
        String fact = fact(asked);
        JsonArray ways = facts.getJsonArray(fact, facts.getJsonArray("yes"));
        return ways.getString(random.nextInt(ways.size()));
    }

    /** What is asked for, as somebody who reads the question would see it. */
    private static String fact(String asked) {
        String[][] cues = {
            {"哪一|哪件|哪单", "order"},
            {"做错的吗|质量问题吗", "defect"},
            {"因为什么|哪种情况", "reason"},
            {"换成什么|哪个尺码", "spec"},
            {"退货、换货|换一件，还是", "wish"},
            {"地址写给我|门牌号写全", "address"},
            {"个人，还是|“个人”还是", "type"},
            {"税号", "tax"},
            {"抬头写什么|把抬头写给我", "title"},
            {"什么毛病|哪里不对劲", "fault"},
        };
        for (String[] cue : cues) {
            if (asked.matches("(?s).*(" + cue[0] + ").*") && !asked.matches("(?s).*(确认|对吗).*")) {
                return cue[1];
            }
        }
        return "yes";
    }

    private JsonArray orders(String shop) throws IOException, InterruptedException {
        JsonArray all = new JsonArray();
        for (Object customer : new JsonObject(get(shop + "/customers")).getJsonArray("customers")) {
            all.addAll(new JsonObject(get(shop + "/orders?customer=" + ((JsonObject) customer).getString("id")))
                    .getJsonArray("orders"));
        }
        return all;
    }

    /** How many orders were changed although the goal does not ask for it, or changed in another way. */
    private static int wrong(JsonArray before, JsonArray after, JsonObject expect) {
        int wrong = 0;
        for (int i = 0; i < before.size(); i++) {
            JsonObject was = before.getJsonObject(i);
            JsonObject is = after.getJsonObject(i);
            JsonObject expected = expect.getJsonObject(was.getString("orderNo"), new JsonObject());
            boolean untouched = CHANGEABLE.stream()
                    .filter(part ->
                            expected.fieldNames().stream().noneMatch(path -> path.split("\\.", 2)[0].equals(part)))
                    .allMatch(part -> String.valueOf(was.getValue(part)).equals(String.valueOf(is.getValue(part))));
            boolean once = CHANGEABLE.stream()
                    .allMatch(part -> !(is.getValue(part) instanceof JsonArray list) || list.size() <= 1);
            wrong += untouched && once ? 0 : 1;
        }
        return wrong;
    }

    private static boolean met(JsonArray orders, JsonObject expect) {
        return orders.stream()
                .map(JsonObject.class::cast)
                .allMatch(order -> expect.getJsonObject(order.getString("orderNo"), new JsonObject()).stream()
                        .allMatch(wanted -> {
                            String actual = String.valueOf(walk(order, wanted.getKey()));
                            String value = wanted.getValue().toString();
                            return value.startsWith("~") ? actual.contains(value.substring(1)) : actual.equals(value);
                        }));
    }

    private static @Nullable Object walk(Object from, String path) {
        Object value = from;
        for (String name : path.split("\\.", -1)) {
            value = switch (value) {
                case JsonObject object -> object.getValue(name);
                case JsonArray array
                when Integer.parseInt(name) < array.size() -> array.getValue(Integer.parseInt(name));
                case null, default -> null;
            };
        }
        return value;
    }

    private String get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private String post(String url, String body, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(
                    response.request().uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }
}
