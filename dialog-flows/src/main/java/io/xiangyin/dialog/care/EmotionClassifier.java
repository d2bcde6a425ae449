package io.xiangyin.dialog.care;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.xiangyin.core.Understanding.Emotion;
import io.xiangyin.dialog.intent.IntentClassifier;
import io.xiangyin.dialog.intent.IntentClassifier.Scored;
import io.xiangyin.dialog.intent.IntentExample;
import io.xiangyin.dialog.text.TextTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears feelings that no single word gives away ("说好今天送，等了一整天"), from a few own sentences for each and the meaning of the
 * text. It adds to what the phrases say and never takes back.
 */
public final class EmotionClassifier {
    private static final String NEUTRAL = "neutral";
    /** Least certainty for a feeling that no phrase tells. */
    private static final double SURE = 0.45;
    /** What a feeling without a telling word counts at most, so that it is no stronger than one said outright. */
    private static final double UNSAID = 0.7;
    /** How much of the rest the classifier adds where a phrase says the same. */
    private static final double AGREEING = 0.5;

    private final IntentClassifier classifier;

    private EmotionClassifier(IntentClassifier classifier) {
        this.classifier = classifier;
    }

    /** Learns from the product's sentences. */
    public static EmotionClassifier train(@Nullable EmbeddingModel embeddings) {
        List<IntentExample> examples = TextTable.resource("/io/xiangyin/dialog/emotions.tsv").stream()
                .map(row -> new IntentExample(row.filled("text"), row.filled("emotion")))
                .toList();
        return new EmotionClassifier(IntentClassifier.train(examples, embeddings));
    }

    /**
     * The feeling in a text.
     *
     * @param said what its phrases tell
     */
    public Emotion hear(String text, Emotion said) {
        Scored likely = classifier.rank(text).first();
        boolean feels = !likely.intent().equals(NEUTRAL);
        if (said.label().equals(NEUTRAL)) {
            return feels && likely.confidence() >= SURE
                    ? new Emotion(likely.intent(), UNSAID * likely.confidence())
                    : said;
        }
        return feels && likely.intent().equals(said.label())
                ? new Emotion(said.label(), 1 - (1 - said.score()) * (1 - AGREEING * likely.confidence()))
                : said;
    }
}
