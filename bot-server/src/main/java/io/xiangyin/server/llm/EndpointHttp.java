package io.xiangyin.server.llm;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP for langchain4j over the JDK's client. Unlike its own it can let go of a stream at any moment, also before the
 * first token, and holds it to a number of bytes: an abandoned or endless answer is closed at the endpoint.
 */
final class EndpointHttp implements HttpClient, AutoCloseable {
    /** The call that is made on this thread, so that whoever makes it can close it. */
    static final ScopedValue<Connection> CONNECTION = ScopedValue.newInstance();

    private static final int LARGEST_STREAM = 512 * 1024;
    private static final int LARGEST_COMPLAINT = 4 * 1024;
    private static final String LAST = "[DONE]";
    private static final Pattern FINISHED = Pattern.compile("\"finish_reason\"\\s*:\\s*\"");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final java.net.http.HttpClient client;

    EndpointHttp(Duration connectWithin) {
        client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectWithin)
                .executor(threads)
                .build();
    }

    /** What is open for one call; closing it ends the call at the endpoint. */
    static final class Connection implements AutoCloseable {
        private @Nullable Runnable ending;
        private boolean closed;

        private synchronized void opened(Runnable end) {
            ending = end;
            if (closed) {
                end.run();
            }
        }

        synchronized boolean isClosed() {
            return closed;
        }

        @Override
        public synchronized void close() {
            closed = true;
            if (ending != null) {
                ending.run();
            }
        }
    }

    /** A builder that gives this client whatever it is asked for: its time limits are the caller's. */
    HttpClientBuilder builder() {
        return new HttpClientBuilder() {
            @Override
            public Duration connectTimeout() {
                return client.connectTimeout().orElse(Duration.ZERO);
            }

            @Override
            public HttpClientBuilder connectTimeout(Duration ignored) {
                return this;
            }

            @Override
            public Duration readTimeout() {
                return Duration.ZERO;
            }

            @Override
            public HttpClientBuilder readTimeout(Duration ignored) {
                return this;
            }

            @Override
            public HttpClient build() {
                return EndpointHttp.this;
            }
        };
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("Every call is a stream here");
    }

    /** Reads on a thread of its own, so that an interrupt ends the call in whatever phase it is. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Connection connection = CONNECTION.get();
        Thread reader =
                Thread.ofVirtual().name("llm-stream").unstarted(() -> read(request, connection, parser, listener));
        reader.start();
        connection.opened(reader::interrupt);
    }

    private static java.net.http.HttpRequest jdk(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.POST(java.net.http.HttpRequest.BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8))
                .build();
    }

    private void read(
            HttpRequest request,
            Connection connection,
            ServerSentEventParser parser,
            ServerSentEventListener listener) {
        try {
            HttpResponse<InputStream> response = client.send(jdk(request), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    String complaint = new String(body.readNBytes(LARGEST_COMPLAINT), StandardCharsets.UTF_8);
                    listener.onError(new HttpException(response.statusCode(), complaint));
                    return;
                }
                WholeStream stream = new WholeStream(listener);
                Bounded bounded = new Bounded(body);
                parser.parse(bounded, stream);
                stream.end(bounded.left < LARGEST_STREAM);
            }
        } catch (InterruptedException | IOException | RuntimeException broken) {
            if (!connection.isClosed()) {
                listener.onError(broken);
            }
        }
    }

    /** Reads so many bytes and no more. */
    private static final class Bounded extends FilterInputStream {
        private int left = LARGEST_STREAM;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            return count(read, read);
        }

        private int count(int result, int bytes) throws IOException {
            left -= Math.max(0, bytes);
            if (left < 0) {
                throw new IOException("The answer is longer than " + LARGEST_STREAM + " bytes");
            }
            return result;
        }
    }

    /** Tells a stream that was cut off from one that came to its end. */
    private static final class WholeStream implements ServerSentEventListener {
        private final ServerSentEventListener listener;
        private boolean begun;
        private boolean over;
        private boolean failed;

        WholeStream(ServerSentEventListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            String data = event.data();
            begun = true;
            over |= data != null
                    && (data.contains(LAST) || FINISHED.matcher(data).find());
            listener.onEvent(event, context);
        }

        @Override
        public void onError(Throwable failure) {
            failed = true;
            listener.onError(failure);
        }

        /** @param something whether anything came at all, perhaps a page in place of a stream */
        void end(boolean something) {
            if (over) {
                listener.onClose();
            } else if (!failed) {
                listener.onError(
                        something && !begun
                                ? new IllegalStateException("it answered, but not with a stream of events")
                                : new IOException("The stream ended before the answer did"));
            }
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
