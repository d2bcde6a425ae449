package io.xiangyin.server.knowledge;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.ArticleFolder;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.Reading;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what shoppers are answered from the same as the articles: looks at the folder and the store every second or so, and
 * when anything differs builds the next index beside the one in use and puts it in its place in one assignment. One thread
 * does it, so two changes at once cannot overtake each other.
 */
public final class LiveKnowledge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveKnowledge.class);
    private static final int LOOK_EVERY_MS = 1_500;
    private static final int WAITED_FOR_SECONDS = 3;

    private final @Nullable ArticleFolder folder;
    private final ArticleStore store;
    private final KnowledgeAnswers answers;
    private final InstantSource clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("knowledge").factory());
    private volatile Function<List<Article>, KnowledgeIndex> builder;
    private volatile Catalogue catalogue = new Catalogue(Map.of());
    private volatile List<Article> inFolder = List.of();
    private volatile List<String> problems;
    private volatile boolean building;
    private volatile Instant since;
    private @Nullable KnowledgeIndex replaced;

    /**
     * How far the index is.
     *
     * @param building true while a new version is being indexed; the old one answers
     * @param articles in the version in use
     * @param vectors whether it goes by vectors as well
     * @param since when that version was taken into use
     * @param problems files, or parts of them, that were left out
     */
    record Status(boolean building, int articles, boolean vectors, Instant since, List<String> problems) {}

    /**
     * @param folder null if the home has no articles
     * @param told problems that were printed already
     * @param answers answers from the files so far
     * @param builder makes an index of articles
     */
    public LiveKnowledge(
            @Nullable ArticleFolder folder,
            List<String> told,
            ArticleStore store,
            KnowledgeAnswers answers,
            Function<List<Article>, KnowledgeIndex> builder,
            InstantSource clock) {
        this.folder = folder;
        this.problems = told;
        this.store = store;
        this.answers = answers;
        this.builder = builder;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Brings answers up to date with what is stored, and looks again and again from then on. */
    public void start() {
        List<Article> open = refresh();
        if (!open.equals(answers.index().articles())) {
            index(open);
        }
        var _ = thread.scheduleWithFixedDelay(this::look, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }

    /** Builds with another builder from now on, and once at once; returns when that version answers. */
    public void rebuild(Function<List<Article>, KnowledgeIndex> another) {
        builder = another;
        try {
            CompletableFuture.runAsync(() -> index(refresh()), thread).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The index was given up because the server stops");
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The index could not be built anew", failed.getCause());
        }
    }

    /** All articles as they are stored now. */
    Catalogue catalogue() {
        return catalogue;
    }

    /** The article as it stands in the home folder. */
    Optional<ArticleVersion> file(String id) {
        return inFolder.stream()
                .filter(article -> article.id().equals(id))
                .findFirst()
                .map(Catalogue::file);
    }

    Status status() {
        return new Status(
                building, answers.index().articles().size(), answers.index().hasVectors(), since, problems);
    }

    /** The day it is in the shop. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), OpeningHours.SHOP_TIME);
    }

    /**
     * Takes up a change. When this returns the catalogue has it, and shoppers as well, unless indexing takes longer than a
     * page should wait; then they have it as soon as it is done.
     */
    void changed() throws InterruptedException {
        refresh();
        try {
            thread.submit(this::look).get(WAITED_FOR_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException later) {
            LOG.info("Indexing goes on; the version in use answers until it is done");
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private void look() {
        try {
            List<Article> open = refresh();
            if (!open.equals(answers.index().articles())) {
                index(open);
            }
        } catch (RuntimeException failure) {
            LOG.error("The knowledge could not be brought up to date; the version in use answers", failure);
        }
    }

    /** Reads what changed; returns what shoppers may be told today. */
    private synchronized List<Article> refresh() {
        Reading files = folder == null ? new Reading(List.of(), List.of()) : folder.read();
        if (!files.problems().equals(problems)) {
            files.problems().forEach(problem -> LOG.warn("Left out: {}", problem));
            problems = files.problems();
        }
        inFolder = files.articles();
        catalogue = Catalogue.of(inFolder, store.list());
        return catalogue.openTo(today());
    }

    private void index(List<Article> open) {
        building = true;
        long begun = System.nanoTime();
        try {
            KnowledgeIndex next = builder.apply(open);
            KnowledgeIndex before = answers.index();
            answers.replace(next);
            closeTheOneBefore(before);
            since = clock.instant();
            LOG.info(
                    "Answering from {} articles now, indexed in {} ms",
                    open.size(),
                    (System.nanoTime() - begun) / 1_000_000);
        } finally {
            building = false;
        }
    }

    /** Searches under way may still use the version just replaced; nobody uses the one before it. */
    private void closeTheOneBefore(KnowledgeIndex before) {
        KnowledgeIndex unused = replaced;
        replaced = before;
        if (unused != null) {
            unused.close();
        }
    }

    /** Leaves off what is being indexed; the next start does it again. */
    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
    }
}
