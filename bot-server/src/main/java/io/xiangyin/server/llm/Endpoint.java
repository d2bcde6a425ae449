package io.xiangyin.server.llm;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.xiangyin.server.config.LlmSettings;
import io.xiangyin.server.llm.ModelException.Code;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;

/** One endpoint with what guards it: a circuit breaker that opens after five failures in a row, and a bulkhead. */
final class Endpoint {
    private static final int FAILURES = 5;
    private static final Duration REST = Duration.ofSeconds(30);

    private final LlmSettings.Endpoint settings;
    private final StreamingChatModel model;
    private final CircuitBreaker breaker;
    private final InstantSource clock;
    private volatile Instant restsUntil = Instant.MIN;
    private final Semaphore places;

    Endpoint(LlmSettings.Endpoint settings, EndpointHttp http, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.places = new Semaphore(settings.concurrent());
        this.model = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http.builder())
                .baseUrl(settings.url().toString())
                .apiKey(settings.key().isEmpty() ? "none" : settings.key())
                .modelName(settings.model())
                .build();
        this.breaker = CircuitBreaker.of(
                settings.toString(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(FAILURES)
                        .minimumNumberOfCalls(FAILURES)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(REST)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clockOf(clock))
                        .build());
        breaker.getEventPublisher().onStateTransition(change -> {
            if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                restsUntil = clock.instant().plus(REST);
            }
        });
    }

    /**
     * Whether it is left alone after its failures. When the rest is over one call sees whether it is well again; until
     * that is back everybody else leaves it alone still.
     */
    boolean rests() {
        return switch (breaker.getState()) {
            case OPEN -> clock.instant().isBefore(restsUntil);
            case HALF_OPEN -> places.availablePermits() < settings.concurrent();
            case CLOSED, FORCED_OPEN, DISABLED, METRICS_ONLY -> false;
        };
    }

    private static Clock clockOf(InstantSource source) {
        return source instanceof Clock clock ? clock : source.withZone(ZoneOffset.UTC);
    }

    LlmSettings.Endpoint settings() {
        return settings;
    }

    StreamingChatModel model() {
        return model;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    Semaphore places() {
        return places;
    }

    /** The request as this endpoint can take it. */
    ChatRequest adapt(ChatRequest request) {
        ResponseFormat format = request.responseFormat();
        if (format == null || format.type() != ResponseFormatType.JSON) {
            return request;
        }
        return switch (settings.json()) {
            case SCHEMA -> request;
            case OBJECT -> withFormat(request, ResponseFormat.JSON);
            case TEXT -> withFormat(request, ResponseFormat.TEXT);
        };
    }

    private static ChatRequest withFormat(ChatRequest request, ResponseFormat format) {
        return ChatRequest.builder()
                .messages(request.messages())
                .temperature(request.temperature())
                .maxOutputTokens(request.maxOutputTokens())
                .responseFormat(format)
                .toolSpecifications(request.toolSpecifications())
                .build();
    }

    /** What a failure comes to, with what to do about it. */
    ModelException explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ModelException known -> {
                    return known;
                }
                case HttpException answered -> {
                    return answered(answered.statusCode());
                }
                case ConnectException refused -> {
                    return unreachable(refused);
                }
                case HttpConnectTimeoutException late -> {
                    return unreachable(late);
                }
                case UnresolvedAddressException unknown -> {
                    return unreachable(unknown);
                }
                case AuthenticationException _ -> {
                    return answered(401);
                }
                case ModelNotFoundException _ -> {
                    return answered(404);
                }
                default -> {
                    // perhaps its cause says more
                }
            }
        }
        return failure instanceof IOException || failure.getCause() instanceof IOException
                ? new ModelException(Code.BROKEN, settings + " broke the connection off: " + failure.getMessage())
                : new ModelException(
                        Code.GARBLED,
                        settings + " sent what is not an OpenAI stream: " + firstLine(failure)
                                + ". The base address usually ends in /v1");
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private ModelException unreachable(Throwable why) {
        return new ModelException(
                Code.UNREACHABLE,
                settings + " cannot be reached (" + why.getClass().getSimpleName()
                        + "). Check the address, and whether this machine may go there");
    }

    private ModelException answered(int status) {
        return switch (status) {
            case 401, 403 ->
                new ModelException(
                        Code.DENIED,
                        settings + " answered " + status
                                + ": the key is missing, wrong or may not use this model. Check"
                                + " XIANGYIN_LLM_API_KEY");
            case 404 ->
                new ModelException(
                        Code.NOT_FOUND,
                        settings + " answered 404: there is no such address or model. The base address usually ends in"
                                + " /v1; check the model's name");
            case 429 ->
                new ModelException(
                        Code.BUSY, settings + " answered 429: too many requests, or the account has no credit left");
            default ->
                status >= 500
                        ? new ModelException(Code.BROKEN, settings + " answered " + status + ": it is broken just now")
                        : new ModelException(Code.REFUSED, settings + " answered " + status + " to the request");
        };
    }
}
