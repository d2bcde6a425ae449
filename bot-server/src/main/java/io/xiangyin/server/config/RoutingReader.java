package io.xiangyin.server.config;

import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.routing.RoutingPolicy;
import io.xiangyin.core.routing.RoutingPolicy.SkillRule;
import io.xiangyin.dialog.yaml.YamlNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    private final ProductYaml yaml;

    private RoutingReader(ProductYaml yaml) {
        this.yaml = yaml;
    }

    /** The policy of a home folder; the product's own where the file or a key is absent. */
    static RoutingPolicy read(Path home) {
        return new RoutingReader(ProductYaml.read(home, NAME, KEYS)).policy();
    }

    private RoutingPolicy policy() {
        YamlNode care = yaml.node("care").allow("ageGroups");
        YamlNode value = yaml.node("value").allow("tiers", "yearlySpendFrom");
        return new RoutingPolicy(
                headStart(),
                seconds("offerSeconds"),
                seconds("goneSeconds"),
                seconds("silentSeconds"),
                seconds("overflowSeconds"),
                Duration.ofDays(yaml.number("stickyDays", 0, 365)),
                seconds("serviceLevelSeconds"),
                yaml.number("capacity", 1, 100),
                skills(),
                Set.copyOf(care.texts("ageGroups")),
                Set.copyOf(value.texts("tiers")),
                BigDecimal.valueOf(value.integer("yearlySpendFrom", 5_000, 0, 100_000_000)),
                BigDecimal.valueOf(yaml.number("agentYuan", 0, 1_000_000)));
    }

    private Duration seconds(String key) {
        return Duration.ofSeconds(yaml.number(key, 1, 86_400));
    }

    private Map<Urgency, Duration> headStart() {
        String[] names = lowerCase(Urgency.values());
        YamlNode node = yaml.node("headStartMinutes").allow(names);
        Map<Urgency, Duration> leads = new EnumMap<>(Urgency.class);
        for (Urgency urgency : Urgency.values()) {
            leads.put(
                    urgency,
                    Duration.ofMinutes(node.integer(urgency.name().toLowerCase(Locale.ROOT), 0, 0, 1_000_000)));
        }
        return leads;
    }

    private List<SkillRule> skills() {
        return yaml.node("skills").items().stream()
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
