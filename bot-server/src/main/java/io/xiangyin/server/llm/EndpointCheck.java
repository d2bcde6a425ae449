package io.xiangyin.server.llm;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import io.xiangyin.server.config.LlmSettings;
import java.time.InstantSource;
import java.util.List;

/** Makes one small call to an endpoint, to see that address, key and model are right and that it streams. */
public final class EndpointCheck implements StreamingChatResponseHandler {
    private final StringBuilder text = new StringBuilder();
    private final long begin = System.nanoTime();
    private long firstTokenMs = -1;
    private String used = "it does not tell tokens; they are estimated";

    private EndpointCheck() {}

    /**
     * Calls the endpoint.
     *
     * @return what was seen, in a sentence
     * @throws ModelException if it does not answer; the sentence says what to do
     */
    public static String call(LlmSettings settings, LlmSettings.Endpoint endpoint, InstantSource clock) {
        try (EndpointChain chain = EndpointChain.open(settings.only(endpoint), clock)) {
            EndpointCheck check = new EndpointCheck();
            chain.chat(
                    ChatRequest.builder()
                            .messages(List.of(UserMessage.from("只回复一个字：好")))
                            .maxOutputTokens(16)
                            .build(),
                    check);
            return endpoint + " answered " + check.text.length() + " characters, the first after "
                    + check.firstTokenMs + " ms; " + check.used
                    + (endpoint.inputYuan().signum() == 0
                                    && endpoint.outputYuan().signum() == 0
                            ? "; no price is set, so money budgets do not count it"
                            : "");
        }
    }

    @Override
    public void onPartialResponse(String piece) {
        firstTokenMs = firstTokenMs < 0 ? (System.nanoTime() - begin) / 1_000_000 : firstTokenMs;
        text.append(piece);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        TokenUsage usage = response.tokenUsage();
        if (usage != null && usage.totalTokenCount() != null) {
            used = usage.totalTokenCount() + " tokens";
        }
        if (text.toString().isBlank()) {
            throw new ModelException(
                    ModelException.Code.GARBLED, "It answered with an empty text; check the model's name");
        }
    }

    @Override
    public void onError(Throwable failure) {
        throw (ModelException) failure;
    }
}
