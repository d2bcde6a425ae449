package io.xiangyin.server.dialogue;

import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.evaluator.simulation.Cast;
import io.xiangyin.evaluator.simulation.Goal;
import io.xiangyin.evaluator.simulation.Persona;
import io.xiangyin.evaluator.simulation.Wordings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads who the simulated shoppers are: {@code simulation/} of the home folder, or the demo shop's own. */
public final class CastReader {
    private static final String GOALS = "goals.yaml";
    private static final String SHOPPERS = "shoppers.yaml";

    private CastReader() {}

    /**
     * The goals and shoppers of a home folder; each of the two files that is not there is the demo shop's.
     *
     * @throws DefinitionException at the first mistake, with file, line and remedy
     */
    public static Cast read(Path home) {
        YamlNode shoppers = node(home, SHOPPERS).allow("personas", "words", "items");
        List<Persona> personas = new ArrayList<>();
        shoppers.get("personas").entries().forEach((id, node) -> personas.add(persona(id, node)));
        YamlNode file = node(home, GOALS).allow("goals");
        List<Goal> goals = new ArrayList<>();
        file.get("goals").entries().forEach((id, node) -> goals.add(goal(id, node)));
        return checked(
                shoppers,
                () -> new Cast(goals, personas, wordings(shoppers.get("words")), wordings(shoppers.get("items"))));
    }

    private static YamlNode node(Path home, String name) {
        Path own = home.resolve("simulation").resolve(name);
        if (Files.exists(own)) {
            return YamlNode.read(own);
        }
        try (InputStream in = Cast.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + name + " is missing from the jar");
            }
            return YamlNode.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Persona persona(String id, YamlNode node) {
        node.allow("title", "style", "patience", "elder", "before", "after", "thanks", "changesMind", "mayEscalate");
        return new Persona(
                plain(id, node),
                node.text("title"),
                node.text("style"),
                node.integer("patience", 4, 1, 10),
                node.bool("elder", false),
                text(node.find("before")),
                text(node.find("after")),
                node.bool("thanks", false),
                node.bool("changesMind", false),
                node.bool("mayEscalate", false));
    }

    private static Goal goal(String id, YamlNode node) {
        node.allow(
                "title",
                "customer",
                "order",
                "wants",
                "mayChange",
                "told",
                "cites",
                "picks",
                "human",
                "urgent",
                "openings",
                "facts");
        Map<String, String> wants = new LinkedHashMap<>();
        YamlNode wanted = node.find("wants");
        if (wanted != null) {
            wanted.entries().forEach((path, value) -> wants.put(path, value.text()));
        }
        YamlNode facts = node.find("facts");
        return checked(
                node,
                () -> new Goal(
                        plain(id, node),
                        node.text("title"),
                        node.text("customer"),
                        text(node.find("order")),
                        wants,
                        node.texts("mayChange"),
                        node.texts("told").stream()
                                .map(pattern -> pattern(pattern, node))
                                .toList(),
                        node.texts("cites"),
                        node.texts("picks"),
                        human(node),
                        node.bool("urgent", false),
                        checked(node.get("openings"), () -> wording(node.get("openings"))),
                        facts == null ? Map.of() : wordings(facts)));
    }

    /** Ids are parts of a shopper's id, which dots separate. */
    private static String plain(String id, YamlNode node) {
        if (!id.matches("[a-z0-9-]+")) {
            throw node.error("the name '" + id + "' takes small letters, digits and hyphens only");
        }
        return id;
    }

    private static boolean human(YamlNode node) {
        return switch (node.text("human", "never")) {
            case "required" -> true;
            case "never" -> false;
            default -> throw node.get("human").error("'human' takes required or never");
        };
    }

    private static Pattern pattern(String text, YamlNode node) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException malformed) {
            throw node.get("told").error("'" + text + "' is not a regular expression: " + malformed.getDescription());
        }
    }

    private static Map<String, Wordings> wordings(YamlNode node) {
        Map<String, Wordings> all = new LinkedHashMap<>();
        node.entries().forEach((name, ways) -> all.put(name, checked(ways, () -> wording(ways))));
        return all;
    }

    private static Wordings wording(YamlNode node) {
        Map<String, List<String>> byStyle = new LinkedHashMap<>();
        node.entries().forEach((style, ways) -> byStyle.put(style, ways.texts()));
        return new Wordings(byStyle);
    }

    private static @Nullable String text(@Nullable YamlNode node) {
        return node == null ? null : node.text();
    }

    private interface Making<T> {
        T make();
    }

    /** What the records refuse is told with its place. */
    private static <T> T checked(YamlNode node, Making<T> making) {
        try {
            return making.make();
        } catch (IllegalArgumentException wrong) {
            throw node.error(String.valueOf(wrong.getMessage()));
        }
    }
}
