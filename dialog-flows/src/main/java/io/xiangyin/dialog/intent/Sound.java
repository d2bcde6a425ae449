package io.xiangyin.dialog.intent;

import com.ibm.icu.text.Transliterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How texts sound: pinyin without tones, one reading a character. A character is looked up once, for that is slow. */
final class Sound {
    private static final Transliterator PINYIN = Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");
    private static final ConcurrentMap<Integer, String> KNOWN = new ConcurrentHashMap<>();

    private Sound() {}

    /** @param between put after each character */
    static String of(String text, String between) {
        StringBuilder sound = new StringBuilder();
        text.codePoints()
                .forEach(character -> sound.append(
                                KNOWN.computeIfAbsent(character, one -> PINYIN.transliterate(Character.toString(one))))
                        .append(between));
        return sound.toString();
    }
}
