package io.xiangyin.dialog.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a slot takes. */
public sealed interface SlotType {
    /** Yes or no, in all their forms; the values are {@code yes} and {@code no}. */
    record YesNo() implements SlotType {}

    /** One of fixed options. */
    record Choice(List<Option> options) implements SlotType {}

    /**
     * One element of a list that an action brought.
     *
     * @param from path of the list
     * @param key name of the element's identifying field
     * @param title template of an element as the shopper reads it
     * @param words templates of further words by which the shopper may mean it
     * @param prefer if exactly one element fits this, it is taken without asking
     */
    record Pick(
            String from,
            String key,
            String title,
            List<String> words,
            @Nullable Condition prefer) implements SlotType {}

    /** Whatever the shopper writes. */
    record FreeText() implements SlotType {}

    /** An option by value, with its title and the words that mean it. */
    record Option(String value, String title, List<String> words) {}
}
