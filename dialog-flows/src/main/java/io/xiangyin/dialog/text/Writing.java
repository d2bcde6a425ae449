package io.xiangyin.dialog.text;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** One form for texts written in many: half width, lower case, simplified characters. For matching only, never for display. */
public final class Writing {
    /** Simplified characters that ICU would change though they are right, as in 摔跤 and 大阪. */
    private static final String KEPT = "跤俱苎阪";

    private static final AtomicReferenceArray<String> FOLDED = new AtomicReferenceArray<>(1 << 16);
    private static final AtomicReferenceArray<String> SIMPLIFIED = new AtomicReferenceArray<>(1 << 16);

    private Writing() {}

    private static final class Conversion {
        static final Transliterator T2S = Transliterator.getInstance("Traditional-Simplified");
    }

    /** Lower case, half width, without white space and punctuation; question marks stay. */
    public static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Punct}\\p{IsPunctuation}&&[^?]]+", "");
    }

    /** Lower case, half width, a comma for each run of white space and punctuation, no other signs; question marks stay. */
    public static String clauses(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{Cc}\\p{Zl}]", ",")
                .replaceAll("[\\p{Cf}\\p{So}\\p{Sk}\\p{Mn}\\p{Co}]+", "")
                .replaceAll("[\\s,\\p{Punct}\\p{IsPunctuation}&&[^?]]+", ",");
    }

    /** The text with one character for each of the variants that some keyboards and converters write. */
    public static String usual(String text) {
        return text.replace("\uD842\uDFB6", "嗰").replace('岀', '出').replace('祇', '只');
    }

    /** The text in lower case and half width, of the same length, character by character. */
    public static String folded(String text) {
        return mapped(text, FOLDED, Writing::fold);
    }

    /** The text in simplified characters, of the same length, character by character. */
    public static String simplified(String text) {
        return mapped(text, SIMPLIFIED, Writing::simplify);
    }

    /** Whether the text holds characters that only traditional writing has. */
    public static boolean isTraditional(String text) {
        return !simplified(text).equals(text);
    }

    private interface Mapping {
        String of(String one);
    }

    /** Each character is mapped once, then remembered: asking ICU every time takes 40 µs a message. */
    private static String mapped(String text, AtomicReferenceArray<String> known, Mapping mapping) {
        StringBuilder mapped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            String to = known.get(character);
            if (to == null) {
                String one = String.valueOf(character);
                String found = Character.isSurrogate(character) ? one : mapping.of(one);
                to = found.length() == 1 ? found : one;
                known.set(character, to);
            }
            mapped.append(to);
        }
        return mapped.toString();
    }

    private static String fold(String one) {
        return Normalizer.normalize(one, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String simplify(String one) {
        return one.charAt(0) < 0x3400 || KEPT.contains(one) ? one : Conversion.T2S.transliterate(one);
    }
}
