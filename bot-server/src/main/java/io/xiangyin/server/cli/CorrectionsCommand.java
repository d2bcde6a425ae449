package io.xiangyin.server.cli;

import io.xiangyin.server.review.Corrections;
import io.xiangyin.server.review.Turns;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what people corrected as test data. */
@Command(
        name = "corrections",
        description = "Writes the turns that staff judged as test data: {\"text\",\"intent\",\"dialect\"}, one a line.")
final class CorrectionsCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--out", required = true, description = "The file to write.")
    private @Nullable Path out;

    @Option(names = "--from", description = "Judged since then, such as 2026-11-01T00:00:00Z; everything if left out.")
    private Instant from = Instant.EPOCH;

    @Override
    public Integer call() throws IOException {
        if (out == null) {
            throw new IllegalArgumentException("--out names the file to write");
        }
        try (Database database = Database.open(store.data())) {
            List<String> lines = Corrections.lines(new Turns(database.jdbi(), new EventCodec()).labelled(from));
            Files.write(out, lines);
            System.out.println(lines.size() + " corrected turns written to " + out);
        }
        return 0;
    }
}
