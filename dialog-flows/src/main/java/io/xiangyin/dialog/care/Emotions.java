package io.xiangyin.dialog.care;

import io.xiangyin.core.Understanding.Emotion;
import io.xiangyin.dialog.care.EscalationLexicon.Said;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The feeling in a text and its strength, from the phrases of each feeling. Each phrase takes its share of the calm
 * away; marks of emphasis take some more. Irony is not understood, so single weak words stay weak.
 */
final class Emotions {
    private static final Map<String, String> FEELING = Map.of(
            "anger_strong", "anger",
            "anger_mild", "anger",
            "repeat_failure", "anger",
            "complaint", "anger",
            "legal_regulator", "anger",
            "media_exposure", "anger",
            "anxiety", "anxiety",
            "joy", "joy");
    private static final Pattern EMPHASIS = Pattern.compile("[!！]{2,}|[?？]{2,}|！|!$|太|真是|简直|到底|气得|死了");
    private static final double EMPHASISED = 0.2;

    private Emotions() {}

    static Emotion of(List<Said> heard, String text) {
        Map<String, Double> calm = new HashMap<>();
        for (Said said : heard) {
            Phrase phrase = said.phrase();
            String feeling = FEELING.get(phrase.category());
            if (feeling != null) {
                calm.merge(feeling, 1 - Math.clamp(phrase.weight(), 0, 1), (a, b) -> a * b);
            }
        }
        Emotion strongest = Emotion.NEUTRAL;
        for (String feeling : List.of("anger", "anxiety", "joy")) {
            double score = 1 - calm.getOrDefault(feeling, 1.0);
            if (score > strongest.score()) {
                strongest = new Emotion(feeling, score);
            }
        }
        return strongest.score() > 0 && EMPHASIS.matcher(text).find()
                ? new Emotion(strongest.label(), 1 - (1 - strongest.score()) * (1 - EMPHASISED))
                : strongest;
    }
}
