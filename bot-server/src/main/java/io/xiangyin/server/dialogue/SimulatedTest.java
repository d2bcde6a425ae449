package io.xiangyin.server.dialogue;

import io.vertx.core.json.Json;
import io.xiangyin.evaluator.simulation.Finding;
import io.xiangyin.evaluator.simulation.Result;
import java.util.stream.Collectors;

/** A simulated dialogue as a conversation test: the same shopper comes again and must be served. */
public final class SimulatedTest {
    private SimulatedTest() {}

    /** The test as YAML, with what was said as comments. */
    public static String of(Result result, long seed) {
        StringBuilder yaml = new StringBuilder()
                .append("# Saved from a simulation: the shopper below came and met with ")
                .append(result.findings().stream().map(Finding::name).collect(Collectors.joining(", ", "", ".")))
                .append(
                        "\n# They come again here, and answer what they are asked; the orders at the end tell whether they got what they came for.\n");
        result.lines()
                .forEach(line -> yaml.append("#   ")
                        .append(String.format("%-8s", line.who()))
                        .append(line.text().replace("\n", " / "))
                        .append('\n'));
        return yaml.append("dialogues:\n  - name: ")
                .append(Json.encode("simulated " + result.id()))
                .append("\n    shopper: {id: ")
                .append(result.id())
                .append(", seed: ")
                .append(seed)
                .append("}\n")
                .toString();
    }
}
