package io.xiangyin.server.config;

import io.xiangyin.dialog.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The promised times of tickets, {@code tickets.yaml}.
 *
 * @param solution time to solve a ticket, by its kind
 * @param highValue the same for shoppers of high value, whatever the kind
 * @param escalateAtPercent share of the time gone at which supervisors are told
 */
public record TicketTimes(Map<String, Duration> solution, Duration highValue, int escalateAtPercent) {
    private static final String NAME = "tickets.yaml";
    private static final String SOLUTION = "solutionMinutes";
    private static final int MONTH = 31 * 24 * 60;

    /** The kinds of tickets. */
    public static final List<String> KINDS =
            List.of("consult", "after_sales", "quality", "complaint", "message", "callback");

    public TicketTimes {
        solution = Map.copyOf(solution);
    }

    /** The times of a home folder; the product's own where the file, a key or a kind is absent. */
    public static TicketTimes read(Path home) {
        ProductYaml yaml = ProductYaml.read(home, NAME, SOLUTION, "highValueMinutes", "escalateAtPercent");
        String[] kinds = KINDS.toArray(String[]::new);
        YamlNode given = yaml.node(SOLUTION).allow(kinds);
        YamlNode usual = yaml.usual().get(SOLUTION);
        Map<String, Duration> solution = new HashMap<>();
        for (String kind : kinds) {
            solution.put(
                    kind, Duration.ofMinutes((given.find(kind) == null ? usual : given).integer(kind, 1, 1, MONTH)));
        }
        return new TicketTimes(
                solution,
                Duration.ofMinutes(yaml.number("highValueMinutes", 1, MONTH)),
                yaml.number("escalateAtPercent", 1, 100));
    }
}
