package io.xiangyin.dialog.flow;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a slot takes. */
public sealed interface SlotType {
    /**
     * Yes or no, in all their forms; the values are {@code yes} and {@code no}.
     *
     * @param yes further words that agree to this very question, such as 取消 to "cancel it?"
     * @param no further words that decline it
     */
    record YesNo(List<String> yes, List<String> no) implements SlotType {
        public YesNo {
            yes = List.copyOf(yes);
            no = List.copyOf(no);
        }
    }

    /** One of fixed options. */
    record Choice(List<Option> options) implements SlotType {}

    /**
     * One element of a list that an action brought.
     *
     * @param from path of the list
     * @param key name of the element's identifying field
     * @param title template of an element as the shopper reads it
     * @param words templates of further words by which the shopper may mean it
     * @param price template of its price in yuan, by which the shopper may mean it; empty if it has none
     * @param ages templates of how many days ago something happened to it, by which the shopper may mean it
     * @param prefer if exactly one element fits this, it is taken without asking
     * @param empty step to go to if the list is empty; null says so and ends the flow
     * @param unnamed step to go to if the words that began the flow name none of them; null asks
     */
    record Pick(
            String from,
            String key,
            String title,
            List<String> words,
            String price,
            List<String> ages,
            @Nullable Condition prefer,
            @Nullable String empty,
            @Nullable String unnamed)
            implements SlotType {}

    /**
     * What the shopper writes.
     *
     * @param must a text without it is no answer; null takes any
     * @param said finds the answer within a longer text, as its first group; null takes the whole
     */
    record FreeText(@Nullable Pattern must, @Nullable Pattern said) implements SlotType {}

    /**
     * A piece of a fixed form in what the shopper writes, such as a phone number.
     *
     * @param keyboard what is typed, as pages call it: {@code tel}, {@code email}, {@code number} or {@code text}
     */
    record Form(Pattern pattern, String keyboard) implements SlotType {}

    /** A place to deliver to, with perhaps a new phone number; its parts are fields of the slot. */
    record Place(@Nullable Pattern said) implements SlotType {}

    /** An option by value, with its title and the words that mean it. */
    record Option(String value, String title, List<String> words) {}
}
