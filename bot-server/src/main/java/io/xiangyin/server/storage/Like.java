package io.xiangyin.server.storage;

import org.jspecify.annotations.Nullable;

/** Patterns for {@code LIKE … ESCAPE '!'}. */
public final class Like {
    private Like() {}

    /** Fits what holds these words as they are, wildcards included; null for no words, which fits nothing by itself. */
    public static @Nullable String containing(@Nullable String words) {
        return words == null
                ? null
                : "%" + words.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
