package io.xiangyin.dialog.intent;

import io.xiangyin.core.text.Pinyin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts characters in the place of typed pinyin, as an input method does: of all characters that sound so those that
 * follow one another most often in the texts it learnt from, with the characters beside them (Viterbi over pairs of
 * characters). Letters of which that makes mostly pairs nobody writes are a name, not pinyin, and stay.
 */
public final class PinyinReader {
    /** Not beside digits and signs, as in numbers, models, addresses of mail. */
    private static final Pattern LETTERS =
            Pattern.compile("(?<![\\w@+-]|\\w[.])[a-zA-Z]+(?:[ ']+[a-zA-Z]+)*(?![\\w@+-]|[.]\\w)");

    /** Letters; longer runs are no message. */
    private static final int LONGEST = 120;

    private static final int LONGEST_SYLLABLE = 6;

    /** Stands for what is beside a text, a mark or a letter. */
    private static final char EDGE = '|';

    /** How many sightings of a character the shares of the next one by itself are worth. */
    private static final double ALONE = 2;

    /** Least share of the pairs that somebody writes. */
    private static final double KNOWN = 0.6;

    private final Map<Character, Integer> singles = new HashMap<>();
    private final Map<Integer, Integer> pairs = new HashMap<>();
    private long all;

    /**
     * The best way to read all letters up to a place.
     *
     * @param known how many of its pairs somebody writes
     */
    private record Way(char last, double likelihood, int known, String text) {}

    private PinyinReader(Stream<String> texts) {
        for (String text : (Iterable<String>) texts::iterator) {
            char before = EDGE;
            for (int i = 0; i <= text.length(); i++) {
                char next = at(text, i);
                if (before != EDGE || next != EDGE) {
                    singles.merge(before, 1, Integer::sum);
                    pairs.merge(pair(before, next), 1, Integer::sum);
                    all++;
                }
                before = next;
            }
        }
    }

    /** Learns from a shop's examples, and from what is said everywhere. */
    public static PinyinReader of(List<IntentExample> examples) {
        return new PinyinReader(Stream.of(
                        examples.stream().map(IntentExample::text),
                        IntentExamples.elsewhere().stream(),
                        IntentExamples.asides().stream())
                .flatMap(texts -> texts));
    }

    private static char at(CharSequence text, int place) {
        boolean chinese = place >= 0 && place < text.length() && Pinyin.of(text.charAt(place)) != null;
        return chinese ? text.charAt(place) : EDGE;
    }

    private static int pair(char first, char next) {
        return first << Character.SIZE | next;
    }

    /** The text with its typed pinyin in characters; the same text if it has none. */
    public String read(String text) {
        Matcher runs = LETTERS.matcher(text);
        return runs.replaceAll(run -> Matcher.quoteReplacement(characters(text, run)));
    }

    private String characters(String text, MatchResult run) {
        String typed = run.group();
        if (typed.length() < 2 || typed.length() > LONGEST) {
            return typed;
        }
        List<Way> ways = ways(at(text, run.start() - 1), typed.toLowerCase(Locale.ROOT));
        if (ways.isEmpty()) {
            return typed;
        }
        Way whole = onTo(ways, at(text, run.end()));
        int pairs = whole.text().length();
        return whole.known() < KNOWN * pairs ? typed : whole.text().substring(0, pairs - 1);
    }

    /** The ways to read all of the letters, one for each last character; none if they are no pinyin. */
    private List<Way> ways(char before, String typed) {
        List<List<Way>> upTo = new ArrayList<>();
        upTo.add(List.of(new Way(before, 0, 0, "")));
        for (int end = 1; end <= typed.length(); end++) {
            if (!Character.isLetter(typed.charAt(end - 1))) {
                upTo.add(upTo.get(end - 1));
                continue;
            }
            Map<Character, Way> best = new HashMap<>();
            for (int start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
                List<Way> ways = upTo.get(start);
                String possible = ways.isEmpty() ? "" : possible(typed, start, end);
                for (int i = 0; i < possible.length(); i++) {
                    char next = possible.charAt(i);
                    if (singles.containsKey(next)) {
                        best.merge(next, onTo(ways, next), PinyinReader::likelier);
                    }
                }
            }
            upTo.add(List.copyOf(best.values()));
        }
        return upTo.getLast();
    }

    /** The characters that some of the letters may stand for; a single vowel (midea) does for none within a word. */
    private static String possible(String typed, int start, int end) {
        boolean word = (start == 0 || !Character.isLetter(typed.charAt(start - 1)))
                && (end == typed.length() || !Character.isLetter(typed.charAt(end)));
        return end - start == 1 && !word
                ? ""
                : Pinyin.characters(typed.substring(start, end).replace('v', 'u'));
    }

    private static Way likelier(Way one, Way other) {
        return other.likelihood() > one.likelihood() ? other : one;
    }

    /** The likeliest of the ways with one more character. */
    private Way onTo(List<Way> ways, char next) {
        double alone = ALONE * singles.getOrDefault(next, 0) / all;
        Way best = ways.getFirst();
        double most = Double.NEGATIVE_INFINITY;
        for (Way way : ways) {
            double likelihood = way.likelihood()
                    + Math.log((together(way.last(), next) + alone) / (singles.getOrDefault(way.last(), 0) + ALONE));
            if (likelihood > most) {
                best = way;
                most = likelihood;
            }
        }
        int known = best.known() + (together(best.last(), next) > 0 ? 1 : 0);
        return new Way(next, most, known, best.text() + next);
    }

    private int together(char first, char next) {
        return pairs.getOrDefault(pair(first, next), 0);
    }
}
