package io.xiangyin.server;

import java.nio.file.Path;
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
 */
public record ServeOptions(
        Path home,
        Path data,
        String host,
        int port,
        boolean demo,
        @Nullable Path vectors) {}
