package io.xiangyin.server.foreign;

import io.xiangyin.server.foreign.ForeignMapping.Field;
import io.xiangyin.server.foreign.ForeignMapping.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row whose place, time and kind are known, read through the mapping. */
record ForeignCells(ForeignRow row, ForeignMapping mapping, String conversation, Instant at, Kind kind) {
    private static final long MILLIS = 100_000_000_000L;

    /**
     * Reads what every row needs.
     *
     * @throws WrongRowException if it is not there or cannot be read
     */
    static ForeignCells of(ForeignRow row, ForeignMapping mapping) {
        String kind = get(row, mapping, Field.KIND);
        Kind known = mapping.kinds().get(kind);
        if (known == null) {
            throw new WrongRowException(
                    row.line(),
                    "'" + kind + "' is not among the kinds of the mapping; add it there, if only as ignore");
        }
        return new ForeignCells(
                row,
                mapping,
                get(row, mapping, Field.CONVERSATION),
                time(row, mapping, get(row, mapping, Field.TIME)),
                known);
    }

    int line() {
        return row.line();
    }

    /** The cell of a field; an error if it is empty. */
    String get(Field field) {
        return get(row, mapping, field);
    }

    @Nullable String find(Field field) {
        return find(row, mapping, field);
    }

    private static String get(ForeignRow row, ForeignMapping mapping, Field field) {
        String value = find(row, mapping, field);
        if (value == null) {
            String column = mapping.columns().get(field);
            throw new WrongRowException(
                    row.line(),
                    column == null
                            ? "needs '" + ForeignMapping.lower(field) + "', for which the mapping names no column"
                            : "the column " + column + " is empty or missing");
        }
        return value;
    }

    private static @Nullable String find(ForeignRow row, ForeignMapping mapping, Field field) {
        String column = mapping.columns().get(field);
        String value = column == null ? null : row.cells().get(column);
        return value == null || value.isBlank() ? null : value;
    }

    private static Instant time(ForeignRow row, ForeignMapping mapping, String text) {
        try {
            if (mapping.time() != null) {
                return LocalDateTime.parse(text, mapping.time())
                        .atZone(mapping.zone())
                        .toInstant();
            }
            if (text.matches("\\d{9,14}")) {
                long number = Long.parseLong(text);
                return number < MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            }
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException unreadable) {
            throw new WrongRowException(
                    row.line(),
                    "'" + text + "' cannot be read as a time"
                            + (mapping.time() == null
                                    ? "; write RFC 3339, or give the pattern as 'time' in the mapping"
                                    : " by the mapping's pattern"));
        }
    }

    /** 1 to 5. */
    int score() {
        String text = get(Field.SCORE);
        Integer named = mapping.scores().get(text);
        if (named != null) {
            return named;
        }
        if (mapping.scores().isEmpty() && text.matches("[1-5]")) {
            return Integer.parseInt(text);
        }
        throw new WrongRowException(
                line(), "the score '" + text + "' is not 1 to 5; tell what it means under 'scores' in the mapping");
    }

    boolean resolved() {
        String text = find(Field.RESOLVED);
        return text == null ? score() >= 4 : mapping.yes().contains(text);
    }

    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        mapping.attributes().forEach((name, column) -> {
            String value = row.cells().get(column);
            if (value != null && !value.isBlank()) {
                attributes.put(name, value);
            }
        });
        return attributes;
    }
}
