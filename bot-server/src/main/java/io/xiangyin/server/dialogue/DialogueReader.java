package io.xiangyin.server.dialogue;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.Reply;
import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.server.dialogue.Dialogue.Part;
import io.xiangyin.server.dialogue.Dialogue.ShopRequest;
import io.xiangyin.server.dialogue.ScriptedEndpoint.Fault;
import io.xiangyin.server.dialogue.ScriptedEndpoint.Saying;
import io.xiangyin.server.dialogue.ScriptedEndpoint.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads conversation tests; the format is described in {@code docs/testing.md}. */
final class DialogueReader {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})\\s*([smhd])");
    private static final Pattern PLACE = Pattern.compile("<([A-Za-z_]\\w*)>");

    private final Map<String, String> variables;

    private DialogueReader(Map<String, String> variables) {
        this.variables = variables;
    }

    /**
     * All dialogues of a file, or of the {@code *.yaml} files in a folder and the folders in it.
     *
     * @throws DefinitionException at the first mistake, with file, line and remedy
     */
    static List<Dialogue> read(Path path) {
        if (!Files.exists(path)) {
            throw new DefinitionException(path.toString(), 0, "is not there. Name a file of dialogues or a folder");
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Dialogue> dialogues = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file -> readFile(file).stream())
                    .toList();
            if (dialogues.isEmpty()) {
                throw new DefinitionException(
                        path.toString(), 0, "holds no dialogues. Write some into a .yaml file; see docs/testing.md");
            }
            return dialogues;
        } catch (IOException unreadable) {
            throw new DefinitionException(path.toString(), 0, "cannot be read: " + unreadable);
        }
    }

    private static List<Dialogue> readFile(Path file) {
        YamlNode root = YamlNode.read(file).allow("variables", "dialogues");
        Map<String, String> shared = map(root.find("variables"));
        List<Dialogue> dialogues = new ArrayList<>();
        for (YamlNode node : root.get("dialogues").items()) {
            YamlNode examples = node.find("examples");
            if (examples == null) {
                dialogues.add(new DialogueReader(shared).dialogue(node, ""));
                continue;
            }
            for (YamlNode example : examples.items()) {
                Map<String, String> all = new LinkedHashMap<>(shared);
                all.putAll(map(example));
                dialogues.add(new DialogueReader(all).dialogue(node, " " + map(example)));
            }
        }
        return dialogues;
    }

    private static Map<String, String> map(@Nullable YamlNode node) {
        Map<String, String> map = new LinkedHashMap<>();
        if (node != null) {
            node.entries().forEach((key, value) -> map.put(key, value.text()));
        }
        return map;
    }

    private Dialogue dialogue(YamlNode node, String variant) {
        YamlNode guest = node.find("shopper");
        if (guest != null) {
            return simulated(node.allow("name", "shopper"), guest.allow("id", "seed"), variant);
        }
        node.allow("name", "customer", "verified", "elder", "llm", "time", "examples", "before", "turns", "after");
        List<Part> parts = new ArrayList<>();
        node.get("turns").items().forEach(turn -> parts.add(part(turn)));
        Map<String, Map<String, List<String>>> after = new LinkedHashMap<>();
        YamlNode orders = node.find("after");
        if (orders != null) {
            orders.entries().forEach((orderNo, paths) -> after.put(fill(orderNo, paths), paths(paths)));
        }
        return new Dialogue(
                node.file(),
                node.line(),
                text(node.get("name")) + variant,
                text(node.get("customer")),
                node.bool("verified", true),
                node.bool("elder", false),
                scripted(node.find("llm")),
                node.find("time") == null ? null : time(node.get("time")),
                requests(node.find("before")),
                parts,
                after,
                null);
    }

    private Dialogue simulated(YamlNode node, YamlNode guest, String variant) {
        return new Dialogue(
                node.file(),
                node.line(),
                text(node.get("name")) + variant,
                "",
                true,
                false,
                false,
                null,
                List.of(),
                List.of(),
                Map.of(),
                new Dialogue.Guest(guest.text("id"), guest.integer("seed", 0, Integer.MIN_VALUE, Integer.MAX_VALUE)));
    }

    private Map<String, List<String>> paths(YamlNode node) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        node.entries().forEach((path, value) -> values.put(path, texts(value)));
        return values;
    }

    private Part part(YamlNode node) {
        node.allow(
                "user",
                "tap",
                "wait",
                "shop",
                "says",
                "matches",
                "never",
                "choices",
                "cites",
                "kinds",
                "flow",
                "slots",
                "actions",
                "events",
                "handoff",
                "status",
                "silent",
                "model",
                "generated",
                "tools");
        YamlNode tap = node.find("tap");
        if (tap != null && node.find("user") != null) {
            throw tap.error("a turn has 'user' or 'tap', not both. Make it two turns");
        }
        Map<String, String> slots = new LinkedHashMap<>();
        map(node.find("slots")).forEach((slot, value) -> slots.put(slot, fill(value, node)));
        Expectation expectation = new Expectation(
                texts(node, "says"),
                patterns(node),
                texts(node, "never"),
                texts(node, "choices"),
                texts(node, "cites"),
                oneOf(node, "kinds", Reply.Kind.class),
                node.find("flow") == null ? null : text(node.get("flow")),
                slots,
                texts(node, "actions"),
                events(node),
                oneOf(node, "handoff", HandoffReason.class).stream().findFirst().orElse(null),
                oneOf(node, "status", Conversation.Status.class).stream()
                        .findFirst()
                        .orElse(null),
                node.bool("silent", false),
                node.find("generated") == null ? null : node.bool("generated", false),
                node.find("tools") == null ? null : texts(node, "tools"));
        return new Part(
                node.line(),
                node.find("wait") == null ? Duration.ZERO : span(node.get("wait")),
                requests(node.find("shop")),
                texts(node, "user"),
                sayings(node.find("model")),
                tap == null ? null : text(tap),
                expectation);
    }

    private static boolean scripted(@Nullable YamlNode node) {
        if (node != null && !node.text().equals("scripted")) {
            throw node.error(
                    "'llm' takes scripted, found '" + node.text() + "'. Leave it out for a bot without a model");
        }
        return node != null;
    }

    /** Answers of the language model: a text, a text with a fault, a reading if one is asked for, or a call of a tool. */
    private List<Saying> sayings(@Nullable YamlNode list) {
        List<Saying> sayings = new ArrayList<>();
        for (YamlNode node : list == null ? List.<YamlNode>of() : list.items()) {
            if (!node.isMapping()) {
                sayings.add(new Saying(text(node), Fault.NONE, List.of()));
            } else if (node.find("reading") != null) {
                sayings.add(new Saying(text(node.allow("reading").get("reading")), Fault.NONE, List.of(), true));
            } else if (node.find("tool") != null) {
                sayings.add(new Saying("", Fault.NONE, wishes(node.allow("tool", "with", "times"))));
            } else {
                node.allow("text", "fault");
                String text = node.find("text") == null ? "" : text(node.get("text"));
                sayings.add(new Saying(text, fault(node.get("fault")), List.of()));
            }
        }
        return sayings;
    }

    private List<Wish> wishes(YamlNode node) {
        JsonObject arguments = new JsonObject();
        YamlNode with = node.find("with");
        if (with != null) {
            with.entries().forEach((name, value) -> arguments.put(name, text(value)));
        }
        return Collections.nCopies(
                node.integer("times", 1, 1, 100), new Wish(text(node.get("tool")), arguments.encode()));
    }

    private Fault fault(YamlNode node) {
        String named = text(node);
        return Arrays.stream(Fault.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(named))
                .findFirst()
                .orElseThrow(() -> node.error("'fault' takes one of "
                        + Arrays.toString(Fault.values()).toLowerCase(Locale.ROOT) + ", found '" + named + "'"));
    }

    private List<ShopRequest> requests(@Nullable YamlNode list) {
        List<ShopRequest> requests = new ArrayList<>();
        for (YamlNode node : list == null ? List.<YamlNode>of() : list.items()) {
            node.allow("post", "body");
            JsonObject body = new JsonObject();
            YamlNode fields = node.find("body");
            if (fields != null) {
                fields.entries().forEach((name, value) -> body.put(name, typed(text(value))));
            }
            requests.add(new ShopRequest(text(node.get("post")), body.encode()));
        }
        return requests;
    }

    /** A number as a number, anything else as text. */
    private static Object typed(String text) {
        return text.matches("-?\\d{1,9}") ? Integer.valueOf(text) : text;
    }

    private List<Pattern> patterns(YamlNode node) {
        List<Pattern> patterns = new ArrayList<>();
        for (String text : texts(node, "matches")) {
            try {
                patterns.add(Pattern.compile(text));
            } catch (PatternSyntaxException wrong) {
                throw node.get("matches")
                        .error("'" + text + "' is not a regular expression: " + wrong.getDescription()
                                + ". Correct it, or put it under 'says'");
            }
        }
        return patterns;
    }

    private static List<String> events(YamlNode node) {
        List<String> known = Arrays.stream(ConversationEvent.class.getDeclaredClasses())
                .map(Class::getSimpleName)
                .toList();
        for (String event : node.texts("events")) {
            if (!known.contains(event)) {
                throw node.get("events")
                        .error("there is no event '" + event + "'. Events: "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return node.texts("events");
    }

    private static <E extends Enum<E>> List<String> oneOf(YamlNode node, String key, Class<E> type) {
        List<String> known = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        for (String text : node.texts(key)) {
            if (!known.contains(text)) {
                throw node.get(key)
                        .error("'" + key + "' takes one of " + String.join(", ", known) + ", found '" + text + "'");
            }
        }
        return node.texts(key);
    }

    private static Duration span(YamlNode node) {
        Matcher span = SPAN.matcher(node.text());
        if (!span.matches()) {
            throw node.error("'wait' takes a number with s, m, h or d, such as 20m, found '" + node.text() + "'");
        }
        long count = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Instant time(YamlNode node) {
        try {
            return node.text().matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(node.text()).toInstant()
                    : LocalDateTime.parse(node.text())
                            .atZone(OpeningHours.SHOP_TIME)
                            .toInstant();
        } catch (DateTimeException notATime) {
            throw node.error("'time' takes a time like 2026-11-11T22:30 (in China), found '" + node.text() + "'");
        }
    }

    private List<String> texts(YamlNode node, String key) {
        YamlNode child = node.find(key);
        return child == null ? List.of() : texts(child);
    }

    private List<String> texts(YamlNode node) {
        return node.texts().stream().map(text -> fill(text, node)).toList();
    }

    private String text(YamlNode node) {
        return fill(node.text(), node);
    }

    private String fill(String text, YamlNode node) {
        return PLACE.matcher(text).replaceAll(place -> {
            String value = variables.get(place.group(1));
            if (value == null) {
                throw node.error("there is no variable '" + place.group(1)
                        + "'. Give it under 'variables' of the file or in the dialogue's 'examples'");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
