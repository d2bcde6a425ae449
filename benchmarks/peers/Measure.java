import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Asks a peer all questions once warm, then as fast as two threads can, and writes what was found. */
final class Measure {
    private static final int WARM_UP = 1_000;
    private static final int THREADS = 2;

    private Measure() {}

    /**
     * @param indexing seconds that indexing took
     * @param span nanoseconds to ask for
     * @param figures the file to write to
     */
    static void asking(List<String> questions, Consumer<String> search, double indexing, long span, Path figures)
            throws Exception {
        questions.stream().limit(WARM_UP).forEach(search);
        long[] spans = new long[questions.size()];
        for (int i = 0; i < spans.length; i++) {
            long asked = System.nanoTime();
            search.accept(questions.get(i));
            spans[i] = System.nanoTime() - asked;
        }
        Arrays.sort(spans);
        AtomicInteger done = new AtomicInteger();
        long from = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    while (System.nanoTime() - from < span) {
                        search.accept(questions.get(done.getAndIncrement() % questions.size()));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        Files.writeString(
                figures,
                "indexing = %s\np50 = %s\np95 = %s\nthroughput = %s\n"
                        .formatted(
                                indexing,
                                spans[spans.length / 2] / 1e6,
                                spans[spans.length * 95 / 100] / 1e6,
                                done.get() / ((System.nanoTime() - from) / 1e9)));
    }
}
