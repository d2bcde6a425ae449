package io.xiangyin.core;

import java.util.List;
import java.util.function.Consumer;

/**
 * The event log of all conversations: the truth. Implementations are safe for use by many threads, and pass
 * {@code EventStoreContract}.
 */
public interface EventStore {
    /** Append whatever the version is. */
    long ANY_VERSION = -1;

    /**
     * The events of a conversation with {@code seq > after}, in order.
     *
     * @return empty if there are none, or no such conversation
     */
    List<RecordedEvent> load(ConversationId id, long after);

    /**
     * Adds events at the end of a conversation, all or none, and returns when they are durable.
     *
     * @param expectedVersion sequence number of the last event the caller knows, 0 to begin a conversation, or
     *     {@link #ANY_VERSION} to append to whatever is there
     * @throws StorageException if it cannot be made durable; nothing was stored then
     */
    AppendResult append(ConversationId id, long expectedVersion, List<ConversationEvent> events);

    /** Calls the listener, in order of storage within a conversation, after events have become durable. */
    void subscribe(Consumer<List<RecordedEvent>> listener);

    /** Conversations in which the bot owes an answer; asked once after a restart. */
    List<ConversationId> listAwaitingBot();

    /** Conversations with replies neither delivered nor given up; asked once after a restart. */
    List<ConversationId> listUndelivered();

    /**
     * Erases everything personal about a customer from all their conversations, keeping times and structure so that
     * metrics and the hash chain stay valid.
     *
     * @return how many conversations were touched
     */
    int redact(String externalId, String reason);
}
