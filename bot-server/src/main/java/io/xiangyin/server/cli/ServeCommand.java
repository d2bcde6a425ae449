package io.xiangyin.server.cli;

import io.xiangyin.server.ServeOptions;
import io.xiangyin.server.XiangyinServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the server and stays until it is told to stop. */
@Command(name = "serve", description = "Starts the server; without --home it serves the demo shop.")
final class ServeCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(names = "--home", description = "The bot's home folder (default: the demo shop).")
    private @Nullable Path home;

    @Option(names = "--data", description = "Folder for everything stored (default: data beside the launcher).")
    private @Nullable Path data;

    @Option(names = "--demo", description = "With --home: start the example order service and its sign-ins as well.")
    private boolean demo;

    @Option(names = "--no-vectors", description = "Search and intents by words alone; takes about 200 MiB less memory.")
    private boolean wordsOnly;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = data == null ? Places.data() : data;
        ServeOptions options = new ServeOptions(
                home == null ? Places.demoHome() : home,
                folder,
                host,
                port,
                demo || home == null,
                wordsOnly ? null : Places.withVectors(folder));
        if (options.demo() && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw new CommandLine.ParameterException(
                    spec == null ? new CommandLine(this) : spec.commandLine(),
                    "The demo believes every visitor's name, so it listens on loopback addresses only. "
                            + "Leave --host out, or serve your own bot with --home DIR.");
        }
        XiangyinServer server = XiangyinServer.start(options, InstantSource.system());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        announce(server, options);
        stopped.await();
        return 0;
    }

    private static void announce(XiangyinServer server, ServeOptions options) {
        double seconds = (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1000.0;
        System.out.printf(
                "%s is ready on http://%s:%d/ after %.1f s: %d articles, %d flows, data in %s%n",
                server.home().config().name(),
                options.host(),
                server.port(),
                seconds,
                server.home().articles().size(),
                server.home().flows().flows().size(),
                options.data().toAbsolutePath().normalize());
        server.home().problems().forEach(problem -> System.err.println("Left out: " + problem));
        var demo = server.demo();
        if (demo != null) {
            System.out.printf(
                    "Demo: sign in at /agent as xiaolin, ahkeung or laowang, at /manager as manager; password %s. Order service: %s%n",
                    demo.password(), demo.orderServiceUrl());
        }
        System.out.flush();
    }
}
