package io.xiangyin.server.config;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.evaluator.ReportSettings;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The numbers a shop chooses for its reports, under {@code report} in {@code bot.yaml}. Changing one recomputes the past. */
final class ReportSettingsReader {
    private ReportSettingsReader() {}

    static ReportSettings read(@Nullable YamlNode node) {
        ReportSettings usual = ReportSettings.DEFAULT;
        if (node == null) {
            return usual;
        }
        node.allow("windowDays", "serviceLevelSeconds", "silenceHours", "workingHours", "exclude");
        YamlNode exclude = node.find("exclude");
        if (exclude != null) {
            exclude.allow("customers", "channels");
        }
        try {
            return new ReportSettings(
                    node.integer("windowDays", usual.windowDays(), 1, 30),
                    node.integer("serviceLevelSeconds", usual.targetSeconds(), 1, 3_600),
                    Duration.ofHours(
                            node.integer("silenceHours", (int) usual.silence().toHours(), 1, 720)),
                    OpeningHours.SHOP_TIME,
                    OpeningHoursReader.read(node.find("workingHours"), null),
                    exclude == null ? Set.of() : Set.copyOf(exclude.texts("customers")),
                    exclude == null ? Set.of() : Set.copyOf(exclude.texts("channels")));
        } catch (IllegalArgumentException impossible) {
            throw node.error(String.valueOf(impossible.getMessage()));
        }
    }
}
