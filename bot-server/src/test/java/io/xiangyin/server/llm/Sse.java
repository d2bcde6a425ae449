package io.xiangyin.server.llm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** What an OpenAI-compatible endpoint streams, for WireMock. */
public final class Sse {
    /** Where chat is asked for. */
    public static final String PATH = "/v1/chat/completions";

    private Sse() {}

    /** The environment of a bot that asks the model {@code mock} of a server. */
    public static Map<String, String> environment(String server) {
        return Map.of("XIANGYIN_LLM_BASE_URL", server + "/v1", "XIANGYIN_LLM_MODEL", "mock");
    }

    /** An answer in pieces of four characters, with its tokens told at the end. */
    public static ResponseDefinitionBuilder answer(String text) {
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(stream(text) + end(text));
    }

    /** An answer that breaks off. */
    public static ResponseDefinitionBuilder cut(String text) {
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(stream(text));
    }

    /** Wishes to look something up, each a tool and its arguments. */
    public static ResponseDefinitionBuilder calls(List<Map.Entry<String, String>> wishes) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < wishes.size(); i++) {
            JsonObject function = new JsonObject()
                    .put("name", wishes.get(i).getKey())
                    .put("arguments", wishes.get(i).getValue());
            body.append(event(new JsonObject()
                    .put("index", 0)
                    .put(
                            "delta",
                            new JsonObject()
                                    .put(
                                            "tool_calls",
                                            new JsonArray()
                                                    .add(new JsonObject()
                                                            .put("index", i)
                                                            .put("id", "call-" + i)
                                                            .put("type", "function")
                                                            .put("function", function))))));
        }
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(body + end(""));
    }

    /** The events of an answer, without its end. */
    public static String stream(String text) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < text.length(); i += 4) {
            body.append(event(new JsonObject()
                    .put("index", 0)
                    .put("delta", new JsonObject().put("content", text.substring(i, Math.min(text.length(), i + 4))))));
        }
        return body.toString();
    }

    /** The end of an answer, with its tokens. */
    public static String end(String text) {
        JsonObject stop =
                new JsonObject().put("index", 0).put("delta", new JsonObject()).put("finish_reason", "stop");
        JsonObject usage = chunk(new JsonArray())
                .put(
                        "usage",
                        new JsonObject()
                                .put("prompt_tokens", 100)
                                .put("completion_tokens", text.length())
                                .put("total_tokens", 100 + text.length()));
        return event(stop) + "data: " + usage.encode() + "\n\ndata: [DONE]\n\n";
    }

    private static String event(JsonObject choice) {
        return "data: " + chunk(new JsonArray().add(choice)).encode() + "\n\n";
    }

    private static JsonObject chunk(JsonArray choices) {
        return new JsonObject()
                .put("id", "c1")
                .put("object", "chat.completion.chunk")
                .put("created", 1)
                .put("model", "mock-model")
                .put("choices", choices);
    }
}
