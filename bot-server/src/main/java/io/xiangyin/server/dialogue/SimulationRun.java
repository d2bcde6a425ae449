package io.xiangyin.server.dialogue;

import io.xiangyin.evaluator.simulation.Cast;
import io.xiangyin.evaluator.simulation.Result;
import io.xiangyin.evaluator.simulation.Say;
import io.xiangyin.evaluator.simulation.Shopper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends simulated shoppers to a bot. They come beside each other, each as a customer of their own, while the clock stands
 * still: the same seed gives the same dialogues.
 */
public final class SimulationRun {
    /** A Monday morning in China. */
    private static final Instant WHEN = Instant.parse("2026-11-02T02:00:00Z");

    private static final int AT_ONCE = 16;

    private SimulationRun() {}

    /**
     * Plays all shoppers on the bot in the home folder; results in their order.
     *
     * @param vectors folder in which vectors are kept; null to go by words alone
     */
    public static List<Result> play(Path home, @Nullable Path vectors, Cast cast, List<Shopper> shoppers)
            throws IOException, InterruptedException {
        return play(home, vectors, cast, shoppers, (say, _) -> say);
    }

    /**
     * The same with other words for what the shoppers say.
     *
     * @param wording a message of a shopper in the words they use; called from several threads
     */
    public static List<Result> play(
            Path home, @Nullable Path vectors, Cast cast, List<Shopper> shoppers, BiFunction<Say, Shopper, Say> wording)
            throws IOException, InterruptedException {
        try (Stage stage = new Stage(home, vectors, InstantSource.fixed(WHEN));
                ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Result>> playing = shoppers.stream()
                    .map(shopper -> workers.submit(() -> new SimulatedVisit(stage, shopper, cast, wording).play()))
                    .toList();
            List<Result> results = new ArrayList<>();
            for (Future<Result> one : playing) {
                results.add(get(one));
            }
            return results;
        }
    }

    private static Result get(Future<Result> playing) throws InterruptedException {
        try {
            return playing.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A simulated dialogue broke off: " + failed.getCause(), failed);
        }
    }
}
