package io.xiangyin.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sounds of characters, without tones, and the characters of sounds; {@code pinyin.txt}. */
public final class Pinyin {
    private static final int LONGEST_SYLLABLE = 6;
    private static final Pinyin TABLE = read();

    private final Map<Character, String> sounds = new HashMap<>();
    private final Map<String, String> characters = new HashMap<>();

    private Pinyin() {}

    private static Pinyin read() {
        Pinyin table = new Pinyin();
        for (String line : lines()) {
            int blank = line.indexOf(' ');
            String syllable = line.substring(0, blank);
            int bar = line.indexOf('|');
            String own = line.substring(blank + 1, bar < 0 ? line.length() : bar);
            own.chars().forEach(c -> table.sounds.put((char) c, syllable));
            table.characters.put(syllable, bar < 0 ? own : own + line.substring(bar + 1));
        }
        return table;
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(Pinyin.class.getResourceAsStream("pinyin.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The sound of a character by itself; null for what is no Chinese character, or a very rare one. */
    public static @Nullable String of(char character) {
        return TABLE.sounds.get(character);
    }

    /** The characters that are read so. */
    public static String characters(String syllable) {
        return TABLE.characters.getOrDefault(syllable, "");
    }

    /**
     * A run of Latin letters as syllables, as few as possible ({@code kuaidi} is kuai and di); {@code v} stands for ü.
     * Empty if it is no pinyin.
     *
     * @param letters lower case
     */
    public static List<String> split(String letters) {
        String typed = letters.replace('v', 'u');
        int[] fewest = new int[typed.length() + 1];
        int[] from = new int[typed.length() + 1];
        Arrays.fill(fewest, 1, fewest.length, Integer.MAX_VALUE);
        for (int end = 1; end <= typed.length(); end++) {
            for (int start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
                if (fewest[start] < Integer.MAX_VALUE
                        && fewest[start] + 1 < fewest[end]
                        && TABLE.characters.containsKey(typed.substring(start, end))) {
                    fewest[end] = fewest[start] + 1;
                    from[end] = start;
                }
            }
        }
        List<String> syllables = new ArrayList<>();
        if (fewest[typed.length()] == Integer.MAX_VALUE) {
            return syllables;
        }
        for (int end = typed.length(); end > 0; end = from[end]) {
            syllables.addFirst(typed.substring(from[end], end));
        }
        return syllables;
    }
}
