package io.xiangyin.server.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Keeps a failing or slow endpoint from holding up the bot: after a failure no call is made for a while, and only so many
 * are made at once. What is not called fails at once, and its caller goes on with words alone.
 */
final class RestingEmbeddingModel implements EmbeddingModel {
    private static final Duration REST = Duration.ofSeconds(30);
    private static final int AT_ONCE = 16;

    private final EmbeddingModel endpoint;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile Instant restUntil = Instant.MIN;

    RestingEmbeddingModel(EmbeddingModel endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (clock.instant().isBefore(restUntil)) {
            throw new IllegalStateException(
                    "The embedding endpoint failed a moment ago and is left alone until " + restUntil);
        }
        if (!places.tryAcquire()) {
            throw new IllegalStateException("The embedding endpoint is busy with " + AT_ONCE + " calls");
        }
        try {
            return endpoint.embedAll(segments);
        } catch (RuntimeException failure) {
            restUntil = clock.instant().plus(REST);
            throw failure;
        } finally {
            places.release();
        }
    }
}
