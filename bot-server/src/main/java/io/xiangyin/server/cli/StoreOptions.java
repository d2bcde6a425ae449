package io.xiangyin.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which bot and which data folder a command works on. */
final class StoreOptions {
    @Option(names = "--home", description = "The bot's home folder (default: the demo shop).")
    private @Nullable Path home;

    @Option(names = "--data", description = "The data folder (default: data beside the launcher).")
    private @Nullable Path data;

    Path home() {
        return home == null ? Places.demoHome() : home;
    }

    Path data() {
        return data == null ? Places.data() : data;
    }
}
