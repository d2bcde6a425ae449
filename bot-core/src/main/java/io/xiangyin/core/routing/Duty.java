package io.xiangyin.core.routing;

import io.xiangyin.core.Agent;
import java.time.Instant;
import java.util.Set;

/**
 * An agent on duty.
 *
 * @param skills what they are able to do, such as a dialect code
 * @param capacity conversations they hold at once; also their weight, so that one with room for eight is asked twice as
 *     often as one with room for four
 * @param load conversations they hold or were offered
 * @param idleSince when they last took or left a conversation
 */
public record Duty(Agent agent, Set<String> skills, int capacity, int load, Instant idleSince) {
    public Duty {
        skills = Set.copyOf(skills);
    }

    boolean hasRoom() {
        return load < capacity;
    }

    Duty busier() {
        return new Duty(agent, skills, capacity, load + 1, idleSince);
    }
}
