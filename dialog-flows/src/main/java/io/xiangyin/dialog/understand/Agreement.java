package io.xiangyin.dialog.understand;

import io.xiangyin.dialog.flow.SlotType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells yes from no in the answer to a question. Whole answers come first; then the first part of the answer decides,
 * unless the rest takes it back. What is neither is no answer: a question is asked back, not guessed.
 */
final class Agreement {
    private static final int LONGEST = 16;

    /** 行不行, 好不好: asks, and declines nothing. */
    private static final Pattern ASKING_EITHER_WAY = Pattern.compile("(\\p{IsHan})[不唔]\\1");

    private final Words words;

    Agreement(Words words) {
        this.words = words;
    }

    /** {@code yes} or {@code no}; empty if the text says neither. */
    Optional<String> of(String text, SlotType.YesNo kind) {
        String bare = Words.normalise(text);
        int number = words.number(bare);
        if (number == 1 || number == 2) {
            return Optional.of(number == 1 ? "yes" : "no");
        }
        boolean no = words.is("no", bare, kind.no());
        if (no || words.is("yes", bare, kind.yes())) {
            return Optional.of(no && !words.is("yes", bare, kind.yes()) ? "no" : "yes");
        }
        List<String> clauses = List.of(text.split("[\\s，,。.！!；;、~～…]+", -1)).stream()
                .map(Words::normalise)
                .filter(clause -> !clause.isEmpty())
                .toList();
        boolean declined = clauses.stream().anyMatch(clause -> declines(clause, kind));
        boolean agreed = clauses.stream().limit(2).anyMatch(clause -> agrees(clause, kind));
        if (declined) {
            return Optional.of("no");
        }
        return agreed && !words.has("but", bare) ? Optional.of("yes") : Optional.empty();
    }

    private boolean declines(String clause, SlotType.YesNo kind) {
        return words.is("no", clause, kind.no())
                || (clause.length() <= LONGEST
                        && !words.has("question", clause)
                        && words.has(
                                "declining", ASKING_EITHER_WAY.matcher(clause).replaceAll(""))
                        && !says(clause, kind.yes()));
    }

    private boolean agrees(String clause, SlotType.YesNo kind) {
        if (words.has("question", clause) || clause.length() > LONGEST || words.has("negative", clause)) {
            return words.is("yes", clause, kind.yes());
        }
        return words.is("yes", clause, kind.yes())
                || words.begins("agreeing", clause)
                || words.has("agreement", clause)
                || says(clause, kind.yes());
    }

    /** Whether the clause has one of the words, and nothing that takes it back before it. */
    private boolean says(String clause, List<String> own) {
        return own.stream().anyMatch(word -> {
            int at = clause.indexOf(word);
            return at >= 0 && !words.has("negative", clause.substring(0, at));
        });
    }
}
