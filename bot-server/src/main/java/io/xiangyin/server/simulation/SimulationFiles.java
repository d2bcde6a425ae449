package io.xiangyin.server.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.evaluator.Rate;
import io.xiangyin.evaluator.simulation.Comparison;
import io.xiangyin.evaluator.simulation.Finding;
import io.xiangyin.evaluator.simulation.Gate;
import io.xiangyin.evaluator.simulation.Result;
import io.xiangyin.evaluator.simulation.SimulationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a simulation leaves on disk, and what it reads from there. */
public final class SimulationFiles {
    private static final String NAME = "simulation.json";
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private SimulationFiles() {}

    /** A run as a file holds it; there is no time in it, so that equal runs are equal files. */
    public record Run(long seed, SimulationReport report, List<Result> results) {}

    /** Only what is needed of a run to compare with it. */
    private record Kept(long seed, @Nullable Object report, List<Result> results) {}

    /** Writes {@code simulation.json} into a folder. */
    public static void write(Path folder, Run run) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(NAME), JSON.writeValueAsString(run) + "\n");
    }

    /** The figures alone, as the manager's page shows them; {@code other} and the rest are of the bot compared with. */
    private record Shown(
            SimulationReport report,
            @Nullable SimulationReport other,
            @Nullable Compared comparison) {}

    private record Compared(
            Rate otherSuccess, List<String> fixed, List<String> broken, double p, boolean significant) {}

    /**
     * Writes {@code figures.json} into a folder.
     *
     * @param others what the other bot made of the same shoppers; empty if there is none
     */
    public static void writeFigures(
            Path folder, SimulationReport report, List<Result> others, @Nullable Comparison comparison)
            throws IOException {
        Shown shown = comparison == null
                ? new Shown(report, null, null)
                : new Shown(
                        report,
                        SimulationReport.of(others),
                        new Compared(
                                comparison.otherSuccess(),
                                comparison.fixed(),
                                comparison.broken(),
                                comparison.p(),
                                comparison.significant()));
        Files.writeString(folder.resolve("figures.json"), JSON.writeValueAsString(shown) + "\n");
    }

    /** Whether a folder holds an earlier run. */
    public static boolean holdsRun(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    /** The results of an earlier run. */
    public static List<Result> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            return JSON.readValue(Files.readString(file), Kept.class).results();
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    file + " is not a simulation's report (" + broken.getOriginalMessage() + "); run it again.",
                    broken);
        }
    }

    /**
     * Reads a gate.
     *
     * @throws DefinitionException at the first mistake, with file, line and remedy
     */
    public static Gate gate(Path file) {
        YamlNode node = YamlNode.read(file).allow("success", "everyPersona", "everyGoal", "escalationsRight", "most");
        Map<Finding, Integer> most = new EnumMap<>(Finding.class);
        YamlNode findings = node.find("most");
        if (findings != null) {
            findings.entries()
                    .forEach((name, value) ->
                            most.put(finding(name, value), findings.integer(name, 0, 0, Integer.MAX_VALUE)));
        }
        return new Gate(
                share(node, "success"),
                share(node, "everyPersona"),
                share(node, "everyGoal"),
                share(node, "escalationsRight"),
                most);
    }

    private static Finding finding(String name, YamlNode node) {
        try {
            return Finding.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw node.error("'" + name + "' is no finding. Known: " + List.of(Finding.values()));
        }
    }

    private static double share(YamlNode node, String key) {
        YamlNode value = node.find(key);
        if (value == null) {
            return 0;
        }
        try {
            double share = Double.parseDouble(value.text());
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException notANumber) {
            // told below with the range
        }
        throw value.error("'" + key + "' takes a share from 0 to 1, found '" + value.text() + "'");
    }
}
