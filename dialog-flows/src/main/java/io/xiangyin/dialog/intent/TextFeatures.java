package io.xiangyin.dialog.intent;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The numbers a linear model sees of a text: TF-IDF of its character n-grams and of its pinyin n-grams, and its sentence
 * embedding less the mean of all examples'. Each of the three has length 1 before it is weighted.
 */
final class TextFeatures {
    private static final int LONGEST_GRAM = 4;
    private static final int SHORTEST_SOUND = 3;
    private static final int LONGEST_SOUND = 6;
    private static final double CHARACTERS = 1.0;
    private static final double SOUND = 0.35;

    /** The weight of the sound where it is all there is: typed pinyin. */
    private static final double SOUND_ALONE = 2;

    /** The value of the last feature, the same for every text; with it an intent can be likely by itself. */
    static final double CONSTANT = 1;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final double[] rarity;
    private final float @Nullable [] mean;
    private final int offset;

    private TextFeatures(List<Utterance> examples) {
        Map<String, Integer> documents = new HashMap<>();
        for (Utterance example : examples) {
            new HashSet<>(characterGrams(example)).forEach(gram -> documents.merge(gram, 1, Integer::sum));
            new HashSet<>(soundGrams(example)).forEach(gram -> documents.merge(gram, 1, Integer::sum));
        }
        documents.keySet().stream().sorted().forEach(gram -> numbers.put(gram, numbers.size()));
        this.rarity = new double[numbers.size()];
        numbers.forEach((gram, number) ->
                rarity[number] = 1 + Math.log((1.0 + examples.size()) / (1 + documents.getOrDefault(gram, 0))));
        this.mean = mean(examples);
        this.offset = mean == null ? 0 : mean.length;
    }

    static TextFeatures fit(List<Utterance> examples) {
        return new TextFeatures(examples);
    }

    private static float @Nullable [] mean(List<Utterance> examples) {
        float[] sum = null;
        for (Utterance example : examples) {
            if (example.meaning() != null) {
                float[] vector = example.meaning().vector();
                sum = sum == null ? new float[vector.length] : sum;
                for (int i = 0; i < vector.length; i++) {
                    sum[i] += vector[i] / examples.size();
                }
            }
        }
        return sum;
    }

    /** How many features there are, the constant included. */
    int count() {
        return offset + rarity.length + 1;
    }

    /** Whether a feature is an n-gram, not a number of the embedding. */
    boolean isGram(Feature feature) {
        return feature.getIndex() > offset;
    }

    /** The features of a text by ascending number, from 1 as liblinear wants them. */
    Feature[] of(Utterance text) {
        List<Feature> features = new ArrayList<>();
        if (mean != null && text.meaning() != null) {
            float[] centred = text.meaning().vector().clone();
            for (int i = 0; i < centred.length; i++) {
                centred[i] -= mean[i];
            }
            Embedding unit = Embedding.from(centred);
            unit.normalize();
            for (int i = 0; i < centred.length; i++) {
                features.add(new FeatureNode(i + 1, unit.vector()[i]));
            }
        }
        Map<Integer, Double> weights = new TreeMap<>(weighed(characterGrams(text), CHARACTERS));
        weights.putAll(weighed(soundGrams(text), text.isReadable() ? SOUND : SOUND_ALONE));
        weights.forEach((number, weight) -> features.add(new FeatureNode(offset + number + 1, weight)));
        features.add(new FeatureNode(count(), CONSTANT));
        return features.toArray(Feature[]::new);
    }

    private Map<Integer, Double> weighed(List<String> grams, double share) {
        Map<Integer, Double> weights = new HashMap<>();
        for (String gram : grams) {
            Integer number = numbers.get(gram);
            if (number != null) {
                weights.merge(number, 1.0, Double::sum);
            }
        }
        weights.replaceAll((number, times) -> (1 + Math.log(times)) * rarity[number]);
        double length = Math.sqrt(
                weights.values().stream().mapToDouble(weight -> weight * weight).sum());
        weights.replaceAll((_, weight) -> share * weight / length);
        return weights;
    }

    /** Those of the whole text, and again those of its last clause, marked: what is asked for comes last. */
    private static List<String> characterGrams(Utterance text) {
        String all = text.characters();
        List<String> grams = grams("", all, 1, LONGEST_GRAM);
        grams.addAll(grams("$", all.substring(all.lastIndexOf(' ') + 1), 1, LONGEST_GRAM));
        return grams;
    }

    /** Marked, so that they are not mistaken for Latin words of the text. */
    private static List<String> soundGrams(Utterance text) {
        return grams("~", text.sound(), SHORTEST_SOUND, LONGEST_SOUND);
    }

    private static List<String> grams(String mark, String text, int shortest, int longest) {
        List<String> grams = new ArrayList<>();
        for (int length = shortest; length <= longest; length++) {
            for (int at = 0; at + length <= text.length(); at++) {
                grams.add(mark + text.substring(at, at + length));
            }
        }
        return grams;
    }
}
