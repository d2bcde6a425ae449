package io.xiangyin.demo.orders;

import java.util.Locale;

/** An enum whose constants are written in JSON and in the database as lower-case words ({@code IN_TRANSIT} is in_transit). */
interface Word {

    /** The constant's name, which every enum has. */
    String name();

    /** The constant as JSON and the database write it. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds the constant for a word written by {@link #word()}.
     *
     * @throws IllegalArgumentException if no constant is written so
     */
    static <E extends Enum<E> & Word> E of(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
