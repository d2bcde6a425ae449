package io.xiangyin.server.cli;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.config.LlmSettings;
import io.xiangyin.server.dialogue.DialogueReport;
import io.xiangyin.server.dialogue.DialogueRun;
import io.xiangyin.server.dialogue.ModelComparison;
import io.xiangyin.server.dialogue.ModelComparison.Case;
import io.xiangyin.server.dialogue.ModelComparison.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays the same messages and dialogues with the configured language model and without, and prints the difference. */
@Command(
        name = "evaluate-llm",
        description =
                "Says what the configured language model is worth: understanding, answers and dialogues with it and"
                        + " without.")
final class EvaluateLlmCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions places = new StoreOptions();

    @Option(
            names = "--requests",
            description =
                    "Lines {\"text\",\"intent\"}; those whose intent begins no flow are left out (default: the project's"
                            + " own).")
    private @Nullable Path requests;

    @Option(names = "--questions", description = "Lines {\"text\",\"articleId\"} (default: the project's own).")
    private @Nullable Path questions;

    @Option(
            names = "--limit",
            defaultValue = "150",
            description = "Most lines of each set, spread evenly over it (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--no-vectors", description = "Let the bot go by words and rules alone: quicker to begin.")
    private boolean rulesOnly;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LlmSettings settings = BotHome.config(places.home()).llm();
        if (!settings.wanted()) {
            throw new IllegalArgumentException("No language model is configured. Set XIANGYIN_LLM_BASE_URL, "
                    + "XIANGYIN_LLM_MODEL and XIANGYIN_LLM_API_KEY, or llm in bot.yaml; see docs/llm.md");
        }
        System.out.println("### " + settings.endpoints() + "\n");
        System.out.println("| set | quantity | without | with |\n|---|---|---:|---:|");
        Set<String> served = servedIntents();
        compare("requests", cases(requests, "intents-own.jsonl", "intent", served::contains));
        compare("questions", cases(questions, "laojie-questions.jsonl", "articleId", _ -> true));
        dialogues();
        return 0;
    }

    /** The intents that begin a flow: what is about another is not for the flows to get right. */
    private Set<String> servedIntents() {
        return BotHome.read(places.home()).flows().flows().values().stream()
                .flatMap(flow -> flow.triggers().intents().stream())
                .collect(Collectors.toSet());
    }

    /** Lines whose label counts, spread evenly over the file, which may be sorted. */
    private List<Case> cases(@Nullable Path given, String own, String label, Predicate<String> counts)
            throws IOException {
        Path file = given == null
                ? Places.demoHome().resolve("../../benchmarks/data").resolve(own)
                : given;
        List<Case> all = JsonLines.read(file.normalize(), "text").stream()
                .filter(line -> line.getValue(label) instanceof String expected && counts.test(expected))
                .map(line -> of(line, label))
                .toList();
        int count = Math.min(limit, all.size());
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }

    private static Case of(JsonObject line, String label) {
        boolean request = label.equals("intent");
        return new Case(
                line.getString("text"), request ? line.getString(label) : null, request ? null : line.getString(label));
    }

    private void compare(String set, List<Case> cases) throws IOException, InterruptedException {
        Path vectors = rulesOnly ? null : places.data();
        Side without = ModelComparison.play(places.home(), vectors, cases, false, System.getenv());
        Side with = ModelComparison.play(places.home(), vectors, cases, true, System.getenv());
        row(set, "right, of " + cases.size(), share(without.right(), without), share(with.right(), with));
        if (set.equals("questions")) {
            row("retrieval", "its article first", share(without.first(), without), share(with.first(), with));
            row("retrieval", "among three", share(without.found(), without), share(with.found(), with));
        }
        row(set, "an article cited", share(without.answered(), without), share(with.answered(), with));
        row(set, "worded by the model", share(without.generated(), without), share(with.generated(), with));
        row(
                set,
                "turn p50, p95 ms",
                without.millis(50) + ", " + without.millis(95),
                with.millis(50) + ", " + with.millis(95));
        row(set, "tokens", String.valueOf(without.tokens()), String.valueOf(with.tokens()));
        row(set, "yuan", yuan(without), yuan(with));
        with.outcomes().forEach((outcome, count) -> row(set, "calls: " + outcome, "", String.valueOf(count)));
    }

    /** The bot's own dialogues: their words are the articles', so those the model words otherwise count as failed. */
    private void dialogues() {
        Path tests = places.home().resolve("tests");
        if (Files.isDirectory(tests)) {
            var plain = DialogueRun.read(tests).stream()
                    .filter(dialogue -> !dialogue.scripted())
                    .toList();
            Path vectors = rulesOnly ? null : places.data();
            DialogueReport without = new DialogueReport(DialogueRun.play(places.home(), vectors, plain));
            DialogueReport with =
                    new DialogueReport(DialogueRun.playWith(System.getenv(), places.home(), vectors, plain));
            row(
                    "dialogues",
                    "as written, of " + plain.size(),
                    passed(plain.size(), without),
                    passed(plain.size(), with));
        }
    }

    private static String passed(int all, DialogueReport report) {
        return String.valueOf(all - report.failures());
    }

    private static void row(String set, String quantity, String without, String with) {
        System.out.println("| " + String.join(" | ", set, quantity, without, with) + " |");
    }

    private static String share(int part, Side side) {
        return String.format(Locale.ROOT, "%.3f", side.asked() == 0 ? 0.0 : (double) part / side.asked());
    }

    private static String yuan(Side side) {
        return String.format(Locale.ROOT, "%.4f", side.microYuan() / 1e6);
    }
}
