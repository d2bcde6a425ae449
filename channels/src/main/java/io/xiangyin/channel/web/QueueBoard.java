package io.xiangyin.channel.web;

import io.xiangyin.core.ConversationId;
import java.util.Optional;

/** Where a waiting conversation stands. */
@FunctionalInterface
public interface QueueBoard {
    /** The place of a conversation; empty if it is not waiting. */
    Optional<Place> find(ConversationId id);

    /**
     * A place in the queue.
     *
     * @param position 1 is next
     * @param estimatedWaitSeconds a guess from the waits just past
     */
    record Place(int position, int estimatedWaitSeconds) {}
}
