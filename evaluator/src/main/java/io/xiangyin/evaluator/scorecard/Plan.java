package io.xiangyin.evaluator.scorecard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is scored and how much it weighs, in one version.
 *
 * @param mostBonus bonus points that count at most
 * @param categories other weights of indicators, by kind of goods
 */
public record Plan(
        String version, double mostBonus, List<Dimension> dimensions, Map<String, Map<String, Double>> categories) {
    private static final String REVIEW = "review.";

    /** Indicators that belong together. */
    public record Dimension(String id, String title, double weight, List<Indicator> indicators) {
        public Dimension {
            indicators = List.copyOf(indicators);
        }
    }

    public Plan {
        dimensions = List.copyOf(dimensions);
        categories = Map.copyOf(categories);
        List<String> known = dimensions.stream()
                .flatMap(dimension -> dimension.indicators().stream())
                .map(Indicator::id)
                .toList();
        categories.forEach((category, weights) -> weights.keySet().forEach(id -> {
            if (!known.contains(id)) {
                throw new IllegalArgumentException(
                        "category " + category + " weighs the indicator '" + id + "', which is not there");
            }
        }));
    }

    /** What experts score, title by item: the indicators measured by review, in order. */
    public Map<String, String> reviewed() {
        Map<String, String> items = new LinkedHashMap<>();
        dimensions.stream()
                .flatMap(dimension -> dimension.indicators().stream())
                .filter(indicator -> indicator.measure().startsWith(REVIEW))
                .forEach(indicator -> items.put(indicator.measure().substring(REVIEW.length()), indicator.title()));
        return items;
    }

    /**
     * The plan for a kind of goods.
     *
     * @throws IllegalArgumentException if there is none for it
     */
    public Plan of(String category) {
        Map<String, Double> weights = categories.get(category);
        if (weights == null) {
            throw new IllegalArgumentException("there is no category '" + category + "'; known are "
                    + categories.keySet().stream().sorted().toList());
        }
        List<Dimension> weighed = dimensions.stream()
                .map(dimension -> new Dimension(
                        dimension.id(),
                        dimension.title(),
                        dimension.weight(),
                        dimension.indicators().stream()
                                .map(one -> one.withWeight(weights.getOrDefault(one.id(), one.weight())))
                                .toList()))
                .toList();
        return new Plan(version, mostBonus, weighed, categories);
    }
}
