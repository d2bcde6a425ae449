package io.xiangyin.dialog.intent;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import io.xiangyin.core.text.Pinyin;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text in the three forms the classifier looks at.
 *
 * @param characters lower case, half width, runs of anything but letters and digits made one space
 * @param sound the same in pinyin without tones or spaces, so that homophones (退宽) and typed pinyin (tuikuan) meet
 * @param meaning its sentence embedding of length 1; null without a model, or where the model cannot read the text
 */
record Utterance(String characters, String sound, @Nullable Embedding meaning) {
    private static final int LONGEST = 200;

    static Utterance read(String text, @Nullable EmbeddingModel embeddings) {
        Utterance letters = letters(text);
        return embeddings != null && letters.isReadable()
                ? letters.meaning(embeddings.embed(text).content())
                : letters;
    }

    /** Several texts; the embedding model is asked once. */
    static List<Utterance> readAll(List<String> texts, @Nullable EmbeddingModel embeddings) {
        List<Utterance> letters = texts.stream().map(Utterance::letters).toList();
        if (embeddings == null) {
            return letters;
        }
        List<Embedding> meanings = embeddings
                .embedAll(texts.stream().map(TextSegment::from).toList())
                .content();
        return IntStream.range(0, texts.size())
                .mapToObj(i -> letters.get(i).isReadable() ? letters.get(i).meaning(meanings.get(i)) : letters.get(i))
                .toList();
    }

    private static Utterance letters(String text) {
        String characters = Normalizer.normalize(shortened(text), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return new Utterance(characters, sound(characters, ""), null);
    }

    /**
     * A text in pinyin without tones or spaces; what is no Chinese character stands for itself.
     *
     * @param between put after each character
     */
    static String sound(String text, String between) {
        StringBuilder sound = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            String own = Pinyin.of(character);
            if (character != ' ') {
                sound.append(own == null ? character : own).append(between);
            }
        }
        return sound.toString();
    }

    /** Whether it is written in Chinese, which the embedding model reads; typed pinyin it does not. */
    boolean isReadable() {
        return characters.codePoints().anyMatch(Character::isIdeographic);
    }

    private Utterance meaning(Embedding embedding) {
        Embedding unit = Embedding.from(embedding.vector().clone());
        unit.normalize();
        return new Utterance(characters, sound, unit);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** The cosine of two embeddings of length 1. */
    static double cosine(Embedding one, Embedding other) {
        float[] a = one.vector();
        float[] b = other.vector();
        // four sums that do not wait for each other: every message is compared with every example
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int whole = a.length & ~3;
        for (int i = 0; i < whole; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        double sum = first + second + third + fourth;
        for (int i = whole; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
