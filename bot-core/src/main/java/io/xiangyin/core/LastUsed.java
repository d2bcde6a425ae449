package io.xiangyin.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of the entries used last, so many at most. For one thread at a time. */
public final class LastUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int capacity;

    /** @param capacity how many entries stay at most; one more, and the one used longest ago goes */
    public LastUsed(int capacity) {
        super(16, 0.75f, true);
        this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > capacity;
    }
}
