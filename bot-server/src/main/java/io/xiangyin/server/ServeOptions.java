package io.xiangyin.server;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to serve.
 *
 * @param home the bot's home folder
 * @param data the data folder; everything stored goes there
 * @param port 0 picks a free one
 * @param demo whether to start the example order service and believe named customers
 * @param vectors folder in which the vectors of the bot's own texts are kept; null to go by words alone, whatever
 *     {@code bot.yaml} says
 * @param environment variables that hold keys and override the language model of {@code bot.yaml}
 */
public record ServeOptions(
        Path home,
        Path data,
        String host,
        int port,
        boolean demo,
        @Nullable Path vectors,
        Map<String, String> environment) {
    /** With the environment of this process. */
    public ServeOptions(Path home, Path data, String host, int port, boolean demo, @Nullable Path vectors) {
        this(home, data, host, port, demo, vectors, System.getenv());
    }
}
