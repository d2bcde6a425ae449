package io.xiangyin.server.watch;

import io.vertx.core.json.JsonObject;
import io.xiangyin.evaluator.Radar.Cause;
import io.xiangyin.evaluator.Radar.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/** An alert in words for people who are not on the page, and in JSON for programs. */
final class AlertWords {
    private final Properties words = load();

    private static Properties load() {
        Properties words = new Properties();
        try (InputStream in = AlertWords.class.getResourceAsStream("alerts.properties")) {
            if (in == null) {
                throw new IllegalStateException("Resource alerts.properties is missing from the jar");
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return words;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One sentence: what, how much, what was to be expected, and where to look. */
    String sentence(Finding finding) {
        String about = indicator(finding);
        String what = words.getProperty("sort." + finding.sort().name().toLowerCase(Locale.ROOT))
                .replace("{name}", name(finding))
                .replace("{value}", figure(about, finding.value()))
                .replace("{limit}", figure(about, finding.limit()));
        Cause cause = finding.cause();
        return cause == null
                ? what
                : what
                        + words.getProperty("cause")
                                .replace("{key}", cause.key())
                                .replace("{share}", percent(cause.share()))
                                .replace("{usual}", percent(cause.usualShare()));
    }

    String subject(Finding finding) {
        return words.getProperty("subject").replace("{name}", name(finding));
    }

    private static String indicator(Finding finding) {
        int group = finding.about().indexOf(':');
        return group < 0 ? finding.about() : finding.about().substring(0, group);
    }

    private String name(Finding finding) {
        String about = indicator(finding);
        String group = finding.about().substring(about.length());
        return words.getProperty("about." + about, about)
                + (group.isEmpty()
                        ? ""
                        : "（" + words.getProperty("group" + group.replace(':', '.'), group.substring(1)) + "）");
    }

    private static String figure(String about, double value) {
        return switch (about) {
            case "conversations" -> Long.toString(Math.round(value));
            case "humanFirstResponse", "botFirstResponse" -> Math.round(value) + " 秒";
            default -> percent(value);
        };
    }

    private static String percent(double share) {
        return Math.round(share * 1000) / 10.0 + "%";
    }

    JsonObject json(Alert alert) {
        Finding finding = alert.finding();
        Cause cause = finding.cause();
        JsonObject json = new JsonObject()
                .put("id", alert.id())
                .put("about", finding.about())
                .put("sort", finding.sort().name().toLowerCase(Locale.ROOT))
                .put("text", sentence(finding))
                .put("value", finding.value())
                .put("usual", finding.usual())
                .put("limit", finding.limit())
                .put("count", finding.count())
                .put("openedAt", alert.openedAt().toString())
                .put("seenAt", alert.seenAt().toString())
                .put(
                        "closedAt",
                        alert.closedAt() == null ? null : alert.closedAt().toString())
                .put("acknowledgedBy", alert.acknowledgedBy())
                .put("note", alert.note());
        return cause == null
                ? json
                : json.put(
                        "cause",
                        new JsonObject()
                                .put("groupBy", cause.groupBy())
                                .put("key", cause.key())
                                .put("share", cause.share())
                                .put("usualShare", cause.usualShare()));
    }
}
