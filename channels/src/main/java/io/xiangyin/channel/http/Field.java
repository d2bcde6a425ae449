package io.xiangyin.channel.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A field of a request body: checked when a request comes in, described in {@code /openapi.json}.
 *
 * @param kind its JSON type
 * @param least smallest number, or for a list most items
 * @param most longest text in characters, or largest number
 * @param fields the fields of an object; empty means any
 */
public record Field(
        String name, Kind kind, boolean required, int least, int most, List<Field> fields, String description) {
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]");

    /** The JSON types that are asked for. */
    public enum Kind {
        STRING,
        INTEGER,
        BOOLEAN,
        OBJECT,
        /** A list of texts. */
        TEXTS
    }

    public Field {
        fields = List.copyOf(fields);
    }

    public static Field text(String name, int most, String description) {
        return new Field(name, Kind.STRING, true, 1, most, List.of(), description);
    }

    public static Field integer(String name, int least, int most, String description) {
        return new Field(name, Kind.INTEGER, true, least, most, List.of(), description);
    }

    public static Field bool(String name, String description) {
        return new Field(name, Kind.BOOLEAN, true, 0, 0, List.of(), description);
    }

    public static Field object(String name, List<Field> fields, String description) {
        return new Field(name, Kind.OBJECT, true, 0, 0, fields, description);
    }

    /** A list of at most {@code items} texts of at most {@code most} characters each. */
    public static Field texts(String name, int items, int most, String description) {
        return new Field(name, Kind.TEXTS, true, items, most, List.of(), description);
    }

    /** The same, but it may be absent. */
    public Field optional() {
        return new Field(name, kind, false, least, most, fields, description);
    }

    /**
     * Checks the fields of a body.
     *
     * @throws Problem 400 with the path of the first field that does not fit
     */
    public static void check(String path, List<Field> fields, JsonObject body) {
        for (Field field : fields) {
            Object value = body.getValue(field.name);
            String place = path.isEmpty() ? field.name : path + "." + field.name;
            if (value == null) {
                if (field.required) {
                    throw Problem.badRequest("missing-field", "Field '" + place + "' is missing. " + field.description);
                }
            } else {
                field.check(place, value);
            }
        }
    }

    private void check(String place, Object value) {
        switch (kind) {
            case STRING -> {
                if (!(value instanceof String text)) {
                    throw wrong(place, "a text");
                }
                if (text.length() > most) {
                    throw Problem.badRequest(
                            "text-too-long",
                            "Field '" + place + "' takes at most " + most + " characters, found " + text.length()
                                    + ".");
                }
                if (required && text.isBlank()) {
                    throw Problem.badRequest("blank-text", "Field '" + place + "' must not be blank.");
                }
                if (CONTROL.matcher(text).find()) {
                    throw Problem.badRequest("control-character", "Field '" + place + "' holds control characters.");
                }
            }
            case INTEGER -> {
                if (!(value instanceof Integer number) || number < least || number > most) {
                    throw wrong(place, "a whole number from " + least + " to " + most);
                }
            }
            case BOOLEAN -> {
                if (!(value instanceof Boolean)) {
                    throw wrong(place, "true or false");
                }
            }
            case OBJECT -> {
                if (!(value instanceof JsonObject object)) {
                    throw wrong(place, "an object");
                }
                check(place, fields, object);
            }
            case TEXTS -> {
                if (!(value instanceof JsonArray list) || list.size() > least) {
                    throw wrong(place, "a list of at most " + least + " texts");
                }
                for (int i = 0; i < list.size(); i++) {
                    text(name, most, description).check(place + "[" + i + "]", list.getValue(i));
                }
            }
        }
    }

    private static Problem wrong(String place, String expected) {
        return Problem.badRequest("wrong-type", "Field '" + place + "' takes " + expected + ".");
    }

    JsonObject schema() {
        JsonObject schema = new JsonObject().put("description", description);
        return switch (kind) {
            case STRING -> schema.put("type", "string").put("maxLength", most);
            case INTEGER -> schema.put("type", "integer").put("minimum", least).put("maximum", most);
            case BOOLEAN -> schema.put("type", "boolean");
            case OBJECT -> schema.mergeIn(objectSchema(fields));
            case TEXTS ->
                schema.put("type", "array")
                        .put("maxItems", least)
                        .put("items", new JsonObject().put("type", "string").put("maxLength", most));
        };
    }

    static JsonObject objectSchema(List<Field> fields) {
        JsonObject properties = new JsonObject();
        fields.forEach(field -> properties.put(field.name, field.schema()));
        JsonObject schema = new JsonObject().put("type", "object");
        if (!fields.isEmpty()) {
            schema.put("properties", properties)
                    .put(
                            "required",
                            fields.stream()
                                    .filter(Field::required)
                                    .map(Field::name)
                                    .toList());
        }
        return schema;
    }
}
