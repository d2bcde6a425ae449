package io.xiangyin.server.foreign;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the columns and words of another service's log become ours.
 *
 * @param encoding of the file
 * @param delimiter between cells, for CSV
 * @param channel the channel the conversations came by
 * @param zone of times that name none
 * @param time pattern of the times; null for RFC 3339 or numbers since 1970
 * @param columns the column of each field
 * @param attributes the column of each attribute of the customer, such as {@code ageGroup}
 * @param kinds what happened, by the words of the log
 * @param scores the score 1 to 5 by the words of the log; empty if the log has such numbers
 * @param yes the words for "resolved"
 */
record ForeignMapping(
        Charset encoding,
        char delimiter,
        String channel,
        ZoneId zone,
        @Nullable DateTimeFormatter time,
        Map<Field, String> columns,
        Map<String, String> attributes,
        Map<String, Kind> kinds,
        Map<String, Integer> scores,
        List<String> yes) {
    private static final List<Field> NEEDED = List.of(Field.CONVERSATION, Field.TIME, Field.KIND);

    /** What a column may hold. */
    enum Field {
        CONVERSATION,
        TIME,
        KIND,
        CUSTOMER,
        NAME,
        TEXT,
        AGENT,
        SCORE,
        RESOLVED
    }

    /** What a row may tell. */
    enum Kind {
        CUSTOMER,
        BOT,
        AGENT,
        HANDOFF,
        QUEUED,
        JOINED,
        TRANSFERRED,
        ABANDONED,
        RETURNED,
        ASKED_TO_RATE,
        RATED,
        CLOSED,
        IGNORE
    }

    /**
     * Reads a mapping.
     *
     * @throws DefinitionException at the first mistake, with file, line and remedy
     */
    static ForeignMapping read(Path file) {
        YamlNode node = YamlNode.read(file)
                .allow(
                        "encoding",
                        "delimiter",
                        "channel",
                        "zone",
                        "time",
                        "columns",
                        "attributes",
                        "kinds",
                        "scores",
                        "yes");
        Map<Field, String> columns = new LinkedHashMap<>();
        node.get("columns")
                .entries()
                .forEach((name, column) -> columns.put(word(Field.class, name, column), column.text()));
        for (Field needed : NEEDED) {
            if (!columns.containsKey(needed)) {
                throw node.get("columns").error("'" + lower(needed) + "' is missing here. Name its column");
            }
        }
        Map<String, Kind> kinds = new LinkedHashMap<>();
        node.get("kinds").entries().forEach((word, kind) -> kinds.put(word, word(Kind.class, kind.text(), kind)));
        Map<String, Integer> scores = new LinkedHashMap<>();
        YamlNode words = node.find("scores");
        if (words != null) {
            words.entries().keySet().forEach(word -> scores.put(word, words.integer(word, 0, 1, 5)));
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        YamlNode further = node.find("attributes");
        if (further != null) {
            further.entries().forEach((name, column) -> attributes.put(name, column.text()));
        }
        return new ForeignMapping(
                encoding(node),
                delimiter(node),
                node.text("channel", "web"),
                zone(node),
                time(node),
                columns,
                attributes,
                kinds,
                scores,
                node.find("yes") == null ? List.of("true", "yes", "1", "是", "已解决") : node.texts("yes"));
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text, YamlNode node) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> lower(one).equals(text))
                .findFirst()
                .orElseThrow(() -> node.error("'" + text + "' is not known here. Known: "
                        + Arrays.stream(type.getEnumConstants())
                                .map(ForeignMapping::lower)
                                .collect(Collectors.joining(", "))));
    }

    static String lower(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static Charset encoding(YamlNode node) {
        try {
            return Charset.forName(node.text("encoding", StandardCharsets.UTF_8.name()));
        } catch (IllegalArgumentException unknown) {
            throw node.get("encoding").error("no such encoding. Usual are utf-8 and gb18030");
        }
    }

    private static char delimiter(YamlNode node) {
        String text = node.text("delimiter", ",");
        if (text.length() != 1) {
            throw node.get("delimiter").error("takes one character, found '" + text + "'");
        }
        return text.charAt(0);
    }

    private static ZoneId zone(YamlNode node) {
        try {
            return ZoneId.of(node.text("zone", OpeningHours.SHOP_TIME.getId()));
        } catch (DateTimeException unknown) {
            throw node.get("zone").error("no such time zone. Write it as Asia/Shanghai");
        }
    }

    private static @Nullable DateTimeFormatter time(YamlNode node) {
        try {
            return node.find("time") == null ? null : DateTimeFormatter.ofPattern(node.text("time"), Locale.ROOT);
        } catch (IllegalArgumentException malformed) {
            throw node.get("time")
                    .error("is no pattern of a time: " + malformed.getMessage() + ". Write it as yyyy-MM-dd HH:mm:ss");
        }
    }
}
