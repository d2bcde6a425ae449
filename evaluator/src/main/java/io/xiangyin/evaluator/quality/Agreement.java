package io.xiangyin.evaluator.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far two scorers agree who scored the same conversations without seeing each other's scores.
 *
 * @param kappa Cohen's kappa over all pairs (Cohen 1960): agreement beyond chance, 1 for full, 0 for chance; null where
 *     chance alone would agree fully, or there are no pairs
 * @param pairs how many scores were given twice
 * @param same how many of them are equal
 * @param disputed pairs that differ and are not ruled yet
 * @param means the score of each item, rulings before the mean of the two
 */
public record Agreement(
        @Nullable Double kappa, int pairs, int same, List<Dispute> disputed, Map<String, Double> means) {
    /** Stands as scorer of what both agreed on. */
    public static final String RULING = "ruling";

    /**
     * A score by somebody.
     *
     * @param scorer who; {@code ruling} for what both agreed on after talking
     * @param score 1 to 5
     */
    public record Score(String conversation, String item, String scorer, int score) {}

    /** Two scores that differ. */
    public record Dispute(String conversation, String item, Score first, Score second) {}

    /**
     * Compares all scores.
     *
     * @throws IllegalArgumentException if a conversation has more than two scorers, or one scored an item twice
     */
    public static Agreement of(List<Score> scores) {
        Map<String, Integer> rulings = new HashMap<>();
        Map<String, List<Score>> byPlace = new LinkedHashMap<>();
        for (Score score : scores) {
            String place = score.conversation() + "\t" + score.item();
            if (score.scorer().equals(RULING)) {
                rulings.put(place, score.score());
            } else {
                add(byPlace.computeIfAbsent(place, _ -> new ArrayList<>()), score);
            }
        }
        List<int[]> pairs = new ArrayList<>();
        List<Dispute> disputed = new ArrayList<>();
        Map<String, List<Double>> byItem = new TreeMap<>();
        byPlace.forEach((place, given) -> {
            Score first = given.getFirst();
            Score last = given.getLast();
            Integer ruling = rulings.get(place);
            if (given.size() == 2) {
                pairs.add(new int[] {first.score(), last.score()});
                if (first.score() != last.score() && ruling == null) {
                    disputed.add(new Dispute(first.conversation(), first.item(), first, last));
                }
            }
            byItem.computeIfAbsent(first.item(), _ -> new ArrayList<>())
                    .add(ruling == null ? (first.score() + last.score()) / 2.0 : ruling.doubleValue());
        });
        Map<String, Double> means = new TreeMap<>();
        byItem.forEach((item, values) -> means.put(
                item, values.stream().mapToDouble(value -> value).average().orElse(0)));
        int same = (int) pairs.stream().filter(pair -> pair[0] == pair[1]).count();
        return new Agreement(kappa(pairs), pairs.size(), same, List.copyOf(disputed), means);
    }

    private static void add(List<Score> given, Score score) {
        boolean twice = given.stream().anyMatch(one -> one.scorer().equals(score.scorer()));
        if (twice || given.size() == 2) {
            throw new IllegalArgumentException("conversation " + score.conversation() + ", item " + score.item()
                    + (twice
                            ? " was scored twice by " + score.scorer() + "; keep one"
                            : " has more than two scorers; two score, the rest is a ruling"));
        }
        given.add(score);
    }

    private static @Nullable Double kappa(List<int[]> pairs) {
        Map<Integer, int[]> margins = new HashMap<>();
        int same = 0;
        for (int[] pair : pairs) {
            margins.computeIfAbsent(pair[0], _ -> new int[2])[0]++;
            margins.computeIfAbsent(pair[1], _ -> new int[2])[1]++;
            same += pair[0] == pair[1] ? 1 : 0;
        }
        double count = pairs.size();
        double chance = margins.values().stream()
                .mapToDouble(margin -> margin[0] / count * (margin[1] / count))
                .sum();
        return pairs.isEmpty() || chance >= 1 ? null : (same / count - chance) / (1 - chance);
    }
}
