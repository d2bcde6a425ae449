package io.xiangyin.server.config;

import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.evaluator.Indicator;
import io.xiangyin.server.watch.WatchSettings;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When alerts are raised and who is told, under {@code watch} in {@code bot.yaml}. */
final class WatchSettingsReader {
    private WatchSettingsReader() {}

    static WatchSettings read(@Nullable YamlNode node) {
        if (node == null) {
            return WatchSettings.DEFAULT;
        }
        node.allow("limits", "webhook", "mail");
        YamlNode limits = node.find("limits");
        YamlNode webhook = node.find("webhook");
        YamlNode mail = node.find("mail");
        return new WatchSettings(
                limits == null ? Map.of() : limits(limits),
                webhook == null ? null : BotConfig.address(webhook),
                mail == null ? null : mail(mail));
    }

    private static Map<Indicator, Double> limits(YamlNode node) {
        Map<Indicator, Double> limits = new EnumMap<>(Indicator.class);
        node.entries().forEach((word, value) -> {
            Indicator indicator = Indicator.find(word)
                    .orElseThrow(() -> value.error("there is no indicator '" + word + "'. Known here: "
                            + Stream.of(Indicator.values()).map(Indicator::word).collect(Collectors.joining(", "))));
            limits.put(indicator, number(value));
        });
        return limits;
    }

    private static double number(YamlNode node) {
        try {
            double number = Double.parseDouble(node.text());
            if (number >= 0 && number < 1e9) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // reported below
        }
        throw node.error("a limit is a number, a share from 0 to 1 or a wait in seconds, found '" + node.text() + "'");
    }

    private static WatchSettings.Mail mail(YamlNode node) {
        node.allow("host", "port", "user", "startTls", "from", "to");
        if (node.texts("to").isEmpty()) {
            throw node.error("'to' is missing here. Add the addresses that get alerts");
        }
        YamlNode user = node.find("user");
        return new WatchSettings.Mail(
                node.text("host"),
                node.integer("port", 587, 1, 65_535),
                user == null ? null : user.text(),
                node.bool("startTls", true),
                node.text("from"),
                node.texts("to"));
    }
}
