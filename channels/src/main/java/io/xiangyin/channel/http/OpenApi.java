package io.xiangyin.channel.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The OpenAPI 3.1 description of the operations, made from the very records by which they are routed and checked. */
public final class OpenApi {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private OpenApi() {}

    public static JsonObject describe(String title, String version, String basePath, List<Operation> operations) {
        JsonObject paths = new JsonObject();
        for (Operation operation : operations) {
            String path = basePath + operation.path();
            JsonObject item = paths.getJsonObject(path, new JsonObject());
            item.put(operation.method().toLowerCase(Locale.ROOT), describe(operation));
            paths.put(path, item);
        }
        return new JsonObject()
                .put("openapi", "3.1.0")
                .put("info", new JsonObject().put("title", title).put("version", version))
                .put("paths", paths)
                .put("components", components());
    }

    private static JsonObject describe(Operation operation) {
        JsonObject described = new JsonObject()
                .put("operationId", operation.id())
                .put("summary", operation.summary())
                .put("parameters", parameters(operation))
                .put("responses", responses(operation));
        if (operation.access() != Operation.Access.ANYONE) {
            described.put("security", new JsonArray().add(new JsonObject().put("bearer", new JsonArray())));
        }
        if (!operation.body().isEmpty()) {
            JsonObject schema = Field.objectSchema(operation.body());
            described.put(
                    "requestBody",
                    new JsonObject()
                            .put("required", true)
                            .put(
                                    "content",
                                    new JsonObject().put("application/json", new JsonObject().put("schema", schema))));
        }
        if (operation.raw()) {
            JsonObject bytes = new JsonObject().put("type", "string").put("format", "binary");
            described.put(
                    "requestBody",
                    new JsonObject()
                            .put("required", true)
                            .put("description", "A file of at most " + operation.largest() + " bytes.")
                            .put(
                                    "content",
                                    new JsonObject()
                                            .put("application/octet-stream", new JsonObject().put("schema", bytes))));
        }
        return described;
    }

    private static JsonArray parameters(Operation operation) {
        JsonArray parameters = new JsonArray();
        PARAMETER
                .matcher(operation.path())
                .results()
                .forEach(m -> parameters.add(parameter(m.group(1), "path", true, "Identifies the object.")));
        for (String query : operation.query()) {
            int colon = query.indexOf(':');
            parameters.add(parameter(
                    query.substring(0, colon),
                    "query",
                    false,
                    query.substring(colon + 1).strip()));
        }
        return parameters;
    }

    private static JsonObject parameter(String name, String in, boolean required, String description) {
        return new JsonObject()
                .put("name", name)
                .put("in", in)
                .put("required", required)
                .put("description", description)
                .put("schema", new JsonObject().put("type", "string"));
    }

    private static JsonObject responses(Operation operation) {
        JsonObject problem = new JsonObject()
                .put("description", "RFC 9457 problem details")
                .put(
                        "content",
                        new JsonObject()
                                .put(
                                        "application/problem+json",
                                        new JsonObject()
                                                .put(
                                                        "schema",
                                                        new JsonObject().put("$ref", "#/components/schemas/Problem"))));
        return new JsonObject()
                .put(Integer.toString(operation.success()), new JsonObject().put("description", operation.summary()))
                .put("default", problem);
    }

    private static JsonObject components() {
        JsonObject text = new JsonObject().put("type", "string");
        JsonObject problem = new JsonObject()
                .put("type", "object")
                .put(
                        "properties",
                        new JsonObject()
                                .put("type", text)
                                .put("title", text)
                                .put("status", new JsonObject().put("type", "integer"))
                                .put("code", text)
                                .put("detail", text));
        return new JsonObject()
                .put("schemas", new JsonObject().put("Problem", problem))
                .put(
                        "securitySchemes",
                        new JsonObject()
                                .put(
                                        "bearer",
                                        new JsonObject().put("type", "http").put("scheme", "bearer")));
    }
}
