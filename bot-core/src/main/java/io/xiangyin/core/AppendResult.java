package io.xiangyin.core;

import java.util.List;

/** What came of an append. */
public sealed interface AppendResult {
    /** Stored and durable. */
    record Appended(List<RecordedEvent> events) implements AppendResult {}

    /** Somebody else appended first; nothing was stored. */
    record Stale(long version) implements AppendResult {}

    /** A {@code CustomerSpoke} with this channel message id is already there; nothing was stored. */
    record Duplicate(RecordedEvent original) implements AppendResult {}
}
