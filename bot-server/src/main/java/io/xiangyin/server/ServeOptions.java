package io.xiangyin.server;

import java.nio.file.Path;

/**
 * How to serve.
 *
 * @param home the bot's home folder
 * @param data the data folder; everything stored goes there
 * @param port 0 picks a free one
 * @param demo whether to start the example order service and believe named customers
 * @param vectors whether to take up the embedding model of {@code bot.yaml}; without, search goes by words alone
 */
public record ServeOptions(Path home, Path data, String host, int port, boolean demo, boolean vectors) {}
