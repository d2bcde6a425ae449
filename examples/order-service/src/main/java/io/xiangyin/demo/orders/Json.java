package io.xiangyin.demo.orders;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How this service reads and writes JSON: times in RFC 3339 UTC, money in yuan, words in lower case. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addSerializer(LocalDate.class, ToStringSerializer.instance)
                    .addSerializer(new WordSerializer()))
            .build();

    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> DETAILS = new TypeReference<>() {};

    private Json() {}

    static String write(Object value) {
        try {
            return MAPPER.writer()
                    .without(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value.getClass().getSimpleName() + " as JSON.", e);
        }
    }

    /** Writes an object with its keys sorted, so that the same content always gives the same text. */
    static String canonical(ObjectNode body) {
        try {
            return MAPPER.writeValueAsString(MAPPER.treeToValue(body, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a parsed body as JSON again.", e);
        }
    }

    /**
     * Reads a request body; an empty one is an empty object.
     *
     * @throws ProblemException if the body is not one JSON object, naming the line and column
     */
    static ObjectNode readBody(String body) {
        if (body.isBlank()) {
            return MAPPER.createObjectNode();
        }
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new ProblemException(
                    Problem.Code.MALFORMED_JSON,
                    "The body must be a JSON object, but at line 1 it starts as JSON " + node.getNodeType() + ".");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new ProblemException(
                    Problem.Code.MALFORMED_JSON, "The body is not JSON" + where + ": " + e.getOriginalMessage());
        }
    }

    /** Reads the details of a stored service record. */
    static Map<String, @Nullable Object> readDetails(String details) {
        try {
            return MAPPER.readValue(details, DETAILS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "A service record's details are not a JSON object: was the file edited?", e);
        }
    }

    private static final class WordSerializer extends StdSerializer<Word> {

        @Serial
        private static final long serialVersionUID = 1;

        WordSerializer() {
            super(Word.class);
        }

        @Override
        public void serialize(Word value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.word());
        }
    }
}
