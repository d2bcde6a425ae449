package io.xiangyin.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in a process of its own, listening on a port it told. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("is ready on http://[^:/]+:(\\d+)/");
    /** Rank, instances, bytes, class. */
    private static final Pattern HISTOGRAM_ROW = Pattern.compile("^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)");

    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final Duration LEARNING = Duration.ofMinutes(5);
    private static final double IDLE_LOAD = 0.05;

    private final Process process;
    private final int port;
    private final Duration startTime;

    private ServerProcess(Process process, int port, Duration startTime) {
        this.process = process;
        this.port = port;
        this.startTime = startTime;
    }

    static ServerProcess start(
            Path errors, List<String> jvmOptions, String classPath, List<String> mainAndArguments, Path root)
            throws IOException {
        return start(errors, jvmOptions, classPath, mainAndArguments, root, Map.of());
    }

    /** @param environment further variables */
    static ServerProcess start(
            Path errors,
            List<String> jvmOptions,
            String classPath,
            List<String> mainAndArguments,
            Path root,
            Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java("java"));
        command.addAll(jvmOptions);
        command.add("-Dxiangyin.root=" + root);
        command.add("-cp");
        command.add(classPath);
        command.addAll(mainAndArguments);
        long begun = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            int port = readPort(process, errors);
            return new ServerProcess(process, port, Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException | RuntimeException failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private static int readPort(Process process, Path errors) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IOException("The server under test ended before it was ready:\n" + Files.readString(errors));
    }

    int port() {
        return port;
    }

    /** From the process's start to its ready line. */
    Duration startTime() {
        return startTime;
    }

    /** Resident memory, KiB. */
    long residentKiB() throws IOException {
        return status("VmRSS:");
    }

    /** Threads of the operating system. */
    long threads() throws IOException {
        return status("Threads:");
    }

    /** Open files and sockets. */
    long openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return open.count();
        }
    }

    private long status(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("/proc/" + process.pid() + "/status has no " + field);
    }

    /**
     * What objects need after a full collection, KiB. Not the heap in use: the serial collector leaves some dead objects where
     * they lie, as fillers, which would look like a leak until it cares to move the rest together.
     */
    long liveHeapKiB() throws IOException, InterruptedException {
        long bytes = jcmd("GC.class_histogram")
                .lines()
                .map(HISTOGRAM_ROW::matcher)
                .filter(row -> row.find() && !row.group(2).contains("jdk.internal.vm.Filler"))
                .mapToLong(row -> Long.parseLong(row.group(1)))
                .sum();
        return bytes / 1024;
    }

    private String jcmd(String what) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(java("jcmd"), Long.toString(process.pid()), what)
                .redirectErrorStream(true)
                .start();
        String told = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return told;
    }

    /** Waits until the process has nothing to do: no turns left over, no compiling. */
    void awaitIdle() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        long before = cpuTicks();
        while (System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(500);
            long now = cpuTicks();
            if (now - before < 50 * IDLE_LOAD + 1) {
                return;
            }
            before = now;
        }
    }

    /** Waits until the bot goes by vectors as well; at once where it never will. */
    void awaitLearnt() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LEARNING.toNanos();
        URL metrics = URI.create("http://127.0.0.1:" + port + "/metrics").toURL();
        while (System.nanoTime() < deadline) {
            try (InputStream told = metrics.openStream()) {
                if (!new String(told.readAllBytes(), StandardCharsets.UTF_8).contains("xiangyin_learning 1.0")) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("The server under test was still computing vectors after " + LEARNING);
    }

    /** Processor time used so far, in hundredths of a second. */
    long cpuTicks() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException tooSlow) {
            process.destroyForcibly();
        }
    }
}
