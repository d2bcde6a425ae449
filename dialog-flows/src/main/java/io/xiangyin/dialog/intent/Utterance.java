package io.xiangyin.dialog.intent;

import com.ibm.icu.text.Transliterator;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A text in the three forms the classifier looks at.
 *
 * @param characters lower case, half width, runs of anything but letters and digits made one space
 * @param sound the same in pinyin without tones or spaces, so that homophones (退宽) and typed pinyin (tuikuan) meet
 * @param meaning its sentence embedding of length 1; null without a model, or where the model cannot read the text
 */
record Utterance(String characters, String sound, @Nullable Embedding meaning) {
    private static final Transliterator PINYIN = Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");
    private static final int LONGEST = 200;

    static Utterance read(String text, @Nullable EmbeddingModel embeddings) {
        String characters = Normalizer.normalize(shortened(text), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        boolean readable = characters.codePoints().anyMatch(Character::isIdeographic);
        return new Utterance(
                characters,
                PINYIN.transliterate(characters).replace(" ", ""),
                embeddings == null || !readable
                        ? null
                        : unit(embeddings.embed(text).content().vector()));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static Embedding unit(float[] vector) {
        Embedding copy = Embedding.from(vector.clone());
        copy.normalize();
        return copy;
    }

    /** The cosine of two embeddings of length 1. */
    static double cosine(Embedding one, Embedding other) {
        float[] a = one.vector();
        float[] b = other.vector();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
