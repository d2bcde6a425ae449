package io.xiangyin.core;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A function of a text that remembers its results for the short texts asked for last: thanks, greetings and the shop's
 * usual questions come again and again, word for word. Results must not change while it is in use.
 *
 * @param <V> what is made of a text
 */
public final class Remembering<V> implements Function<String, V> {
    /** Longest text remembered unless said otherwise, in UTF-16 units; longer ones hardly come twice. */
    private static final int LONGEST = 48;

    private static final int CAPACITY = 2_000;

    private final Function<String, V> function;
    private final Predicate<V> worthIt;
    private final int longest;
    private final Map<String, V> known;

    public Remembering(Function<String, V> function) {
        this(function, _ -> true);
    }

    /** @param worthIt whether a result holds next time as well, and not only because something was out of order */
    public Remembering(Function<String, V> function, Predicate<V> worthIt) {
        this(function, worthIt, CAPACITY, LONGEST);
    }

    /** @param capacity how many results are remembered */
    public Remembering(Function<String, V> function, int capacity) {
        this(function, capacity, LONGEST);
    }

    /**
     * @param capacity how many results are remembered
     * @param longest longest text remembered, in UTF-16 units
     */
    public Remembering(Function<String, V> function, int capacity, int longest) {
        this(function, _ -> true, capacity, longest);
    }

    private Remembering(Function<String, V> function, Predicate<V> worthIt, int capacity, int longest) {
        this.function = function;
        this.worthIt = worthIt;
        this.longest = longest;
        this.known = new LastUsed<>(capacity);
    }

    @Override
    public V apply(String text) {
        if (text.length() > longest) {
            return function.apply(text);
        }
        synchronized (known) {
            V before = known.get(text);
            if (before != null) {
                return before;
            }
        }
        V made = function.apply(text);
        if (worthIt.test(made)) {
            synchronized (known) {
                known.put(text, made);
            }
        }
        return made;
    }
}
