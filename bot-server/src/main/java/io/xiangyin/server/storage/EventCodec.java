package io.xiangyin.server.storage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Events as canonical JSON: properties and map keys in alphabetical order (a {@code type} tag first), no white space, absent instead of null,
 * times in RFC 3339 UTC. The type of an event is the name of its record. Reading is strict: nothing unknown, nothing
 * missing that is not nullable, no value of another type.
 */
public final class EventCodec {
    private static final Map<String, Class<? extends ConversationEvent>> TYPES = types();

    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, EventCodec::refuseOtherThanText)
            .annotationIntrospector(new RecordNullness())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addMixIn(Command.class, Typed.class)
            .addMixIn(ActionOutcome.class, Typed.class)
            .build();

    public EventCodec() {
        Stream.of(Command.class, ActionOutcome.class)
                .forEach(choice -> json.registerSubtypes(choice.getPermittedSubclasses()));
    }

    private static void refuseOtherThanText(MutableCoercionConfig config) {
        Stream.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                .forEach(shape -> config.setCoercion(shape, CoercionAction.Fail));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
    private interface Typed {}

    /** The names of all event types with their records, in alphabetical order. */
    public static Map<String, Class<? extends ConversationEvent>> typesByName() {
        return TYPES;
    }

    /** The name an event's type has in the log. */
    public static String type(ConversationEvent event) {
        return event.getClass().getSimpleName();
    }

    /** The event's content as canonical JSON. */
    public String encode(ConversationEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException unencodable) {
            throw new IllegalStateException("Event " + type(event) + " cannot be written as JSON", unencodable);
        }
    }

    /**
     * Reads an event's content.
     *
     * @throws IllegalArgumentException if the type is unknown or the content does not fit it; the sentence says where
     */
    public ConversationEvent decode(String type, String data) {
        Class<? extends ConversationEvent> record = TYPES.get(type);
        if (record == null) {
            throw new IllegalArgumentException(
                    "unknown event type '" + type + "'; known are " + String.join(", ", TYPES.keySet()));
        }
        try {
            return json.readValue(data, record);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(type + " " + complaint(unreadable), unreadable);
        }
    }

    private static String complaint(JsonProcessingException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException unknown ->
                "has no field '" + path(unknown) + "'; known there are " + unknown.getKnownPropertyIds();
            case MismatchedInputException misfit
            when !misfit.getPath().isEmpty() ->
                "does not have the expected content in field '" + path(misfit) + "': "
                        + firstLine(misfit.getOriginalMessage());
            default -> "does not have the expected content: " + firstLine(unreadable.getOriginalMessage());
        };
    }

    private static String path(JsonMappingException misfit) {
        return misfit.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String firstLine(String message) {
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceFirst("Missing required creator property '.*", "it is missing");
    }

    private static Map<String, Class<? extends ConversationEvent>> types() {
        Map<String, Class<? extends ConversationEvent>> byName = new TreeMap<>();
        leaves(ConversationEvent.class).forEach(leaf -> byName.put(leaf.getSimpleName(), leaf));
        return Collections.unmodifiableMap(byName);
    }

    private static List<Class<? extends ConversationEvent>> leaves(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(sub -> sub.isSealed()
                        ? leaves(sub).stream()
                        : Stream.<Class<? extends ConversationEvent>>of(sub.asSubclass(ConversationEvent.class)))
                .toList();
    }
}
