package io.xiangyin.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * OpenSearch over the same passages, by words alone (its {@code cjk} analyzer), in a process and on a class path of its
 * own: {@code benchmarks/opensearch}. Its jars come from Maven Central when it is first run.
 */
final class OpenSearchReference {
    static final String INDEXING = "indexing stored vectors and words";
    static final String P50 = "search by words and vector, p50";
    static final String P95 = "search by words and vector, p95";
    static final String THROUGHPUT = "searches on two threads";
    private static final long MINUTES = 15;

    private OpenSearchReference() {}

    static void measure(Lab lab, List<String> passages, List<String> questions, Findings findings)
            throws IOException, InterruptedException {
        Path source = lab.root().resolve("benchmarks/opensearch");
        Path jars = lab.root().resolve("benchmarks/target/opensearch");
        if (!Files.isDirectory(jars)) {
            run(
                    lab.root(),
                    "mvn",
                    "-q",
                    "-B",
                    "-f",
                    source.resolve("pom.xml").toString(),
                    "dependency:copy-dependencies",
                    "-DincludeScope=runtime",
                    "-DoutputDirectory=" + jars);
        }
        Path folder = lab.freshFolder("opensearch");
        Path found = folder.resolve("found.properties");
        run(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-cp",
                jars + "/*",
                source.resolve("OpenSearchPeer.java").toString(),
                folder.resolve("node").toString(),
                lines(folder.resolve("passages.txt"), passages),
                lines(folder.resolve("questions.txt"), questions),
                String.valueOf(lab.span().toSeconds() / 2),
                found.toString());
        Properties figures = new Properties();
        try (Reader reader = Files.newBufferedReader(found)) {
            figures.load(reader);
        }
        findings.of(INDEXING, "s").reference(Double.parseDouble(figures.getProperty("indexing")));
        findings.of(P50, "ms").reference(Double.parseDouble(figures.getProperty("p50")));
        findings.of(P95, "ms").reference(Double.parseDouble(figures.getProperty("p95")));
        double throughput = Double.parseDouble(figures.getProperty("throughput"));
        findings.of(THROUGHPUT, "/s").reference(throughput).atLeast(4 * throughput);
    }

    private static String lines(Path file, List<String> texts) throws IOException {
        Files.write(
                file, texts.stream().map(text -> text.replaceAll("\\R", " ")).toList());
        return file.toString();
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Path log = Path.of(System.getProperty("xiangyin.root", "."), "benchmarks/target/opensearch.log")
                .toAbsolutePath();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(command[0] + " failed or took longer than " + MINUTES + " minutes; see " + log);
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
