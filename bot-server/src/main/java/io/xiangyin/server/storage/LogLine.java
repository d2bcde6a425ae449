package io.xiangyin.server.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of an exported log.
 *
 * @param row with an empty digest and hash if the line had none
 */
record LogLine(EventRow row, ConversationEvent event) {
    private static final List<String> REQUIRED = List.of("conversationId", "seq", "type", "at", "data");
    private static final Set<String> KNOWN =
            Set.of("conversationId", "seq", "type", "at", "data", "salt", "digest", "hash");
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The line without its end. */
    static String format(EventRow row) {
        StringBuilder line = new StringBuilder(row.data().length() + 400)
                .append("{\"conversationId\":")
                .append(quote(row.conversationId()))
                .append(",\"seq\":")
                .append(row.seq())
                .append(",\"type\":")
                .append(quote(row.type()))
                .append(",\"at\":\"")
                .append(TIME.format(Instant.ofEpochMilli(row.atMillis())))
                .append("\",\"data\":")
                .append(row.data());
        String salt = row.salt();
        if (salt != null) {
            line.append(",\"salt\":").append(quote(salt));
        }
        return line.append(",\"digest\":")
                .append(quote(row.digest()))
                .append(",\"hash\":")
                .append(quote(row.hash()))
                .append('}')
                .toString();
    }

    private static String quote(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads and validates a line by itself.
     *
     * @throws IllegalArgumentException if anything in it is not as documented; the sentence says what and what to do
     */
    static LogLine parse(String line, EventCodec codec) {
        JsonNode tree = tree(line);
        Set<String> unknown = new TreeSet<>();
        tree.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown key '" + unknown.iterator().next()
                            + "'; remove it, or correct it to one of conversationId, seq, type, at, data, salt, digest, hash");
        }
        for (String key : REQUIRED) {
            if (!tree.has(key)) {
                throw new IllegalArgumentException("'" + key + "' is missing; every line needs " + REQUIRED);
            }
        }
        String type = text(tree, "type");
        if (!tree.get("data").isObject()) {
            throw new IllegalArgumentException("'data' is not an object; give the content of the " + type);
        }
        ConversationEvent event = codec.decode(type, tree.get("data").toString());
        String salt = find(tree, "salt", SALT);
        String digest = find(tree, "digest", SHA_256);
        String hash = find(tree, "hash", SHA_256);
        if ((digest == null) != (hash == null) || (salt != null && hash == null)) {
            throw new IllegalArgumentException("'salt', 'digest' and 'hash' belong together; give all of them as"
                    + " exported, or none to have them computed");
        }
        EventRow row = new EventRow(
                id(tree),
                seq(tree),
                at(tree),
                type,
                codec.encode(event),
                salt,
                digest == null ? "" : digest,
                hash == null ? "" : hash);
        return new LogLine(row, event);
    }

    private static JsonNode tree(String line) {
        try {
            JsonNode tree = JSON.readTree(line);
            if (!tree.isObject()) {
                throw new IllegalArgumentException("not a JSON object; every line is one event");
            }
            return tree;
        } catch (JsonProcessingException broken) {
            String reason = broken.getOriginalMessage().lines().findFirst().orElse("");
            throw new IllegalArgumentException("not valid JSON (" + reason + "); every line is one event", broken);
        }
    }

    private static String text(JsonNode tree, String key) {
        if (!tree.get(key).isTextual()) {
            throw new IllegalArgumentException("'" + key + "' is not a string; put it in quotes");
        }
        return tree.get(key).textValue();
    }

    private static @Nullable String find(JsonNode tree, String key, Pattern shape) {
        if (!tree.has(key)) {
            return null;
        }
        String value = text(tree, key);
        if (!shape.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + key
                    + "' is not lower-case hexadecimal of the right length; give it" + " as exported, or leave it out");
        }
        return value;
    }

    private static String id(JsonNode tree) {
        String id = text(tree, "conversationId");
        if (!ConversationId.isValid(id)) {
            throw new IllegalArgumentException(
                    "'conversationId' must have 8 to 64 characters of A-Z a-z 0-9 _ -, found '" + id + "'");
        }
        return id;
    }

    private static long seq(JsonNode tree) {
        JsonNode seq = tree.get("seq");
        if (!seq.canConvertToExactIntegral() || !seq.canConvertToLong() || seq.longValue() < 1) {
            throw new IllegalArgumentException("'seq' must be a whole number from 1, found " + seq);
        }
        return seq.longValue();
    }

    private static long at(JsonNode tree) {
        String at = text(tree, "at");
        try {
            Instant instant = Instant.parse(at);
            boolean whole = instant.equals(instant.truncatedTo(ChronoUnit.MILLIS));
            if (at.endsWith("Z") && whole && !instant.isBefore(Instant.EPOCH)) {
                return instant.toEpochMilli();
            }
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw new IllegalArgumentException(atSentence(at), unreadable);
        }
        throw new IllegalArgumentException(atSentence(at));
    }

    private static String atSentence(String at) {
        return "'at' must be a time in RFC 3339, UTC, to the millisecond, such as 2026-11-01T02:00:00.000Z, found '"
                + at + "'";
    }
}
