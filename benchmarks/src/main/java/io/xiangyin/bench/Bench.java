package io.xiangyin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the benches: starts servers in processes of their own, loads them, prints what it found. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description =
                "Measures the bot on this machine, beside bare Vert.x. Benches: start, messages, turns, sockets, tasks, retrieval, robustness, search, dialect, escalation, intents, desk, report, grounding, llm; fit-fusion and fit-gate fit weights; soak runs for --minutes.")
public final class Bench implements Callable<Integer> {
    private static final List<String> ALL = List.of(
            "start",
            "messages",
            "turns",
            "sockets",
            "tasks",
            "retrieval",
            "robustness",
            "search",
            "dialect",
            "escalation",
            "intents",
            "desk",
            "report",
            "quality",
            "grounding",
            "llm");
    /** These change files of the product or take half an hour, so they run only when named. */
    private static final List<String> NAMED = List.of("fit-fusion", "fit-gate", "soak");

    @Parameters(description = "Which benches; all of them by default.")
    private List<String> names = List.of();

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "Length of a round at a fixed rate; others take half (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--minutes", defaultValue = "30", description = "Length of the soak (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--dead-minutes",
            defaultValue = "0",
            description =
                    "llm: how long turns go on beside a dead endpoint; 0 for a round (default: ${DEFAULT-VALUE}).")
    private int deadMinutes;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        for (String name : names) {
            if (!ALL.contains(name) && !NAMED.contains(name)) {
                System.err.println("There is no bench '" + name + "'; there are " + ALL);
                return 2;
            }
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            Path root = Path.of(System.getProperty("xiangyin.root", "."))
                    .toAbsolutePath()
                    .normalize();
            List<String> options = System.getProperty("bench.server.options", "")
                    .strip()
                    .lines()
                    .flatMap(Pattern.compile("\\s+")::splitAsStream)
                    .toList();
            Lab lab = new Lab(root, options, rounds, Duration.ofSeconds(seconds), vertx);
            for (String name : names.isEmpty() ? ALL : names) {
                System.err.println("Measuring " + name + " …");
                Findings findings = experiment(name).run(lab);
                System.out.println(findings.markdown());
                write(root, name, findings);
            }
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
        return 0;
    }

    private Experiment experiment(String name) {
        return switch (name) {
            case "start" -> new StartBench();
            case "messages" -> new MessagesBench();
            case "turns" -> new TurnsBench();
            case "sockets" -> new SocketsBench();
            case "tasks" -> new TasksBench();
            case "fit-fusion" -> new FitFusion();
            case "fit-gate" -> new FitGate();
            case "retrieval" -> new RetrievalBench();
            case "robustness" -> new RobustnessBench();
            case "search" -> new SearchBench();
            case "dialect" -> new DialectBench();
            case "intents" -> new IntentsBench();
            case "desk" -> new DeskBench();
            case "soak" -> new SoakBench(Duration.ofMinutes(minutes));
            case "report" -> new ReportBench();
            case "llm" -> new LlmBench(Duration.ofMinutes(deadMinutes));
            case "escalation" -> new EscalationBench();
            case "grounding" -> new GroundingBench();
            case "quality" -> new QualityBench();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void write(Path root, String name, Findings findings) throws Exception {
        Path folder = Files.createDirectories(root.resolve("benchmarks/target/results"));
        JsonObject result = findings.toJson()
                .put("at", Instant.now().toString())
                .put("commit", System.getProperty("bench.commit", ""))
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString());
        Files.writeString(folder.resolve(name + ".json"), result.encodePrettily() + "\n");
    }
}
