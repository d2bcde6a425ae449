package io.xiangyin.server.cli;

import io.xiangyin.evaluator.Rate;
import io.xiangyin.evaluator.simulation.Cast;
import io.xiangyin.evaluator.simulation.Comparison;
import io.xiangyin.evaluator.simulation.Gate;
import io.xiangyin.evaluator.simulation.Result;
import io.xiangyin.evaluator.simulation.Say;
import io.xiangyin.evaluator.simulation.Shopper;
import io.xiangyin.evaluator.simulation.SimulationReport;
import io.xiangyin.evaluator.simulation.SimulationReport.Figures;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.dialogue.CastReader;
import io.xiangyin.server.dialogue.SimulatedTest;
import io.xiangyin.server.dialogue.SimulationPage;
import io.xiangyin.server.dialogue.SimulationRun;
import io.xiangyin.server.llm.BatchModel;
import io.xiangyin.server.llm.ShopperWording;
import io.xiangyin.server.simulation.SimulationFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges a bot by simulated shoppers before real ones meet it. */
@Command(
        name = "simulate",
        description = "Sends simulated shoppers to the bot and judges what became of them (docs/simulation.md).")
final class SimulateCommand implements Callable<Integer> {
    private static final int TOLD = 10;

    @Mixin
    private StoreOptions places = new StoreOptions();

    @Option(names = "--shoppers", defaultValue = "522", description = "How many come (default: ${DEFAULT-VALUE}).")
    private int shoppers;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "Same seed, same dialogues (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--report", description = "Folder for the report (default: simulation in the data folder).")
    private @Nullable Path report;

    @Option(
            names = "--against",
            description = "Compare with the report in this folder, or with the bot in this home folder.")
    private @Nullable Path against;

    @Option(names = "--gate", description = "File of what must be reached; exit code 2 if it is not.")
    private @Nullable Path gate;

    @Option(names = "--save-test", paramLabel = "ID", description = "Instead: make one shopper a conversation test.")
    private @Nullable String saved;

    @Option(names = "--out", description = "File for the test (default: printed).")
    private @Nullable Path out;

    @Option(
            names = "--wording",
            defaultValue = "written",
            description = "${COMPLETION-CANDIDATES}: as the cast has it, or what they came for in the words of the"
                    + " configured language model (default: ${DEFAULT-VALUE}).")
    private Words wording = Words.written;

    /** In whose words shoppers say what they came for. */
    private enum Words {
        written,
        llm
    }

    @Option(names = "--no-vectors", description = "Let the bot go by words and rules alone: quicker to begin.")
    private boolean rulesOnly;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (shoppers < 1 || shoppers > 700_000) {
            throw new IllegalArgumentException("--shoppers takes 1 to 700000, found " + shoppers);
        }
        Cast cast = CastReader.read(places.home());
        if (saved != null) {
            return save(cast, saved);
        }
        Gate asked = gate == null ? null : SimulationFiles.gate(gate);
        long begun = System.nanoTime();
        List<Shopper> who = cast.shoppers(shoppers, seed);
        List<Result> results = play(places.home(), cast, who);
        double seconds = (System.nanoTime() - begun) / 1e9;
        SimulationReport figures = SimulationReport.of(results);
        List<Result> others = against == null ? List.of() : others(against, cast, who);
        Comparison comparison = against == null ? null : Comparison.of(results, others);
        Path folder = report == null ? places.data().resolve("simulation") : report;
        SimulationFiles.write(folder, new SimulationFiles.Run(seed, figures, results));
        SimulationFiles.writeFigures(folder, figures, others, comparison);
        new SimulationPage(figures, results, cast, comparison).write(folder);
        print(figures, comparison);
        System.out.printf(
                Locale.ROOT,
                "%d dialogues in %.1f s with the start of the bot; report in %s%n",
                results.size(),
                seconds,
                folder);
        List<String> missed = asked == null ? List.of() : asked.missed(figures);
        missed.forEach(sentence -> System.out.println("GATE " + sentence));
        return missed.isEmpty() ? 0 : 2;
    }

    private List<Result> play(Path home, Cast cast, List<Shopper> who) throws IOException, InterruptedException {
        Path vectors = rulesOnly ? null : places.data();
        if (wording == Words.written) {
            return SimulationRun.play(home, vectors, cast, who);
        }
        try (BatchModel model = BatchModel.open(BotHome.config(home).llm(), places.data(), InstantSource.system())) {
            ShopperWording words = new ShopperWording(model);
            List<Result> results = SimulationRun.play(
                    home, vectors, cast, who, (say, shopper) -> inOtherWords(say, shopper, cast, words));
            System.out.printf(
                    Locale.ROOT, "words of the model: %s, %.4f yuan%n", new TreeMap<>(model.outcomes()), model.yuan());
            return results;
        }
    }

    /** What a shopper came for in other words; answers to the bot's questions stay as they are. */
    private static Say inOtherWords(Say say, Shopper shopper, Cast cast, ShopperWording words) {
        if (say.act() != Say.Act.WISH && say.act() != Say.Act.REPHRASE) {
            return say;
        }
        List<String> keep = Stream.concat(
                        Stream.ofNullable(cast.item(shopper.goal().order())), shopper.goal().facts().values().stream())
                .flatMap(one -> one.byStyle().values().stream().flatMap(List::stream))
                .filter(say.text()::contains)
                .toList();
        return new Say(say.act(), words.say(say.text(), shopper.persona().title(), keep), say.fact());
    }

    private List<Result> others(Path other, Cast cast, List<Shopper> who) throws IOException, InterruptedException {
        if (SimulationFiles.holdsRun(other)) {
            return SimulationFiles.read(other);
        }
        if (Files.exists(other.resolve("bot.yaml"))) {
            return play(other, cast, who);
        }
        throw new IllegalArgumentException("--against takes a folder with simulation.json of an earlier run, or a bot's"
                + " home folder with bot.yaml; " + other + " has neither");
    }

    private Integer save(Cast cast, String id) throws IOException, InterruptedException {
        Shopper who = cast.find(id, seed)
                .orElseThrow(() -> new IllegalArgumentException("There is no simulated shopper '" + id
                        + "'. Ids are in the report, such as return-kettle.elder.29; give the same --seed."));
        Result result = play(places.home(), cast, List.of(who)).getFirst();
        String yaml = SimulatedTest.of(result, seed);
        if (out == null) {
            System.out.print(yaml);
        } else {
            Files.writeString(out, yaml);
            System.out.println((result.success() ? "It passes now; saved in " : "It fails now; saved in ") + out);
        }
        return 0;
    }

    private static void print(SimulationReport figures, @Nullable Comparison comparison) {
        System.out.println("success                   " + share(figures.all().success()));
        System.out.println("first contact resolution  " + share(figures.all().firstContactResolution()));
        System.out.println("escalations right         " + share(figures.all().escalationsRight()));
        System.out.println("turns                     " + figures.all().turns());
        figures.all().findings().forEach((finding, count) -> System.out.printf("  %-15s %d%n", finding, count));
        print("by persona", figures.byPersona());
        print("by goal", figures.byGoal());
        if (!figures.worst().isEmpty()) {
            System.out.println("worst: "
                    + String.join(" ", figures.worst().stream().limit(TOLD).toList()));
        }
        if (comparison != null) {
            System.out.printf(
                    Locale.ROOT,
                    "against the other: %s there; %d shoppers served only here, %d only there; McNemar exact %s, %s%n",
                    share(comparison.otherSuccess()),
                    comparison.fixed().size(),
                    comparison.broken().size(),
                    comparison.chance(),
                    comparison.significant() ? "a real difference" : "may be chance");
            comparison.broken().stream().limit(TOLD).forEach(id -> System.out.println("  worse: " + id));
        }
    }

    private static void print(String title, Map<String, Figures> groups) {
        System.out.println(title);
        groups.forEach((name, one) -> System.out.printf(
                Locale.ROOT,
                "  %-22s success %-18s first contact %-18s turns %.2f%n",
                name,
                share(one.success()),
                share(one.firstContactResolution()),
                one.turns()));
    }

    private static String share(Rate rate) {
        Double value = rate.value();
        return value == null
                ? "-"
                : String.format(Locale.ROOT, "%.1f%% (%d/%d)", value * 100, rate.numerator(), rate.denominator());
    }
}
