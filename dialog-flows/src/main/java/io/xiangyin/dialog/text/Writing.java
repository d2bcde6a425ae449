package io.xiangyin.dialog.text;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** One form for texts written in many: half width, lower case, simplified characters. For matching only, never for display. */
public final class Writing {
    /** Simplified characters that ICU would change though they are right, as in 摔跤, 一丘之貉. */
    private static final String KEPT = "跤俱苎阪";

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

    /** Half width and lower case, and one character for each of the rare variants that converters write. */
    public static String even(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace("\uD842\uDFB6", "嗰")
                .replace('岀', '出');
    }

    /** The text in simplified characters, of the same length, character by character. */
    public static String simplified(String text) {
        StringBuilder simplified = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            simplified.append(
                    character < 0x3400 || Character.isSurrogate(character) ? character : simplified(character));
        }
        return simplified.toString();
    }

    /** Converted once each, then remembered: the transliterator takes 40 µs a message. */
    private static char simplified(char character) {
        String known = SIMPLIFIED.get(character);
        if (known == null) {
            String one = String.valueOf(character);
            String converted = KEPT.indexOf(character) >= 0 ? one : Conversion.T2S.transliterate(one);
            known = converted.length() == 1 ? converted : one;
            SIMPLIFIED.set(character, known);
        }
        return known.charAt(0);
    }
}
