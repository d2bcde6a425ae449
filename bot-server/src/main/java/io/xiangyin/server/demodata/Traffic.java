package io.xiangyin.server.demodata;

import io.xiangyin.core.Agent;
import io.xiangyin.dialog.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people say in the made-up quarter, and how often; read from {@code traffic.yaml}.
 *
 * @param unknown questions no article answers
 * @param lines what bot, agents and system say, by the path of its key
 * @param categories product categories with goods
 */
record Traffic(
        List<Topic> topics,
        List<String> unknown,
        List<Dialect> dialects,
        Map<String, List<String>> lines,
        Map<String, List<String>> categories,
        String families,
        List<String> given,
        List<Clerk> desk) {

    /**
     * A matter shoppers come with.
     *
     * @param hard percent of its conversations that need a human on an ordinary day
     * @param parcel whether it is about parcels, and so comes up when couriers strike
     * @param sale whether it comes up around a sale
     */
    record Topic(
            String intent,
            @Nullable String flow,
            String article,
            int share,
            int hard,
            boolean parcel,
            boolean sale,
            boolean complaint,
            String matter,
            List<String> say,
            List<String> answers) {}

    /**
     * How people of a region write.
     *
     * @param right percent of turns that are understood
     * @param say pairs of a text and the same in Mandarin, with {@code %matter}; none for Mandarin itself
     */
    record Dialect(String code, int share, int right, List<List<String>> say) {}

    /**
     * Somebody at the desk.
     *
     * @param pace percent of the usual speed
     * @param skill percent of the usual success
     * @param speaks code of a dialect; null for none
     */
    record Clerk(Agent agent, int pace, int skill, @Nullable String speaks) {}

    /** One of the lines of a key. */
    String line(String key, Dice dice) {
        return dice.one(lines.getOrDefault(key, List.of(key)));
    }

    static Traffic load() {
        try (InputStream in = Traffic.class.getResourceAsStream("traffic.yaml")) {
            if (in == null) {
                throw new IllegalStateException("Resource traffic.yaml is missing from the jar");
            }
            return read(YamlNode.parse("traffic.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Traffic read(YamlNode root) {
        Map<String, List<String>> lines = Map.of(
                "thanks", root.texts("thanks"),
                "greetings", root.texts("greetings"),
                "comments", root.texts("comments"));
        Map<String, List<String>> all = new HashMap<>(lines);
        for (String part : List.of("bot", "notices", "agents", "shopper")) {
            root.get(part).entries().forEach((key, node) -> all.put(part + "." + key, node.texts()));
        }
        return new Traffic(
                root.get("topics").items().stream().map(Traffic::topic).toList(),
                root.texts("unknown"),
                root.get("dialects").entries().entrySet().stream()
                        .map(entry -> dialect(entry.getKey(), entry.getValue()))
                        .toList(),
                Map.copyOf(all),
                root.get("categories").entries().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> entry.getValue().texts())),
                root.get("names").text("family"),
                root.get("names").texts("given"),
                root.get("desk").items().stream().map(Traffic::clerk).toList());
    }

    private static Topic topic(YamlNode node) {
        YamlNode flow = node.find("flow");
        return new Topic(
                node.text("intent"),
                flow == null ? null : flow.text(),
                node.text("article"),
                node.integer("share", 1, 0, 100),
                node.integer("hard", 0, 0, 100),
                node.bool("parcel", false),
                node.bool("sale", false),
                node.bool("complaint", false),
                node.text("matter"),
                node.texts("say"),
                node.texts("answers"));
    }

    private static Dialect dialect(String code, YamlNode node) {
        YamlNode say = node.find("say");
        return new Dialect(
                code,
                node.integer("share", 1, 0, 100),
                node.integer("right", 100, 0, 100),
                say == null
                        ? List.of()
                        : say.items().stream().map(YamlNode::texts).toList());
    }

    private static Clerk clerk(YamlNode node) {
        YamlNode speaks = node.find("speaks");
        return new Clerk(
                new Agent(node.text("id"), node.text("name")),
                node.integer("pace", 100, 1, 200),
                node.integer("skill", 100, 1, 200),
                speaks == null ? null : speaks.text());
    }
}
