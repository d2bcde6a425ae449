package io.xiangyin.server.staff;

import io.xiangyin.core.Agent;
import java.util.List;
import java.util.Set;

/**
 * Someone who signs in.
 *
 * @param skills what they are good at, such as the dialect code {@code yue}
 * @param capacity conversations they hold at once; 0 for as many as the routing policy says
 */
public record Staff(String username, String name, Set<Role> roles, List<String> skills, int capacity) {

    /** What a person may do. */
    public enum Role {
        AGENT,
        SUPERVISOR,
        MANAGER,
        ADMIN
    }

    /** With the usual capacity. */
    public Staff(String username, String name, Set<Role> roles, List<String> skills) {
        this(username, name, roles, skills, 0);
    }

    public Staff {
        roles = Set.copyOf(roles);
        skills = List.copyOf(skills);
    }

    /** This person as shoppers meet them. */
    public Agent agent() {
        return new Agent(username, name);
    }

    public boolean isAny(Role... wanted) {
        return Set.of(wanted).stream().anyMatch(roles::contains);
    }
}
