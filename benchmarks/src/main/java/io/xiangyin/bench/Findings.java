package io.xiangyin.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a bench found: samples by quantity, of the bot and of what it is compared with; medians count. */
final class Findings {
    private final String bench;
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private final Map<String, Integer> failures = new LinkedHashMap<>();

    Findings(String bench) {
        this.bench = bench;
    }

    /** One quantity. */
    static final class Finding {
        private final String unit;
        private final List<Double> ours = new ArrayList<>();
        private final List<Double> reference = new ArrayList<>();
        private @Nullable Double target;
        private boolean lessIsBetter = true;

        Finding(String unit) {
            this.unit = unit;
        }

        Finding ours(double sample) {
            ours.add(sample);
            return this;
        }

        Finding reference(double sample) {
            reference.add(sample);
            return this;
        }

        Finding atMost(double limit) {
            target = limit;
            lessIsBetter = true;
            return this;
        }

        Finding atLeast(double limit) {
            target = limit;
            lessIsBetter = false;
            return this;
        }

        private String row(String name) {
            double median = median(ours);
            String wanted = target == null ? "" : (lessIsBetter ? "≤ " : "≥ ") + shown(target);
            String met = target == null ? "" : (lessIsBetter ? median <= target : median >= target) ? "yes" : "**no**";
            String compared = reference.isEmpty() ? "" : shown(median(reference));
            String ratio = reference.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", median / median(reference));
            return String.join(" | ", "| " + name, shown(median), range(), unit, wanted, met, compared, ratio + " |");
        }

        private String range() {
            return ours.size() < 2
                    ? ""
                    : shown(ours.stream().mapToDouble(x -> x).min().orElseThrow()) + "–"
                            + shown(ours.stream().mapToDouble(x -> x).max().orElseThrow());
        }

        private JsonObject toJson() {
            return new JsonObject()
                    .put("unit", unit)
                    .put("ours", new JsonArray(List.copyOf(ours)))
                    .put("reference", new JsonArray(List.copyOf(reference)))
                    .put("target", target)
                    .put("lessIsBetter", lessIsBetter);
        }
    }

    /** The quantity with this name, new or begun in an earlier round. */
    Finding of(String name, String unit) {
        return findings.computeIfAbsent(name, _ -> new Finding(unit));
    }

    /** What is known of a quantity so far, once more beside a peer. */
    void beside(String peer, String name, double theirs) {
        Finding ours = of(name, "");
        Finding compared = of(name + ", beside " + peer, ours.unit);
        ours.ours.forEach(compared::ours);
        compared.reference(theirs);
    }

    /** Takes note of what failed in a round. */
    void failed(Tally tally) {
        tally.failures().forEach((failure, count) -> failures.merge(failure, count, Integer::sum));
    }

    private static double median(List<Double> samples) {
        List<Double> sorted = samples.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    String markdown() {
        StringBuilder table = new StringBuilder("### " + bench + "\n\n"
                + "| quantity | median | range | unit | target | met | reference | ours ÷ reference |\n"
                + "|---|---:|---:|---|---:|---|---:|---:|\n");
        findings.forEach((name, finding) -> table.append(finding.row(name)).append('\n'));
        table.append("\nFailed requests: ")
                .append(failures.isEmpty() ? "none" : failures)
                .append('\n');
        return table.toString();
    }

    JsonObject toJson() {
        JsonObject quantities = new JsonObject();
        findings.forEach((name, finding) -> quantities.put(name, finding.toJson()));
        return new JsonObject()
                .put("bench", bench)
                .put("quantities", quantities)
                .put("failures", new JsonObject(new LinkedHashMap<>(failures)));
    }
}
