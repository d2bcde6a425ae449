package io.xiangyin.server.embedding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedding model of this process. Loading takes about a second, so it happens beside the start: whoever needs the
 * model says what to do {@linkplain #whenReady once it is there}, and works without it until then, or for good if it
 * cannot be loaded.
 */
public final class Embeddings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Embeddings.class);

    private static final Duration LAST_BATCH = Duration.ofSeconds(2);

    private final ExecutorService loader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("embeddings").daemon().factory());
    private final CompletableFuture<EmbeddingModel> model;

    /**
     * @param source makes the model; called once, on a thread of its own
     * @param remembered how many texts to keep the vectors of
     */
    public Embeddings(Supplier<EmbeddingModel> source, int remembered) {
        this.model = CompletableFuture.supplyAsync(() -> load(source, remembered), loader);
    }

    private static EmbeddingModel load(Supplier<EmbeddingModel> source, int remembered) {
        try {
            long begun = System.nanoTime();
            EmbeddingModel model = new RememberingEmbeddingModel(source.get(), remembered);
            LOG.info("Embedding model ready after {} ms", (System.nanoTime() - begun) / 1_000_000);
            return model;
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn(
                    "The embedding model could not be loaded; everything works on words alone: {}", failure.toString());
            throw failure;
        }
    }

    /**
     * Hands the model over when it is there, on the loading thread, in the order of asking; never if it cannot be loaded.
     *
     * @return completes when it has been taken up, or never will be
     */
    public CompletableFuture<@Nullable Void> whenReady(Consumer<EmbeddingModel> use) {
        return model.<@Nullable Void>thenApplyAsync(
                        loaded -> {
                            use.accept(loaded);
                            return null;
                        },
                        loader)
                .exceptionally(failure -> {
                    if (!model.isCompletedExceptionally() && !(failure.getCause() instanceof CancellationException)) {
                        LOG.error("A part failed to take up the embedding model; it works on words alone", failure);
                    }
                    return null;
                });
    }

    /** Waits for the model. For commands that do one thing and end. */
    public EmbeddingModel join() {
        return model.join();
    }

    /** Interrupts what is under way and waits a moment for it; a model still loading is left to the end of the process. */
    @Override
    public void close() {
        loader.shutdownNow();
        try {
            var _ = loader.awaitTermination(LAST_BATCH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
