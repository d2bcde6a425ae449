package io.xiangyin.knowledge;

import io.xiangyin.core.text.Pinyin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sounds of Chinese characters, one by one and in pairs of neighbours, so that what is written with a wrong
 * character of the same sound (退宽, 快弟) is found. Everything else is left to the other fields.
 */
final class Sounds extends WholeTextTokenizer {
    @Override
    List<String> cut(String text) {
        List<String> tokens = new ArrayList<>();
        @Nullable String before = null;
        for (int i = 0; i < text.length(); i++) {
            @Nullable String sound = Pinyin.of(text.charAt(i));
            if (sound != null) {
                tokens.add(sound);
                if (before != null) {
                    tokens.add(before + " " + sound);
                }
            }
            before = sound;
        }
        return tokens;
    }
}
