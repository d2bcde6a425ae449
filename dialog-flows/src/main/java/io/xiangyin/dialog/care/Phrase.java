package io.xiangyin.dialog.care;

import io.xiangyin.dialog.text.TextTable;
import io.xiangyin.dialog.text.Writing;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of the phrase table.
 *
 * @param category what it is about, such as {@code human_request}; the rules say what follows
 * @param weight how strong it is, 0 to 1
 * @param action how hard it counts: {@code handoff_now}, {@code safety} and {@code verify} bring in a human,
 *     {@code suppress} takes words back, the others only tell about the shopper
 * @param guards longer words in which it does not count
 * @param key what a text without question marks and commas holds if it says it; empty if that cannot be told
 */
record Phrase(
        String category,
        String text,
        String match,
        double weight,
        String action,
        List<String> guards,
        Pattern pattern,
        String key) {
    private static final List<String> MATCHES = List.of("contains", "exact", "prefix", "pinyin", "regex");
    private static final List<String> ACTIONS =
            List.of("safety", "verify", "handoff_now", "offer_handoff", "soothe", "slow_mode", "log", "suppress");
    private static final String TAKEN_BACK = "\n";

    static Phrase of(TextTable.Row row) {
        String text = row.filled("phrase");
        String match = row.oneOf("match", MATCHES);
        return new Phrase(
                row.get("category"),
                match.equals("regex") ? text : Writing.bare(text),
                match,
                row.number("weight"),
                row.oneOf("action", ACTIONS),
                row.list("guards").stream().map(Writing::bare).toList(),
                match.equals("regex") ? row.pattern("phrase") : Pattern.compile(Pattern.quote(Writing.bare(text))),
                match.equals("regex") ? "" : Writing.bare(text).replace("?", ""));
    }

    boolean transfers() {
        return isHard() || action.equals("handoff_now");
    }

    /** Danger and fraud are heard even where other words are taken back. */
    boolean isHard() {
        return action.equals("safety") || action.equals("verify");
    }

    boolean takesBack() {
        return action.equals("suppress");
    }

    /**
     * Whether a text may say it: most of a thousand phrases are ruled out by this alone.
     *
     * @param characters those of the text
     * @param plain the text without question marks and commas
     */
    boolean mayBeIn(BitSet characters, String plain) {
        return key.isEmpty() || (characters.get(key.charAt(0)) && plain.contains(key));
    }

    /** The text without the words that this phrase takes back. */
    String takeBack(String text) {
        if (!match.equals("regex") && !text.contains(this.text)) {
            return text;
        }
        return guards.stream().anyMatch(text::contains)
                ? text
                : pattern.matcher(text).replaceAll(TAKEN_BACK);
    }

    /** The words of the text that say it; null if none do. */
    @Nullable String find(String text) {
        String unguarded = text;
        for (String guard : guards) {
            if (text.contains(guard)) {
                unguarded = unguarded.replace(guard, TAKEN_BACK);
            }
        }
        return switch (match) {
            case "exact" -> unguarded.replaceAll("[?,]", "").equals(this.text) ? this.text : null;
            case "prefix" -> unguarded.startsWith(this.text) ? this.text : null;
            case "regex" -> {
                Matcher matcher = pattern.matcher(unguarded);
                yield matcher.find() ? matcher.group() : null;
            }
            default -> contains(unguarded) ? this.text : null;
        };
    }

    boolean isSaidIn(String text) {
        return find(text) != null;
    }

    /** Contained, and if it is a number, not a piece of a longer one. */
    private boolean contains(String in) {
        int at = in.indexOf(text);
        if (at < 0 || text.isEmpty() || !text.chars().allMatch(Character::isDigit)) {
            return at >= 0 && !text.isEmpty();
        }
        int end = at + text.length();
        return (at == 0 || !Character.isDigit(in.charAt(at - 1)))
                && (end == in.length() || !Character.isDigit(in.charAt(end)));
    }
}
