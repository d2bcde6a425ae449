package io.xiangyin.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * How often characters stand alone and beside one another in Chinese at large, from the words and frequencies of
 * smartcn's dictionary and, since that was counted in newspapers, from {@code spoken.txt}. Takes two megabytes; read when
 * somebody asks first.
 */
final class CommonChinese {
    private static final char FIRST = '\u4e00';
    private static final int CHARACTERS = 0xa000 - FIRST;
    private static final String DICTIONARY = "hhmm/coredict.mem";

    /** What a word counts that the dictionary has with no sighting. */
    private static final float UNSEEN = 0.3f;

    private final float[] all = new float[CHARACTERS];
    private final float[] begins = new float[CHARACTERS];
    private final float[] ends = new float[CHARACTERS];
    private final int[] pairs;
    private final float[] within;
    private double words;

    private static final class Holder {
        private static final CommonChinese LOADED = new CommonChinese();
    }

    /** Reads it when called first, some hundred milliseconds. */
    static CommonChinese get() {
        return Holder.LOADED;
    }

    private CommonChinese() {
        Map<Integer, Float> counted = new HashMap<>();
        readDictionary(counted);
        for (String line : Resource.lines("spoken.txt")) {
            String[] parts = line.split(" ", -1);
            for (int i = 1; i < parts.length; i++) {
                count(parts[i], Float.parseFloat(parts[0]), counted);
            }
        }
        pairs = counted.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        within = new float[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            within[i] = Objects.requireNonNull(counted.get(pairs[i]));
        }
    }

    /** The dictionary is four serialized arrays: two tell which character has which number, two the words by their first. */
    private void readDictionary(Map<Integer, Float> counted) {
        try (InputStream resource =
                        Objects.requireNonNull(HMMChineseTokenizer.class.getResourceAsStream(DICTIONARY), DICTIONARY);
                ObjectInputStream in = new ObjectInputStream(resource)) {
            in.setObjectInputFilter(CommonChinese::arraysOfPrimitives);
            short[] numbers = (short[]) in.readObject();
            char[] characters = (char[]) in.readObject();
            char[][][] rests = (char[][][]) in.readObject();
            int[][] frequencies = (int[][]) in.readObject();
            for (int i = 0; i < numbers.length; i++) {
                char @Nullable [][] own = numbers[i] < 0 ? null : rests[numbers[i]];
                for (int j = 0; own != null && j < own.length; j++) {
                    char @Nullable [] rest = own[j];
                    String word = characters[i] + (rest == null ? "" : new String(rest));
                    count(word, frequencies[numbers[i]][j] + UNSEEN, counted);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("smartcn's dictionary could not be read", unreadable);
        } catch (ClassNotFoundException everyJdkHasArrays) {
            throw new IllegalStateException(everyJdkHasArrays);
        }
    }

    private static ObjectInputFilter.Status arraysOfPrimitives(ObjectInputFilter.FilterInfo read) {
        Class<?> type = read.serialClass();
        while (type != null && type.isArray()) {
            type = type.componentType();
        }
        return type == null || type.isPrimitive()
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }

    private void count(String word, float times, Map<Integer, Float> counted) {
        if (!word.chars().allMatch(c -> c >= FIRST && c < FIRST + CHARACTERS)) {
            return;
        }
        words += times;
        begins[word.charAt(0) - FIRST] += times;
        ends[word.charAt(word.length() - 1) - FIRST] += times;
        for (int i = 0; i < word.length(); i++) {
            all[word.charAt(i) - FIRST] += times;
            if (i > 0) {
                counted.merge(pair(word.charAt(i - 1), word.charAt(i)), times, Float::sum);
            }
        }
    }

    private static int pair(char first, char next) {
        return (first - FIRST) * CHARACTERS + next - FIRST;
    }

    private static boolean isCommon(char character) {
        return character >= FIRST && character < FIRST + CHARACTERS;
    }

    /** How often a character stands in a hundred words, or thereabouts; 0 for what is none. */
    double share(char character) {
        return isCommon(character) ? all[character - FIRST] / words : 0;
    }

    /** How likely a text begins with the character. */
    double begins(char character) {
        return isCommon(character) ? begins[character - FIRST] / words : 0;
    }

    /** How likely a character is followed by another, in one word or by the next. */
    double follows(char first, char next) {
        return goesOn(first, next) + isFollowedBy(first, next);
    }

    /** How likely a character is followed by another in the same word. */
    double goesOn(char first, char next) {
        if (!isKnown(first) || !isCommon(next)) {
            return 0;
        }
        int at = Arrays.binarySearch(pairs, pair(first, next));
        return at < 0 ? 0 : within[at] / all[first - FIRST];
    }

    /** How likely a word ends with a character and the next begins with another. */
    double isFollowedBy(char first, char next) {
        return isKnown(first) ? ends[first - FIRST] / all[first - FIRST] * begins(next) : begins(next);
    }

    private boolean isKnown(char character) {
        return isCommon(character) && all[character - FIRST] > 0;
    }
}
