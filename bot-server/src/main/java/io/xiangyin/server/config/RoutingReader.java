package io.xiangyin.server.config;

import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.routing.RoutingPolicy;
import io.xiangyin.core.routing.RoutingPolicy.SkillRule;
import io.xiangyin.dialog.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code routing.yaml}: the shop's keys over the product's own. */
final class RoutingReader {
    private static final String NAME = "routing.yaml";
    private static final String[] KEYS = {
        "headStartMinutes",
        "offerSeconds",
        "goneSeconds",
        "silentSeconds",
        "overflowSeconds",
        "stickyDays",
        "serviceLevelSeconds",
        "capacity",
        "skills",
        "care",
        "value",
        "agentYuan"
    };

    private final YamlNode own;
    private final YamlNode usual;

    private RoutingReader(YamlNode own, YamlNode usual) {
        this.own = own;
        this.usual = usual;
    }

    /** The policy of a home folder; the product's own where the file or a key is absent. */
    static RoutingPolicy read(Path home) {
        YamlNode usual = YamlNode.parse(NAME, resource());
        Path file = home.resolve(NAME);
        YamlNode own = Files.isRegularFile(file) ? YamlNode.read(file).allow(KEYS) : usual;
        return new RoutingReader(own, usual).policy();
    }

    private static String resource() {
        try (InputStream in = RoutingReader.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + NAME + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private RoutingPolicy policy() {
        YamlNode care = node("care").allow("ageGroups");
        YamlNode value = node("value").allow("tiers", "yearlySpendFrom");
        return new RoutingPolicy(
                headStart(),
                seconds("offerSeconds"),
                seconds("goneSeconds"),
                seconds("silentSeconds"),
                seconds("overflowSeconds"),
                Duration.ofDays(number("stickyDays", 0, 365)),
                seconds("serviceLevelSeconds"),
                number("capacity", 1, 100),
                skills(),
                Set.copyOf(care.texts("ageGroups")),
                Set.copyOf(value.texts("tiers")),
                BigDecimal.valueOf(value.integer("yearlySpendFrom", 5_000, 0, 100_000_000)),
                BigDecimal.valueOf(number("agentYuan", 0, 1_000_000)));
    }

    private YamlNode node(String key) {
        @Nullable YamlNode given = own.find(key);
        return given == null ? usual.get(key) : given;
    }

    private int number(String key, int least, int most) {
        return (own.find(key) == null ? usual : own).integer(key, least, least, most);
    }

    private Duration seconds(String key) {
        return Duration.ofSeconds(number(key, 1, 86_400));
    }

    private Map<Urgency, Duration> headStart() {
        String[] names = lowerCase(Urgency.values());
        YamlNode node = node("headStartMinutes").allow(names);
        Map<Urgency, Duration> leads = new EnumMap<>(Urgency.class);
        for (Urgency urgency : Urgency.values()) {
            leads.put(
                    urgency,
                    Duration.ofMinutes(node.integer(urgency.name().toLowerCase(Locale.ROOT), 0, 0, 1_000_000)));
        }
        return leads;
    }

    private List<SkillRule> skills() {
        return node("skills").items().stream()
                .map(rule -> {
                    rule.allow("skill", "reasons", "topics");
                    return new SkillRule(
                            rule.text("skill"),
                            rule.texts("reasons").stream()
                                    .map(name -> reason(rule, name))
                                    .collect(Collectors.toSet()),
                            Set.copyOf(rule.texts("topics")));
                })
                .toList();
    }

    private static HandoffReason reason(YamlNode rule, String name) {
        String[] names = lowerCase(HandoffReason.values());
        if (!List.of(names).contains(name)) {
            throw rule.get("reasons").error("'reasons' takes " + String.join(", ", names) + ", found '" + name + "'");
        }
        return HandoffReason.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String[] lowerCase(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }
}
