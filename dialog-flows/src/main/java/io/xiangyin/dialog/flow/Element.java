package io.xiangyin.dialog.flow;

import java.util.List;

/**
 * An element of a list that a slot chooses from.
 *
 * @param title as the shopper reads it
 * @param words its name, then further words by which the shopper may mean it
 * @param price in yuan; empty if it has none
 * @param ages how many days ago something happened to it
 * @param preferred whether it is the kind of element the flow is mostly about
 */
public record Element(
        String key, String title, List<String> words, String price, List<Integer> ages, boolean preferred) {
    public Element {
        words = List.copyOf(words);
        ages = List.copyOf(ages);
    }
}
