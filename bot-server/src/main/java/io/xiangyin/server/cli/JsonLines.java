package io.xiangyin.server.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads files of one JSON object a line. */
final class JsonLines {
    private JsonLines() {}

    /**
     * The objects of a file; blank lines are skipped.
     *
     * @param required fields that every line must have as texts
     * @throws IllegalArgumentException with file and line if one is malformed
     */
    static List<JsonObject> read(Path file, String... required) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                objects.add(parse(file + ":" + (i + 1), lines.get(i), required));
            }
        }
        return objects;
    }

    private static JsonObject parse(String place, String line, String... required) {
        try {
            JsonObject object = new JsonObject(line);
            for (String field : required) {
                if (!(object.getValue(field) instanceof String)) {
                    throw new IllegalArgumentException(place + ": field '" + field + "' is missing or not a text");
                }
            }
            return object;
        } catch (DecodeException | ClassCastException malformed) {
            throw new IllegalArgumentException(place + ": is not a JSON object", malformed);
        }
    }
}
