package io.xiangyin.dialog.intent;

import de.bwaldvogel.liblinear.Feature;
import dev.langchain4j.data.embedding.Embedding;
import java.util.Arrays;
import java.util.List;

/** Texts of one kind, and how near another text comes to each of them. */
final class Neighbourhood {
    private final List<Utterance> texts;
    private final List<Feature[]> features;
    private final int count;

    Neighbourhood(List<Utterance> texts, TextFeatures features) {
        this.texts = texts;
        this.features = texts.stream().map(features::of).toList();
        this.count = features.count();
    }

    /** Cosine to the nearest text; -1 if there is none. */
    double nearest(Utterance text, Feature[] own) {
        return Arrays.stream(cosines(text, own)).max().orElse(-1);
    }

    /** Cosine to each of the texts: of embeddings if there are any, else of n-grams; -1 where one has none. */
    double[] cosines(Utterance text, Feature[] own) {
        Embedding meaning = text.meaning();
        double[] spread = meaning == null ? spread(own) : new double[0];
        double[] cosines = new double[texts.size()];
        for (int i = 0; i < cosines.length; i++) {
            Embedding other = texts.get(i).meaning();
            cosines[i] = meaning == null
                    ? cosine(spread, features.get(i))
                    : other == null ? -1 : Utterance.cosine(meaning, other);
        }
        return cosines;
    }

    private static double cosine(double[] spread, Feature[] other) {
        double sum = 0;
        double length = 0;
        for (int i = 0; i < other.length - 1; i++) {
            sum += spread[other[i].getIndex()] * other[i].getValue();
            length += other[i].getValue() * other[i].getValue();
        }
        return length == 0 ? -1 : sum / Math.sqrt(length);
    }

    /** The features by number and scaled to length 1, all but the constant, which comes last. */
    private double[] spread(Feature[] own) {
        double[] spread = new double[count + 1];
        double length = 0;
        for (int i = 0; i < own.length - 1; i++) {
            length += own[i].getValue() * own[i].getValue();
        }
        for (int i = 0; i < own.length - 1; i++) {
            spread[own[i].getIndex()] = own[i].getValue() / Math.sqrt(length);
        }
        return spread;
    }
}
