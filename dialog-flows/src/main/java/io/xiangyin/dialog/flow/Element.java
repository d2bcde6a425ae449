package io.xiangyin.dialog.flow;

import java.util.List;

/**
 * An element of a list that a slot chooses from.
 *
 * @param title as the shopper reads it
 * @param words by which the shopper may mean it
 * @param preferred whether it is the kind of element the flow is mostly about
 */
public record Element(String key, String title, List<String> words, boolean preferred) {
    public Element {
        words = List.copyOf(words);
    }
}
