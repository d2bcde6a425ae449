package io.xiangyin.dialog.dialect;

import io.xiangyin.dialog.text.Writing;

/**
 * A text in the three writings in which forms are looked for; all have the same length.
 *
 * @param original as written
 * @param folded in lower case and half width
 * @param simplified that in simplified characters
 */
record Passage(String original, String folded, String simplified) {
    static Passage of(String text) {
        String original = Writing.usual(text);
        String folded = Writing.folded(original);
        return new Passage(original, folded, Writing.simplified(folded));
    }

    boolean traditional() {
        return !folded.equals(simplified);
    }

    boolean has(String form, int at) {
        return at >= 0 && (folded.startsWith(form, at) || simplified.startsWith(form, at));
    }

    boolean startsAt(int at) {
        return at == 0 || isBreak(folded.charAt(at - 1));
    }

    boolean endsAt(int at) {
        return at >= folded.length() || isBreak(folded.charAt(at));
    }

    private static boolean isBreak(char character) {
        return !Character.isLetterOrDigit(character) && !Character.isSurrogate(character);
    }
}
