package io.xiangyin.demo.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shop's MCP server at {@code POST /mcp}: JSON-RPC over streamable HTTP, without sessions or streams of its own.
 * Offers one tool, {@code look_up} of goods in the warehouse.
 *
 * @see <a href="https://modelcontextprotocol.io/specification">Model Context Protocol</a>
 */
final class ToolRoutes {
    private static final String VERSION = "2025-06-18";
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;

    private ToolRoutes() {}

    /** Answers one message; notifications get 202 and no body. */
    static void exchange(RoutingContext ctx) {
        String body = ctx.body().asString();
        JsonNode asked = Json.readBody(body == null ? "" : body);
        JsonNode id = asked.get("id");
        if (id == null) {
            ctx.response().setStatusCode(202).end();
            return;
        }
        ObjectNode answer = Json.readBody("{\"jsonrpc\":\"2.0\"}");
        answer.set("id", id);
        answer(answer, asked.path("method").asText(), asked.path("params"));
        ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(Json.write(answer));
    }

    private static void answer(ObjectNode answer, String method, JsonNode params) {
        Map<String, Object> result = switch (method) {
            case "initialize" ->
                Map.of(
                        "protocolVersion",
                        params.path("protocolVersion").asText(VERSION),
                        "capabilities",
                        Map.of("tools", Map.of()),
                        "serverInfo",
                        Map.of("name", "laojie-stock", "version", "1"));
            case "ping" -> Map.of();
            case "tools/list" -> Map.of("tools", List.of(tool()));
            case "tools/call" -> call(params);
            default -> null;
        };
        if (result == null) {
            boolean unknown = method.equals("tools/call");
            answer.putObject("error")
                    .put("code", unknown ? INVALID_PARAMS : METHOD_NOT_FOUND)
                    .put("message", unknown ? "There is no such tool" : "There is no such method");
        } else {
            answer.putPOJO("result", result);
        }
    }

    private static Map<String, Object> tool() {
        return Map.of(
                "name",
                "look_up",
                "description",
                Texts.get("stock.tool"),
                "inputSchema",
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("item", Map.of("type", "string")),
                        "required",
                        List.of("item")));
    }

    private static @Nullable Map<String, Object> call(JsonNode params) {
        String item = params.path("arguments").path("item").asText();
        return params.path("name").asText().equals("look_up")
                ? Map.of("content", List.of(Map.of("type", "text", "text", Warehouse.of(item))))
                : null;
    }
}
