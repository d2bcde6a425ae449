package io.xiangyin.server.dialogue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plays dialogues on several stages beside each other, for each stage holds a shop whose orders change. */
public final class DialogueRun {
    private static final int FEW = 12;

    private DialogueRun() {}

    /** The dialogues of a file or folder; a mistake is told with file, line and remedy. */
    public static List<Dialogue> read(Path path) {
        return DialogueReader.read(path);
    }

    /**
     * Plays the dialogues on the bot in the home folder; the results are in their order.
     *
     * @param vectors folder in which vectors are kept; null to go by words alone
     */
    public static List<Played> play(Path home, @Nullable Path vectors, List<Dialogue> dialogues) {
        int stages = dialogues.size() < FEW ? 1 : Runtime.getRuntime().availableProcessors();
        Played[] played = new Played[dialogues.size()];
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService workers = Executors.newFixedThreadPool(stages)) {
            List<CompletableFuture<Void>> working = IntStream.range(0, stages)
                    .mapToObj(_ ->
                            CompletableFuture.runAsync(() -> work(home, vectors, dialogues, next, played), workers))
                    .toList();
            working.forEach(CompletableFuture::join);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
        return List.of(played);
    }

    private static void work(
            Path home, @Nullable Path vectors, List<Dialogue> dialogues, AtomicInteger next, Played[] played) {
        boolean scripted = dialogues.stream().anyMatch(Dialogue::scripted);
        try (Stage stage = new Stage(home, vectors, InstantSource.system(), scripted)) {
            for (int i = next.getAndIncrement(); i < played.length; i = next.getAndIncrement()) {
                played[i] = DialoguePlayer.play(stage, dialogues.get(i));
            }
        } catch (IOException unusable) {
            throw new java.io.UncheckedIOException(unusable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
