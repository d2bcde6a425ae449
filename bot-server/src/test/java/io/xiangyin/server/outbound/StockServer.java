package io.xiangyin.server.outbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A shop's MCP server for tests: over HTTP in this process, or over its input and output as a process of its own. */
public final class StockServer implements AutoCloseable {
    private final HttpServer http;
    private final List<JsonObject> called = new CopyOnWriteArrayList<>();
    private volatile String text;

    private StockServer(HttpServer http, String text) {
        this.http = http;
        this.text = text;
    }

    /** Serves {@code /mcp} on any port; every tool answers with the text. */
    public static StockServer open(String text) throws IOException {
        return open(0, text);
    }

    static StockServer open(int port, String text) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        StockServer server = new StockServer(http, text);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/mcp", server::exchange);
        http.start();
        return server;
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/mcp";
    }

    /** The calls of tools so far, as {@code {"name","arguments"}}. */
    public List<JsonObject> called() {
        return List.copyOf(called);
    }

    /** What every tool answers from now on. */
    public void say(String other) {
        text = other;
    }

    private void exchange(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonObject asked = body.isEmpty() ? new JsonObject() : new JsonObject(body);
        if ("tools/call".equals(asked.getString("method"))) {
            called.add(asked.getJsonObject("params"));
        }
        JsonObject answer = answer(asked, text);
        byte[] bytes = answer == null ? new byte[0] : answer.encode().getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer == null ? 202 : 200, answer == null ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static @Nullable JsonObject answer(JsonObject asked, String text) {
        JsonObject result = switch (asked.getString("method", "")) {
            case "initialize" ->
                new JsonObject()
                        .put("protocolVersion", asked.getJsonObject("params").getString("protocolVersion"))
                        .put("capabilities", new JsonObject().put("tools", new JsonObject()))
                        .put("serverInfo", new JsonObject().put("name", "stock").put("version", "1"));
            case "tools/call" ->
                new JsonObject()
                        .put(
                                "content",
                                new JsonArray()
                                        .add(new JsonObject()
                                                .put("type", "text")
                                                .put("text", text)));
            default -> new JsonObject();
        };
        return asked.getValue("id") == null
                ? null
                : new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", asked.getValue("id"))
                        .put("result", result);
    }

    /** The process: a JSON object a line, both ways. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonObject answer = answer(new JsonObject(line), arguments[0]);
            if (answer != null) {
                out.println(answer.encode());
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
