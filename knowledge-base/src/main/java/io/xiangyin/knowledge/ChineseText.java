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

/**
 * Brings a text into the form in which it is indexed and searched: NFKC (full width to half width), lower case,
 * synonyms standardised. For searching, the words that carry no meaning are taken out as well.
 */
public final class ChineseText {
    private final Synonyms synonyms;
    private final List<String> stopWords;

    /** @param stopWords words of a question that say nothing about its matter */
    public ChineseText(Synonyms synonyms, List<String> stopWords) {
        this.synonyms = synonyms;
        this.stopWords = stopWords.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Reads {@code synonyms.txt} and {@code stopwords.txt} of a lexicon folder. */
    public static ChineseText read(Path lexicon) {
        return new ChineseText(Synonyms.read(lexicon.resolve("synonyms.txt")), words(lexicon.resolve("stopwords.txt")));
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

    /** The text as it is indexed. */
    public String indexed(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return synonyms.standardise(plain);
    }

    /** The text as it is searched for; if nothing but stop words is in it, they stay. */
    public String searched(String text) {
        String whole = indexed(text);
        String bare = whole;
        for (String stop : stopWords) {
            bare = bare.replace(stop, " ");
        }
        return bare.isBlank() ? whole : bare;
    }

    /**
     * The pieces by which coverage is measured: pairs of neighbouring Chinese characters, single ones where they stand
     * alone, Latin words and numbers whole.
     *
     * @param normal a text already {@link #indexed} or {@link #searched}
     */
    static Set<String> pieces(String normal) {
        Set<String> pieces = new LinkedHashSet<>();
        for (String run : runs(normal)) {
            if (!isHan(run.charAt(0)) || run.length() == 1) {
                pieces.add(run);
            }
            for (int i = 0; isHan(run.charAt(0)) && i + 2 <= run.length(); i++) {
                pieces.add(run.substring(i, i + 2));
            }
        }
        return pieces;
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
