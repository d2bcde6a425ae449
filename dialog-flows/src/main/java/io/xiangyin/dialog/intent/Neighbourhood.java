package io.xiangyin.dialog.intent;

import de.bwaldvogel.liblinear.Feature;
import dev.langchain4j.data.embedding.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts of one kind, and how near another text comes to each of them. */
final class Neighbourhood {
    private final List<Utterance> texts;
    private final double[] lengths;
    private final Map<Integer, List<Occurrence>> byGram = new HashMap<>();

    /** A feature of one of the texts, by the text's number. */
    private record Occurrence(int text, double value) {}

    Neighbourhood(List<Utterance> texts, TextFeatures features) {
        this.texts = texts;
        this.lengths = new double[texts.size()];
        for (int i = 0; i < lengths.length; i++) {
            Feature[] own = features.of(texts.get(i));
            lengths[i] = length(own);
            for (Feature one : withoutConstant(own)) {
                if (features.isGram(one)) {
                    byGram.computeIfAbsent(one.getIndex(), _ -> new ArrayList<>())
                            .add(new Occurrence(i, one.getValue()));
                }
            }
        }
    }

    List<Utterance> texts() {
        return texts;
    }

    /** Cosine of one of the texts to the nearest of the others; -1 if there is none. */
    double nearestOther(Utterance text, Feature[] own) {
        double[] cosines = Arrays.stream(cosines(text, own)).sorted().toArray();
        return cosines.length < 2 ? -1 : cosines[cosines.length - 2];
    }

    /** Cosine to the nearest text; -1 if there is none. */
    double nearest(Utterance text, Feature[] own) {
        return Arrays.stream(cosines(text, own)).max().orElse(-1);
    }

    /** Cosine to each of the texts: of embeddings if there are any, else of n-grams; -1 where one has none. */
    double[] cosines(Utterance text, Feature[] own) {
        Embedding meaning = text.meaning();
        return meaning == null
                ? byGrams(own)
                : texts.stream()
                        .map(Utterance::meaning)
                        .mapToDouble(other -> other == null ? -1 : Utterance.cosine(meaning, other))
                        .toArray();
    }

    /** Only texts that share an n-gram are looked at. */
    private double[] byGrams(Feature[] own) {
        double[] cosines = new double[lengths.length];
        for (Feature one : withoutConstant(own)) {
            for (Occurrence other : byGram.getOrDefault(one.getIndex(), List.of())) {
                cosines[other.text()] += one.getValue() * other.value();
            }
        }
        double length = length(own);
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = lengths[i] == 0 ? -1 : length == 0 ? 0 : cosines[i] / (length * lengths[i]);
        }
        return cosines;
    }

    private static double length(Feature[] features) {
        double length = 0;
        for (Feature one : withoutConstant(features)) {
            length += one.getValue() * one.getValue();
        }
        return Math.sqrt(length);
    }

    /** The constant comes last. */
    private static List<Feature> withoutConstant(Feature[] features) {
        return Arrays.asList(features).subList(0, features.length - 1);
    }
}
