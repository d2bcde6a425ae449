package io.xiangyin.dialog.intent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts right characters typed in place of others of the same sound (退宽 for 退款), by what is usually written: a sequence
 * of two to four characters that nobody writes becomes the commonest one that sounds the same. A character that makes a
 * known pair with a neighbour is left alone.
 */
final class Homophones {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 4;

    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, String> usual = new HashMap<>();

    /** @param texts how things are usually written */
    Homophones(List<Utterance> texts) {
        for (Utterance text : texts) {
            String characters = text.characters();
            for (int length = SHORTEST; length <= LONGEST; length++) {
                for (int at = 0; at + length <= characters.length(); at++) {
                    String written = characters.substring(at, at + length);
                    if (isChinese(written)) {
                        times.merge(written, 1, Integer::sum);
                    }
                }
            }
        }
        times.keySet().stream()
                .sorted()
                .forEach(written ->
                        usual.merge(sound(written), written, (one, other) -> times(other) > times(one) ? other : one));
    }

    /** The text as it was probably meant; the same text if nothing in it looks wrong. */
    String corrected(String text) {
        StringBuilder meant = new StringBuilder(text);
        boolean[] settled = new boolean[text.length()];
        for (int length = LONGEST; length >= SHORTEST; length--) {
            for (int at = 0; at + length <= text.length(); at++) {
                String written = meant.substring(at, at + length);
                String other = times(written) > 0 || !isChinese(written) ? null : usual.get(sound(written));
                if (other != null && isFree(settled, at, length) && isSlip(meant, at, written, other)) {
                    meant.replace(at, at + length, other);
                    for (int i = at; i < at + length; i++) {
                        settled[i] = true;
                    }
                }
            }
        }
        return meant.toString();
    }

    private static boolean isFree(boolean[] settled, int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (settled[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether half of the characters at most would change, and none that makes a known pair where it stands. */
    private boolean isSlip(CharSequence text, int at, String written, String other) {
        int changed = 0;
        for (int i = 0; i < written.length(); i++) {
            if (written.charAt(i) != other.charAt(i)) {
                changed++;
                if (isKnownPair(text, at + i - 1) || isKnownPair(text, at + i)) {
                    return false;
                }
            }
        }
        return changed <= written.length() / 2;
    }

    private boolean isKnownPair(CharSequence text, int at) {
        return at >= 0
                && at + 2 <= text.length()
                && times(text.subSequence(at, at + 2).toString()) > 0;
    }

    private int times(String written) {
        return times.getOrDefault(written, 0);
    }

    private static boolean isChinese(String text) {
        return text.codePoints().allMatch(Character::isIdeographic);
    }

    private static String sound(String text) {
        return Utterance.sound(text, " ");
    }
}
