package io.xiangyin.server.privacy;

import io.xiangyin.core.Customer;
import io.xiangyin.server.privacy.PersonalData.Kind;
import io.xiangyin.server.privacy.PersonalData.Span;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hides personal values behind marks such as {@code 〔电话1〕} and puts them back. The same value gets the same mark in
 * all texts of one mask, so that who reads them still sees that they belong together.
 */
public final class Mask {
    private final List<String> names;
    private final Map<String, String> marks = new LinkedHashMap<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    /** @param names names that are known, such as the customer's */
    public Mask(Collection<String> names) {
        this.names = List.copyOf(names);
    }

    /** A mask that knows the customer's name. */
    public static Mask of(Customer customer) {
        String name = customer.name();
        return new Mask(name == null ? List.of() : List.of(name));
    }

    /** The text with marks in place of what is personal. */
    public String hide(String text) {
        StringBuilder hidden = new StringBuilder();
        int done = 0;
        for (Span span : PersonalData.find(text, names)) {
            String value = text.substring(span.start(), span.end());
            hidden.append(text, done, span.start()).append(mark(span.kind(), value));
            done = span.end();
        }
        return hidden.append(text.substring(done)).toString();
    }

    private String mark(Kind kind, String value) {
        return marks.computeIfAbsent(value, _ -> "〔" + kind.title() + counts.merge(kind, 1, Integer::sum) + "〕");
    }

    /** The text with the values back in place of their marks. */
    public String show(String text) {
        String shown = text;
        for (Map.Entry<String, String> hidden : marks.entrySet()) {
            shown = shown.replace(hidden.getValue(), hidden.getKey());
        }
        return shown;
    }

    /** Whether anything was hidden. */
    public boolean hidAnything() {
        return !marks.isEmpty();
    }
}
