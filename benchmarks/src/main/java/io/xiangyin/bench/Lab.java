package io.xiangyin.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where and how a run happens.
 *
 * @param root the checkout
 * @param serverOptions options of the server's JVM, as the launcher gives them
 * @param rounds how often bot and reference are measured, in turn
 * @param span length of one measured round
 */
record Lab(Path root, List<String> serverOptions, int rounds, Duration span, Vertx vertx) {
    Lab {
        serverOptions = List.copyOf(serverOptions);
    }

    /** An empty folder under {@code benchmarks/target/work}. */
    Path freshFolder(String name) throws IOException {
        Path folder = root.resolve("benchmarks/target/work").resolve(name);
        if (Files.exists(folder)) {
            try (Stream<Path> old = Files.walk(folder)) {
                for (Path path : old.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /** The bot on its demo shop with an empty data folder. */
    ServerProcess startBot(String name, String... furtherOptions) throws IOException, InterruptedException {
        return startBot(name, List.of(), furtherOptions);
    }

    /** @param serveOptions of the command, such as {@code --no-vectors} */
    ServerProcess startBot(String name, List<String> serveOptions, String... furtherOptions)
            throws IOException, InterruptedException {
        return startBot(freshFolder(name), serveOptions, Map.of(), furtherOptions);
    }

    /**
     * @param folder whose {@code data} folder it is to serve
     * @param environment further variables, such as the endpoint of a language model
     */
    ServerProcess startBot(
            Path folder, List<String> serveOptions, Map<String, String> environment, String... furtherOptions)
            throws IOException {
        return ServerProcess.start(
                folder.resolve("stderr.log"),
                Stream.concat(serverOptions.stream(), Stream.of(furtherOptions)).toList(),
                classPath(),
                Stream.concat(
                                Stream.of(
                                        "io.xiangyin.server.cli.Main",
                                        "serve",
                                        "--port",
                                        "0",
                                        "--data",
                                        folder + "/data"),
                                serveOptions.stream())
                        .toList(),
                root,
                environment);
    }

    /** A copy of the demo shop in a folder, with further lines in its configuration. */
    Path copyShop(Path folder, String furtherLines) throws IOException {
        Path shop = root.resolve("examples/laojie");
        Path copy = folder.resolve("home");
        try (Stream<Path> files = Files.walk(shop)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(shop.relativize(file)));
            }
        }
        Files.writeString(copy.resolve("bot.yaml"), furtherLines, StandardOpenOption.APPEND);
        return copy;
    }

    /** The endpoint of a language model. */
    ServerProcess startModel(String... arguments) throws IOException {
        Path folder = freshFolder("model-" + String.join("-", arguments));
        return ServerProcess.start(
                folder.resolve("stderr.log"),
                List.of("-Xmx256m"),
                System.getProperty("java.class.path"),
                Stream.concat(Stream.of(ModelServer.class.getName()), Stream.of(arguments))
                        .toList(),
                root);
    }

    private String classPath() {
        return root.resolve("bot-server/target/xiangyin.jar") + ":" + root.resolve("bot-server/target/lib") + "/*";
    }

    /** Runs another command of the bot to its end. */
    void runBot(Path folder, List<String> command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(serverOptions);
        line.addAll(List.of("-Dxiangyin.root=" + root, "-cp", classPath(), "io.xiangyin.server.cli.Main"));
        line.addAll(command);
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command.getFirst() + ".log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed; see " + folder);
        }
    }

    /** The reference server, on a JVM with the same options. */
    ServerProcess startReference(String... furtherOptions) throws IOException, InterruptedException {
        Path folder = freshFolder("reference");
        return ServerProcess.start(
                folder.resolve("stderr.log"),
                Stream.concat(
                                serverOptions.stream().filter(option -> !option.contains("AOT")),
                                Stream.of(furtherOptions))
                        .toList(),
                System.getProperty("java.class.path"),
                List.of(ReferenceServer.class.getName()),
                root);
    }
}
