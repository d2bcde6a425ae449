package io.xiangyin.server.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an answer into sentences with the numbers of the passages they name, while it arrives. */
final class Sentences {
    private static final Pattern SENTENCE = Pattern.compile(
            "\\s*(?<text>[^。！？!?；;\\n]+(?:[。！？!?；;]|(?=\\n)))\\s*(?<marks>(?:[\\[【]\\d{1,2}[\\]】]\\s*)*)");
    private static final Pattern HALF_A_MARK = Pattern.compile("[\\[【]\\d{0,2}$");
    private static final Pattern MARK = Pattern.compile("[\\[【](\\d{1,2})[\\]】]");

    private final StringBuilder arrived = new StringBuilder();

    /**
     * A sentence without its marks.
     *
     * @param passages the numbers it named, as written, from 1
     */
    record Sentence(String text, List<Integer> passages) {}

    /** Takes in what arrived; gives the sentences that are complete, each after the character behind it came too. */
    List<Sentence> take(String piece) {
        arrived.append(piece);
        return cut(false);
    }

    /** What has arrived of a sentence that is not complete, without its marks. */
    String beginning() {
        return MARK.matcher(arrived)
                .replaceAll("")
                .transform(text -> HALF_A_MARK.matcher(text).replaceAll(""))
                .strip();
    }

    /** The rest when nothing more comes. */
    List<Sentence> end() {
        arrived.append('\n');
        return cut(true);
    }

    private List<Sentence> cut(boolean over) {
        List<Sentence> sentences = new ArrayList<>();
        Matcher match = SENTENCE.matcher(arrived);
        int done = 0;
        while (match.lookingAt() && (over || plainAfter(match.end()))) {
            sentences.add(sentence(match));
            done = match.end();
            match.region(done, arrived.length());
        }
        arrived.delete(0, done);
        return sentences;
    }

    /** Whether what follows cannot belong to the marks any more. */
    private boolean plainAfter(int at) {
        return at < arrived.length() && arrived.charAt(at) != '[' && arrived.charAt(at) != '【';
    }

    private static Sentence sentence(Matcher match) {
        String whole = match.group("text") + match.group("marks");
        List<Integer> passages = MARK.matcher(whole)
                .results()
                .map(mark -> Integer.valueOf(mark.group(1)))
                .distinct()
                .toList();
        return new Sentence(MARK.matcher(match.group("text")).replaceAll("").strip(), passages);
    }
}
