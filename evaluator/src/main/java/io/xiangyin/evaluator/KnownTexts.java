package io.xiangyin.evaluator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts read before, found by their bytes, so that what many conversations share is made and kept once. Remembers the last
 * one of each place only, which bounds it. Threads may share it: the worst that comes of it is a text made twice.
 */
final class KnownTexts {
    private static final int PLACES = 1 << 12;

    private final @Nullable Known[] places = new Known[PLACES];

    /** All fields final, so that another thread sees it whole or not at all. */
    private static final class Known {
        private final byte[] bytes;
        private final String text;

        Known(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }

    String get(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 12 ^ hash >>> 24) & (PLACES - 1);
        Known known = places[place];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, to)) {
            return known.text;
        }
        String text = FactBytes.text(bytes, from, to);
        places[place] = new Known(Arrays.copyOfRange(bytes, from, to), text);
        return text;
    }
}
