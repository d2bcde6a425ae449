package io.xiangyin.bench;

import com.ibm.icu.text.Transliterator;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** How the same question may be written by another hand. The same text is always changed in the same way. */
enum Variant {
    /** One character in six, at least one, is another common one of the same sound. */
    HOMOPHONES {
        @Override
        String of(String text, Random random) {
            StringBuilder wrong = new StringBuilder(text);
            List<Integer> places = places(text);
            Collections.shuffle(places, random);
            int wanted = Math.max(1, places.size() / HOMOPHONE_EVERY);
            for (int place : places) {
                String sound = sound(text.charAt(place));
                String others = HOMOPHONES_OF.getOrDefault(sound, "").replace(text.substring(place, place + 1), "");
                if (wanted > 0 && !others.isEmpty()) {
                    wrong.setCharAt(place, others.charAt(random.nextInt(others.length())));
                    wanted--;
                }
            }
            return wrong.toString();
        }
    },
    /** All of it typed in pinyin, word by word. */
    PINYIN {
        @Override
        String of(String text, Random random) {
            return words(text).stream().map(Variant::typed).collect(Collectors.joining(" "));
        }
    },
    /** One word of two or more characters typed in pinyin. */
    PINYIN_WORD {
        @Override
        String of(String text, Random random) {
            List<String> words = words(text);
            List<Integer> several = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                if (places(words.get(i)).size() > 1) {
                    several.add(i);
                }
            }
            if (!several.isEmpty()) {
                int place = several.get(random.nextInt(several.size()));
                words.set(place, typed(words.get(place)));
            }
            return String.join("", words);
        }
    },
    /** In traditional characters. */
    TRADITIONAL {
        @Override
        String of(String text, Random random) {
            return TO_TRADITIONAL.transliterate(text);
        }
    },
    /** Its clauses in another order; a single clause turned around at a word in its middle. */
    REORDERED {
        @Override
        String of(String text, Random random) {
            List<String> clauses = new ArrayList<>(Arrays.asList(text.split("(?<=[，。；？！,;?!\\s])", -1)));
            if (clauses.size() > 1) {
                Collections.rotate(clauses, 1 + random.nextInt(clauses.size() - 1));
                return String.join("", clauses);
            }
            List<String> words = words(text);
            Collections.rotate(words, words.size() / 2);
            return String.join("", words);
        }
    },
    /** Stray spaces before one character in four. */
    SPACES {
        @Override
        String of(String text, Random random) {
            return text.chars()
                    .mapToObj(c -> (random.nextInt(SPACE_EVERY) == 0 ? " " : "") + (char) c)
                    .collect(Collectors.joining());
        }
    },
    /** Letters, digits and marks in full width. */
    FULL_WIDTH {
        @Override
        String of(String text, Random random) {
            return text.chars()
                    .mapToObj(c -> String.valueOf((char) (c > ' ' && c <= '~' ? c + TO_FULL : c)))
                    .collect(Collectors.joining());
        }
    };

    private static final int HOMOPHONE_EVERY = 6;
    private static final int SPACE_EVERY = 4;
    private static final int TO_FULL = '！' - '!';
    private static final Transliterator TO_TRADITIONAL = Transliterator.getInstance("Simplified-Traditional");
    private static final Transliterator TO_SOUND = Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");
    private static final Map<Character, String> SOUNDS = new HashMap<>();
    private static final Map<String, String> HOMOPHONES_OF = homophones();

    abstract String of(String text, Random random);

    /** The text in another hand. */
    String of(String text) {
        return of(text, new Random(text.hashCode()));
    }

    /** The 3 755 common characters (GB 2312, first level), by sound. */
    private static Map<String, String> homophones() {
        Map<String, String> bySound = new HashMap<>();
        Charset gb2312 = Charset.forName("GB2312");
        for (int row = 0xB0; row <= 0xD7; row++) {
            for (int cell = 0xA1; cell <= (row == 0xD7 ? 0xF9 : 0xFE); cell++) {
                String character = new String(new byte[] {(byte) row, (byte) cell}, gb2312);
                bySound.merge(sound(character.charAt(0)), character, String::concat);
            }
        }
        return bySound;
    }

    private static String sound(char character) {
        return SOUNDS.computeIfAbsent(
                character, c -> TO_SOUND.transliterate(String.valueOf(c)).strip());
    }

    private static boolean isHan(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    private static List<Integer> places(String text) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (isHan(text.charAt(i))) {
                places.add(i);
            }
        }
        return places;
    }

    private static String typed(String word) {
        return word.chars()
                .mapToObj(c -> isHan((char) c) ? sound((char) c) : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    /** The words of a text by smartcn, with what lies between them. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        try (HMMChineseTokenizer tokenizer = new HMMChineseTokenizer()) {
            OffsetAttribute offset = tokenizer.addAttribute(OffsetAttribute.class);
            tokenizer.setReader(new StringReader(text));
            TokenStream stream = tokenizer;
            stream.reset();
            int end = 0;
            while (stream.incrementToken()) {
                if (offset.startOffset() > end) {
                    words.add(text.substring(end, offset.startOffset()));
                }
                words.add(text.substring(offset.startOffset(), offset.endOffset()));
                end = offset.endOffset();
            }
            if (end < text.length()) {
                words.add(text.substring(end));
            }
            return words;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
