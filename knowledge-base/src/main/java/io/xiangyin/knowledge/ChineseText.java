package io.xiangyin.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Brings a text into the form in which it is indexed and searched: NFKC (full width to half width), lower case, simplified characters,
 * synonyms standardised. For searching, the words that carry no meaning are taken out as well.
 */
public final class ChineseText {
    private static final Pattern BETWEEN_CHARACTERS = Pattern.compile("(?<=\\p{IsHan})[ \t\u3000]+(?=\\p{IsHan})");
    private static final char FIRST_FULL_WIDTH = '！';
    private static final char LAST_FULL_WIDTH = '～';
    private static final int TO_HALF = FIRST_FULL_WIDTH - '!';
    private static final double HALF_SAID = 0.5;
    private static final double HARDLY_SAID = 0.1;

    private final Synonyms synonyms;
    private final List<String> dictionary;
    private final List<String> stopWords;
    private final Set<Character> stopCharacters;

    /** @param stopWords words of a question that say nothing about its matter */
    public ChineseText(Synonyms synonyms, List<String> stopWords) {
        this(synonyms, stopWords, List.of());
    }

    /**
     * @param stopWords words of a question that say nothing about its matter
     * @param dictionary words of the shop, which are never cut
     */
    public ChineseText(Synonyms synonyms, List<String> stopWords, List<String> dictionary) {
        this.synonyms = synonyms;
        this.dictionary = dictionary.stream().map(ChineseText::plain).toList();
        this.stopCharacters = stopWords.stream()
                .filter(word -> word.length() == 1)
                .map(word -> word.charAt(0))
                .collect(Collectors.toUnmodifiableSet());
        this.stopWords = stopWords.stream()
                .filter(word -> word.length() > 1)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Reads {@code synonyms.txt}, {@code stopwords.txt} and {@code dictionary.txt} of a lexicon folder. */
    public static ChineseText read(Path lexicon) {
        return new ChineseText(
                Synonyms.read(lexicon.resolve("synonyms.txt")),
                words(lexicon.resolve("stopwords.txt")),
                words(lexicon.resolve("dictionary.txt")));
    }

    private static List<String> words(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new KnowledgeException(List.of(file + ": cannot be read as UTF-8 text: " + unreadable));
        }
    }

    /** The shop's own words, in plain form. */
    List<String> dictionary() {
        return dictionary;
    }

    /** The text as it is indexed. */
    public String indexed(String text) {
        return synonyms.standardise(plain(text));
    }

    /**
     * The text as an embedding model reads it best: simplified characters, letters and digits in half width, no spaces
     * between Chinese characters. Punctuation stays as it is.
     */
    static String readable(String text) {
        StringBuilder narrow = new StringBuilder(text.length());
        text.chars()
                .map(c ->
                        c >= FIRST_FULL_WIDTH && c <= LAST_FULL_WIDTH && Character.isLetterOrDigit(c) ? c - TO_HALF : c)
                .forEach(c -> narrow.append((char) c));
        return BETWEEN_CHARACTERS
                .matcher(SimplifiedCharacters.of(narrow.toString()))
                .replaceAll("");
    }

    /** The text in half width, simplified characters and lower case, without spaces between Chinese characters. */
    static String plain(String text) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return BETWEEN_CHARACTERS.matcher(SimplifiedCharacters.of(narrow)).replaceAll("");
    }

    /**
     * The text as it is searched for, without stop words. Stop words of one character stay, for they are also parts of
     * words (要 in 重要, 会 in 会员); {@link #substance} makes them light. If nothing else is in the text, all stay.
     */
    public String searched(String text) {
        String whole = indexed(text);
        String bare = whole;
        for (String stop : stopWords) {
            bare = bare.replace(stop, " ");
        }
        return bare.isBlank() ? whole : bare;
    }

    /**
     * The pieces by which texts are compared: single Chinese characters and pairs of neighbours, Latin words and numbers
     * whole. The characters find what is said in other words (想退 and 退货), the pairs what is said in the same.
     *
     * @param normal a text already {@link #indexed} or {@link #searched}
     */
    static Set<String> pieces(String normal) {
        Set<String> pieces = new LinkedHashSet<>();
        for (String run : runs(normal)) {
            if (!isHan(run.charAt(0))) {
                pieces.add(run);
                continue;
            }
            for (int i = 0; i < run.length(); i++) {
                pieces.add(run.substring(i, i + 1));
                if (i + 1 < run.length()) {
                    pieces.add(run.substring(i, i + 2));
                }
            }
        }
        return pieces;
    }

    /** How much a piece says by itself: 1, less if half of it is a stop word, little if all of it is. */
    double substance(String piece) {
        long stops =
                piece.chars().filter(c -> stopCharacters.contains((char) c)).count();
        return stops == 0 ? 1 : stops < piece.length() ? HALF_SAID : HARDLY_SAID;
    }

    private static List<String> runs(String text) {
        List<String> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean part = Character.isLetterOrDigit(c);
            boolean breaks = !run.isEmpty() && (!part || isHan(c) != isHan(run.charAt(0)));
            if (breaks) {
                runs.add(run.toString());
                run.setLength(0);
            }
            if (part) {
                run.append(c);
            }
        }
        if (!run.isEmpty()) {
            runs.add(run.toString());
        }
        return runs;
    }

    private static boolean isHan(char c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }
}
