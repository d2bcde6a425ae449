package io.xiangyin.knowledge;

import com.ibm.icu.text.Transliterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Traditional characters as simplified ones, for matching, never for showing. By ICU, character by character, which keeps
 * places in the text. Some characters that ICU changes are good simplified ones too and are left: 跤 in 摔跤, 俱 in 俱乐部.
 */
final class SimplifiedCharacters {
    private static final String LEFT_ALONE = "跤俱苎阪";
    private static final ConcurrentMap<Character, Character> KNOWN = new ConcurrentHashMap<>();

    private SimplifiedCharacters() {}

    /** ICU's rules take a while to load, so they are only when a character has to be looked up. */
    private static final class Rules {
        private static final Transliterator RULES = Transliterator.getInstance("Traditional-Simplified");
    }

    static String of(String text) {
        StringBuilder simplified = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            simplified.append(
                    Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN
                            ? KNOWN.computeIfAbsent(c, SimplifiedCharacters::simplified)
                            : Character.valueOf(c));
        }
        return simplified.toString();
    }

    private static char simplified(char c) {
        String one = String.valueOf(c);
        String other = LEFT_ALONE.contains(one) ? one : Rules.RULES.transliterate(one);
        return other.length() == 1 ? other.charAt(0) : c;
    }
}
