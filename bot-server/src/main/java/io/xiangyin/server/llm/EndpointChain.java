package io.xiangyin.server.llm;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.xiangyin.server.config.LlmSettings;
import io.xiangyin.server.llm.ModelException.Code;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A shop's endpoints as one model. Each call has limits for every phase; 429 and 5xx are tried twice more after a pause
 * with jitter; what fails before its first token goes on to the next endpoint. Calls on the thread of the caller, which
 * should be a virtual one, and returns when it is over; failures are {@link ModelException}s.
 */
public final class EndpointChain implements StreamingChatModel, AutoCloseable {
    private static final int TRIES = 3;
    private static final long PAUSE_MS = 150;
    private static final long LOOK_MS = 50;

    private final List<Endpoint> endpoints;
    private final LlmSettings.Limits limits;
    private final Duration total;
    private final EndpointHttp http;

    private EndpointChain(List<Endpoint> endpoints, LlmSettings.Limits limits, Duration total, EndpointHttp http) {
        this.endpoints = endpoints;
        this.limits = limits;
        this.total = total;
        this.http = http;
    }

    /** The endpoints of the settings, in their order. */
    public static EndpointChain open(LlmSettings settings, InstantSource clock) {
        EndpointHttp http = new EndpointHttp(settings.limits().connect());
        List<Endpoint> endpoints = settings.endpoints().stream()
                .map(endpoint -> new Endpoint(endpoint, http, clock))
                .toList();
        return new EndpointChain(endpoints, settings.limits(), settings.limits().draft(), http);
    }

    /** The same endpoints with another limit over all tries. */
    public EndpointChain within(Duration allTries) {
        return new EndpointChain(endpoints, limits, allTries, http);
    }

    /** What a model of this name costs. */
    LlmSettings.Endpoint settings(String model) {
        return endpoints.stream()
                .map(Endpoint::settings)
                .filter(endpoint -> endpoint.model().equals(model))
                .findFirst()
                .orElseGet(() -> endpoints.getFirst().settings());
    }

    /** Whether any endpoint would be asked now. */
    boolean rested() {
        return endpoints.stream().anyMatch(endpoint -> !endpoint.rests());
    }

    /** As it is: nothing may come between the chain and a handler that can be {@link Stoppable stopped}. */
    @Override
    public void chat(ChatRequest request, StreamingChatResponseHandler handler) {
        doChat(request, handler);
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        long deadline = System.nanoTime() + total.toNanos();
        ModelException last = new ModelException(Code.RESTING, "Every endpoint rests after its failures");
        for (Endpoint endpoint : endpoints) {
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                if (!endpoint.breaker().tryAcquirePermission()) {
                    break;
                }
                Stream stream = new Stream(endpoint, handler, deadline);
                try {
                    ChatResponse response = stream.run(endpoint.adapt(request));
                    handler.onCompleteResponse(named(response, endpoint));
                    return;
                } catch (ModelException failure) {
                    last = failure;
                }
                if (stream.begun || last.code() == Code.STOPPED || last.code() == Code.TOO_SLOW) {
                    handler.onError(last);
                    return;
                }
                if (!last.passing() || attempt == TRIES || !pause(attempt, deadline)) {
                    break;
                }
            }
        }
        handler.onError(last);
    }

    /** The model under the name it was configured by, which prices go by. */
    private static ChatResponse named(ChatResponse response, Endpoint endpoint) {
        return ChatResponse.builder()
                .aiMessage(response.aiMessage())
                .modelName(endpoint.settings().model())
                .tokenUsage(response.tokenUsage())
                .finishReason(response.finishReason())
                .build();
    }

    private static boolean pause(int attempt, long deadline) {
        long millis = (PAUSE_MS << (attempt - 1)) + ThreadLocalRandom.current().nextLong(PAUSE_MS);
        if (System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis) >= deadline) {
            return false;
        }
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What arrives from an endpoint, on its thread. */
    private sealed interface News {
        record Token(String text) implements News {}

        record End(ChatResponse response) implements News {}

        record Failure(Throwable why) implements News {}
    }

    /** One try at one endpoint. */
    private final class Stream {
        private final Endpoint endpoint;
        private final StreamingChatResponseHandler handler;
        private final long deadline;
        private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
        private boolean begun;

        Stream(Endpoint endpoint, StreamingChatResponseHandler handler, long deadline) {
            this.endpoint = endpoint;
            this.handler = handler;
            this.deadline = deadline;
        }

        ChatResponse run(ChatRequest request) {
            long begin = System.nanoTime();
            if (!endpoint.places().tryAcquire()) {
                endpoint.breaker().releasePermission();
                throw new ModelException(Code.RESTING, endpoint.settings() + " has all its places taken");
            }
            try (EndpointHttp.Connection connection = new EndpointHttp.Connection()) {
                ScopedValue.where(EndpointHttp.CONNECTION, connection)
                        .run(() -> endpoint.model().chat(request, arriving()));
                ChatResponse response = read();
                endpoint.breaker().onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
                return response;
            } catch (RuntimeException failure) {
                ModelException explained = endpoint.explain(failure);
                long took = System.nanoTime() - begin;
                switch (explained.code()) {
                    case STOPPED -> endpoint.breaker().releasePermission();
                    default -> {
                        if (explained.endpointsFault()) {
                            endpoint.breaker().onError(took, TimeUnit.NANOSECONDS, explained);
                        } else {
                            endpoint.breaker().onSuccess(took, TimeUnit.NANOSECONDS);
                        }
                    }
                }
                throw explained;
            } finally {
                endpoint.places().release();
            }
        }

        private StreamingChatResponseHandler arriving() {
            return new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(String text) {
                    news.add(new News.Token(text));
                }

                @Override
                public void onPartialToolCall(PartialToolCall wish) {
                    news.add(new News.Token("")); // not silent, though nothing is said
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                    news.add(new News.End(response));
                }

                @Override
                public void onError(Throwable failure) {
                    news.add(new News.Failure(failure));
                }
            };
        }

        private ChatResponse read() {
            while (true) {
                switch (next()) {
                    case News.Token token -> {
                        begun = true;
                        handler.onPartialResponse(token.text());
                    }
                    case News.End end -> {
                        return end.response();
                    }
                    case News.Failure failure -> throw endpoint.explain(failure.why());
                }
            }
        }

        private News next() {
            long now = System.nanoTime();
            Duration phase = begun ? limits.silence() : limits.firstToken();
            long patience = Math.min(now + phase.toNanos(), deadline);
            while (true) {
                if (handler instanceof Stoppable waiting && waiting.stopped()) {
                    throw new ModelException(Code.STOPPED, "Nobody waits for the answer any more");
                }
                long left = patience - System.nanoTime();
                if (left <= 0) {
                    throw late(patience == deadline);
                }
                try {
                    News found =
                            news.poll(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK_MS)), TimeUnit.NANOSECONDS);
                    if (found != null) {
                        return found;
                    }
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw new ModelException(Code.STOPPED, "The bot is being stopped");
                }
            }
        }

        private ModelException late(boolean altogether) {
            if (altogether) {
                return new ModelException(
                        Code.TOO_SLOW, endpoint.settings() + " was not done within " + total.toMillis() + " ms");
            }
            return begun
                    ? new ModelException(
                            Code.SILENT,
                            endpoint.settings() + " fell silent for "
                                    + limits.silence().toMillis() + " ms")
                    : new ModelException(
                            Code.NO_TOKEN,
                            endpoint.settings() + " sent no token within "
                                    + limits.firstToken().toMillis()
                                    + " ms. If it only takes long to begin, as while a model loads, raise"
                                    + " llm.limits.firstTokenMs of bot.yaml");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
