package io.xiangyin.dialog.dialect;

import java.util.List;

/**
 * One row of a dialect table: what a spelling says about the dialect of its writer, and what it is in Mandarin.
 *
 * @param dialect code, or empty for words that are normalised but give no dialect away
 * @param weight how surely the form alone gives the dialect away, 0 to 1
 * @param where the place or the writing in which the form counts
 * @param guards longer ordinary words that contain the form; inside one it does not count
 */
record Form(
        String dialect,
        String text,
        String mandarin,
        double weight,
        Replace replace,
        Where where,
        List<String> guards) {

    /** When the Mandarin takes the form's place. */
    enum Replace {
        /** In any text. */
        ALWAYS,
        /** In a text of this dialect. */
        CONTEXT,
        NEVER
    }

    /** Where a form counts. */
    enum Where {
        ANYWHERE,
        /** Before punctuation or the end. */
        END,
        /** After punctuation or the beginning. */
        START,
        /** In traditional writing. */
        TRADITIONAL,
        /** In simplified writing. */
        SIMPLIFIED
    }

    /** Whether the form, found there, counts. */
    boolean counts(Passage passage, int at) {
        boolean placed = switch (where) {
            case ANYWHERE -> true;
            case END -> passage.endsAt(at + text.length());
            case START -> passage.startsAt(at);
            case TRADITIONAL -> passage.traditional();
            case SIMPLIFIED -> !passage.traditional();
        };
        return placed && guards.stream().noneMatch(guard -> within(guard, passage, at));
    }

    private boolean within(String guard, Passage passage, int at) {
        for (int offset = guard.indexOf(text); offset >= 0; offset = guard.indexOf(text, offset + 1)) {
            if (passage.has(guard, at - offset)) {
                return true;
            }
        }
        return false;
    }
}
