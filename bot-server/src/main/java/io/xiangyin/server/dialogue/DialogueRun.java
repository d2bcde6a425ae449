package io.xiangyin.server.dialogue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
        return playWith(Map.of("XIANGYIN_LLM_OFF", "true"), home, vectors, dialogues);
    }

    /** The same with the language model of an environment beside those without a scripted one. */
    public static List<Played> playWith(
            Map<String, String> environment, Path home, @Nullable Path vectors, List<Dialogue> dialogues) {
        Played[] played = new Played[dialogues.size()];
        play(home, vectors, dialogues, false, environment, played);
        play(home, vectors, dialogues, true, environment, played);
        return List.of(played);
    }

    /** Those with a scripted language model, or those without, for a bot has one or it has none. */
    private static void play(
            Path home,
            @Nullable Path vectors,
            List<Dialogue> dialogues,
            boolean scripted,
            Map<String, String> environment,
            Played[] played) {
        List<Integer> these = IntStream.range(0, dialogues.size())
                .filter(i -> dialogues.get(i).scripted() == scripted)
                .boxed()
                .toList();
        int stages = these.isEmpty()
                ? 0
                : these.size() < FEW ? 1 : Runtime.getRuntime().availableProcessors();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, stages))) {
            List<CompletableFuture<Void>> working = IntStream.range(0, stages)
                    .mapToObj(_ -> CompletableFuture.runAsync(
                            () -> work(home, vectors, dialogues, scripted, these, environment, next, played), workers))
                    .toList();
            working.forEach(CompletableFuture::join);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private static void work(
            Path home,
            @Nullable Path vectors,
            List<Dialogue> dialogues,
            boolean scripted,
            List<Integer> these,
            Map<String, String> environment,
            AtomicInteger next,
            Played[] played) {
        try (Stage stage = scripted
                ? new Stage(home, vectors, InstantSource.system(), true)
                : Stage.in(home, vectors, InstantSource.system(), environment)) {
            for (int i = next.getAndIncrement(); i < these.size(); i = next.getAndIncrement()) {
                played[these.get(i)] = DialoguePlayer.play(stage, dialogues.get(these.get(i)));
            }
        } catch (IOException unusable) {
            throw new java.io.UncheckedIOException(unusable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
