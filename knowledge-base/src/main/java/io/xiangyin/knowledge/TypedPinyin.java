package io.xiangyin.knowledge;

import io.xiangyin.core.text.Pinyin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * follow one another most often in the knowledge and, behind it, in Chinese at large (Viterbi over pairs of characters). {@code tuikuan} becomes 退款 in a
 * shop that writes of it, and words and vectors can read it.
 */
final class TypedPinyin {
    private static final Pattern LETTERS = Pattern.compile("[a-z]+(?:[ ']+[a-z]+)*");
    private static final Pattern BREAK = Pattern.compile("[ ']+");

    /** Characters tried for a sound, the most frequent ones. */
    private static final int MOST_READINGS = 24;

    /** How many characters of the knowledge Chinese at large is worth. */
    private static final double GENERAL = 3_000;

    /** How many sightings in the knowledge it is worth for what follows a character. */
    private static final double GENERAL_PAIRS = 100;

    /** How much of that goes by the second character alone. */
    private static final double ALONE = 0.03;

    private static final int LONGEST = 80;

    /** Syllables; what is typed as one and longer is several words. */
    private static final int LONGEST_WORD = 4;

    private final IndexReader reader;
    private final Map<Character, Integer> frequency;
    private final Map<String, List<Reading>> readings = new ConcurrentHashMap<>();
    private final long all;

    /**
     * A character that a sound may stand for.
     *
     * @param frequency how many units of the knowledge have it
     * @param expected how likely it is before anything else is known
     */
    private record Reading(char character, int frequency, double expected) {}

    /** Where in a word a sound stands, as far as blanks tell. */
    private enum Place {
        ANYWHERE,
        BEGINS_A_WORD,
        GOES_ON
    }

    private record Sound(String syllable, Place place) {}

    /** The best way to read all sounds up to this one. */
    private record Way(Reading last, double likelihood, String text) {}

    TypedPinyin(IndexReader reader) throws IOException {
        this.reader = reader;
        this.frequency = frequencies(reader);
        this.all = Math.max(
                1, frequency.values().stream().mapToLong(Integer::longValue).sum());
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
                .mapToObj(c -> reading((char) c))
                .filter(reading -> reading.expected() > 0)
                .sorted((a, b) -> Double.compare(b.expected(), a.expected()))
                .limit(MOST_READINGS)
                .toList();
    }

    private Reading reading(char character) {
        int own = frequency.getOrDefault(character, 0);
        return new Reading(character, own, (own + GENERAL * CommonChinese.get().share(character)) / (all + GENERAL));
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
        List<List<String>> words = new ArrayList<>();
        for (String word : BREAK.split(run, -1)) {
            List<String> split = Pinyin.split(word);
            if (split.isEmpty() || reader.docFreq(new Term(Analysis.SINGLES, word)) > 0) {
                return run;
            }
            words.add(split);
        }
        List<Sound> sounds = sounds(words);
        boolean isLetter = run.length() == 1;
        return isLetter || sounds.size() > LONGEST ? run : likeliest(sounds, run);
    }

    /** Blanks tell words apart where at least one word of several syllables is typed as one; else they only tell syllables apart. */
    private static List<Sound> sounds(List<List<String>> words) {
        boolean spaced = words.size() > 1 && words.stream().anyMatch(word -> word.size() > 1);
        List<Sound> sounds = new ArrayList<>();
        for (List<String> word : words) {
            for (int i = 0; i < word.size(); i++) {
                Place place = !spaced || word.size() > LONGEST_WORD
                        ? Place.ANYWHERE
                        : i == 0 ? Place.BEGINS_A_WORD : Place.GOES_ON;
                sounds.add(new Sound(word.get(i), place));
            }
        }
        return sounds;
    }

    private String likeliest(List<Sound> sounds, String otherwise) throws IOException {
        List<Way> ways = List.of();
        for (Sound sound : sounds) {
            List<Reading> possible = readings.computeIfAbsent(sound.syllable(), this::readings);
            if (possible.isEmpty()) {
                return otherwise;
            }
            List<Way> longer = new ArrayList<>();
            for (Reading next : possible) {
                longer.add(
                        ways.isEmpty()
                                ? new Way(next, alone(next), String.valueOf(next.character()))
                                : best(ways, next, sound.place()));
            }
            ways = longer;
        }
        return ways.stream()
                .max((a, b) -> Double.compare(a.likelihood(), b.likelihood()))
                .map(Way::text)
                .orElse(otherwise);
    }

    private Way best(List<Way> ways, Reading next, Place place) throws IOException {
        Way best = ways.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        for (Way way : ways) {
            double likelihood = way.likelihood() + follows(way.last(), next, place);
            if (likelihood > most) {
                most = likelihood;
                best = way;
            }
        }
        return new Way(next, most, best.text() + next.character());
    }

    private double alone(Reading reading) {
        return Math.log(reading.expected());
    }

    /**
     * Logarithm of how likely the one character follows the other: as often as in the knowledge, which weighs the more
     * the better it knows the first; beside that as in Chinese at large, and a little as the second comes by itself.
     */
    private double follows(Reading first, Reading next, Place place) throws IOException {
        int together = reader.docFreq(
                new Term(Analysis.PAIRS, String.valueOf(new char[] {first.character(), next.character()})));
        CommonChinese common = CommonChinese.get();
        double near = switch (place) {
            case ANYWHERE -> common.follows(first.character(), next.character());
            case BEGINS_A_WORD -> common.isFollowedBy(first.character(), next.character());
            case GOES_ON -> common.goesOn(first.character(), next.character());
        };
        double general = (1 - ALONE) * near + ALONE * next.expected();
        return Math.log((together + GENERAL_PAIRS * general) / (first.frequency() + GENERAL_PAIRS));
    }
}
