package io.xiangyin.core.routing;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Urgency;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shopper in the queue, as the router sees them.
 *
 * @param since when they joined the queue
 * @param skills what their agent must be able to do
 * @param preferred id of the agent they talked to last; null if there is none
 * @param declined ids of agents who were asked and did not take them, or passed them on
 */
public record Waiting(
        ConversationId id,
        Urgency urgency,
        Instant since,
        Set<String> skills,
        @Nullable String preferred,
        Set<String> declined) {
    public Waiting {
        skills = Set.copyOf(skills);
        declined = Set.copyOf(declined);
    }
}
