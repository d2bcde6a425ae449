package io.xiangyin.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.BytesRef;

/**
 * Puts characters in the place of typed pinyin, as an input method does: of all characters with these sounds those that
 * follow one another most often in the knowledge (Viterbi over pairs of characters). {@code tuikuan} becomes 退款 in a
 * shop that writes of it, and words and vectors can read it.
 */
final class TypedPinyin {
    private static final Pattern LETTERS = Pattern.compile("[a-z]+(?:[ ']+[a-z]+)*");
    private static final Pattern BREAK = Pattern.compile("[ ']+");

    /** Characters tried for a sound, the most frequent ones. */
    private static final int MOST_READINGS = 24;

    /** How many sightings the frequency of a character by itself is worth beside those of the pair. */
    private static final double SMOOTHING = 0.5;

    private static final int LONGEST = 80;

    private final IndexReader reader;
    private final Map<Character, Integer> frequency;
    private final Map<String, List<Reading>> readings = new HashMap<>();
    private final long all;

    /** A character that a sound may stand for. */
    private record Reading(char character, int frequency) {}

    /** The best way to read all sounds up to this one. */
    private record Way(Reading last, double likelihood, String text) {}

    TypedPinyin(IndexReader reader) throws IOException {
        this.reader = reader;
        this.frequency = frequencies(reader);
        this.all = Math.max(
                1, frequency.values().stream().mapToLong(Integer::longValue).sum());
        Pinyin.syllables().forEach(syllable -> readings.put(syllable, readings(syllable)));
    }

    private static Map<Character, Integer> frequencies(IndexReader reader) throws IOException {
        Map<Character, Integer> found = new HashMap<>();
        Terms terms = MultiTerms.getTerms(reader, Analysis.SINGLES);
        if (terms != null) {
            TermsEnum each = terms.iterator();
            for (BytesRef term = each.next(); term != null; term = each.next()) {
                String text = term.utf8ToString();
                if (text.length() == 1 && Pinyin.of(text.charAt(0)) != null) {
                    found.put(text.charAt(0), each.docFreq());
                }
            }
        }
        return found;
    }

    private List<Reading> readings(String syllable) {
        return Pinyin.characters(syllable)
                .chars()
                .mapToObj(c -> new Reading((char) c, frequency.getOrDefault((char) c, 0)))
                .filter(reading -> reading.frequency() > 0)
                .sorted((a, b) -> Integer.compare(b.frequency(), a.frequency()))
                .limit(MOST_READINGS)
                .toList();
    }

    /**
     * The text with its typed pinyin in characters; unchanged if it has none. Words that the knowledge knows as they are
     * (brands, models) are no pinyin.
     *
     * @param text in the form of {@link ChineseText#plain}
     */
    String read(String text) throws IOException {
        Matcher runs = LETTERS.matcher(text);
        StringBuilder read = new StringBuilder();
        while (runs.find()) {
            runs.appendReplacement(read, Matcher.quoteReplacement(characters(runs.group())));
        }
        return runs.appendTail(read).toString();
    }

    private String characters(String run) throws IOException {
        List<String> syllables = new ArrayList<>();
        for (String word : BREAK.split(run, -1)) {
            List<String> split = Pinyin.split(word);
            if (split.isEmpty() || reader.docFreq(new Term(Analysis.SINGLES, word)) > 0) {
                return run;
            }
            syllables.addAll(split);
        }
        boolean isLetter = run.length() == 1;
        return isLetter || syllables.size() > LONGEST ? run : likeliest(syllables, run);
    }

    private String likeliest(List<String> syllables, String otherwise) throws IOException {
        List<Way> ways = List.of();
        for (String syllable : syllables) {
            List<Reading> possible = readings.getOrDefault(syllable, List.of());
            if (possible.isEmpty()) {
                return otherwise;
            }
            List<Way> longer = new ArrayList<>();
            for (Reading next : possible) {
                longer.add(
                        ways.isEmpty()
                                ? new Way(next, alone(next), String.valueOf(next.character()))
                                : best(ways, next));
            }
            ways = longer;
        }
        return ways.stream()
                .max((a, b) -> Double.compare(a.likelihood(), b.likelihood()))
                .map(Way::text)
                .orElse(otherwise);
    }

    private Way best(List<Way> ways, Reading next) throws IOException {
        Way best = ways.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        for (Way way : ways) {
            double likelihood = way.likelihood() + follows(way.last(), next);
            if (likelihood > most) {
                most = likelihood;
                best = way;
            }
        }
        return new Way(next, most, best.text() + next.character());
    }

    private double alone(Reading reading) {
        return Math.log((double) reading.frequency() / all);
    }

    /** Logarithm of how likely the one character follows the other. */
    private double follows(Reading first, Reading next) throws IOException {
        int together = reader.docFreq(
                new Term(Analysis.PAIRS, String.valueOf(new char[] {first.character(), next.character()})));
        return Math.log((together + SMOOTHING * next.frequency() / all * frequency.size())
                / (first.frequency() + SMOOTHING * frequency.size()));
    }
}
