package io.xiangyin.dialog.intent;

import de.bwaldvogel.liblinear.Feature;
import dev.langchain4j.data.embedding.Embedding;
import java.util.List;

/** Texts of one kind, and how near another text comes to the nearest of them. */
final class Neighbourhood {
    private final List<Utterance> texts;
    private final List<Feature[]> features;
    private final int count;

    Neighbourhood(List<Utterance> texts, TextFeatures features) {
        this.texts = texts;
        this.features = texts.stream().map(features::of).toList();
        this.count = features.count();
    }

    /** Cosine to the nearest text: of embeddings if there are any, else of n-grams. */
    double nearest(Utterance text, Feature[] own) {
        Embedding meaning = text.meaning();
        double[] spread = meaning == null ? spread(own) : new double[0];
        double nearest = -1;
        for (int i = 0; i < texts.size(); i++) {
            Embedding other = texts.get(i).meaning();
            if (meaning == null) {
                nearest = Math.max(nearest, cosine(spread, features.get(i)));
            } else if (other != null) {
                nearest = Math.max(nearest, Utterance.cosine(meaning, other));
            }
        }
        return nearest;
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
