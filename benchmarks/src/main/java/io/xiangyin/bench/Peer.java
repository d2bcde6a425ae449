package io.xiangyin.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A rival measured beside us: a program of {@code benchmarks/peers} in a process and on libraries of its own, which are
 * fetched from Maven Central or npm when it is first run. It writes its figures, by name, to the file named last.
 */
final class Peer {
    private static final long MINUTES = 15;

    private final Lab lab;
    private final List<String> command;

    private Peer(Lab lab, List<String> command) {
        this.lab = lab;
        this.command = command;
    }

    /** @param libraries the folder whose {@code pom.xml} names what the program needs */
    static Peer java(Lab lab, String libraries, String program) throws IOException, InterruptedException {
        Path source = lab.root().resolve("benchmarks/peers");
        Path jars = lab.root().resolve("benchmarks/target/peers").resolve(libraries);
        if (!Files.isDirectory(jars)) {
            run(
                    lab,
                    lab.root(),
                    List.of(
                            "mvn",
                            "-q",
                            "-B",
                            "-f",
                            source.resolve(libraries).resolve("pom.xml").toString(),
                            "process-resources",
                            "dependency:copy-dependencies",
                            "-DincludeScope=runtime",
                            "-DoutputDirectory=" + jars));
        }
        return new Peer(
                lab,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-Dfile.encoding=UTF-8",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        jars + "/*",
                        source.resolve(program).toString()));
    }

    static Peer node(Lab lab, String program) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(lab.root().resolve("benchmarks/target/peers/node"));
        try (Stream<Path> files = Files.list(lab.root().resolve("benchmarks/peers/node"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.isDirectory(folder.resolve("node_modules"))) {
            run(lab, folder, List.of("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"));
        }
        return new Peer(lab, List.of("node", folder.resolve(program).toString()));
    }

    /** Runs the program; its figures by name. */
    Map<String, Double> measure(Path folder, String... arguments) throws IOException, InterruptedException {
        Path figures = folder.resolve("figures.properties");
        Files.deleteIfExists(figures);
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        all.add(figures.toString());
        run(lab, folder, all);
        Properties told = new Properties();
        try (Reader reader = Files.newBufferedReader(figures)) {
            told.load(reader);
        }
        Map<String, Double> found = new HashMap<>();
        told.forEach((name, value) -> found.put(name.toString(), Double.valueOf(value.toString())));
        return found;
    }

    /** Writes texts one a line; the file's name. */
    static String lines(Path file, List<String> texts) throws IOException {
        Files.write(
                file, texts.stream().map(text -> text.replaceAll("\\R", " ")).toList());
        return file.toString();
    }

    private static void run(Lab lab, Path folder, List<String> command) throws IOException, InterruptedException {
        Path log = lab.root().resolve("benchmarks/target/peers.log").toAbsolutePath();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(
                        String.join(" ", command) + " failed or took longer than " + MINUTES + " minutes; see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
