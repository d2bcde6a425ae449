package io.xiangyin.server.staff;

import io.xiangyin.core.Agent;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Someone who signs in.
 *
 * @param skills what they are good at, such as the dialect code {@code yue}, their groups' skills included
 * @param capacity conversations they hold at once; 0 for as many as the routing policy says
 * @param permissions what their roles and groups allow
 */
public record Staff(
        String username, String name, Set<Role> roles, List<String> skills, int capacity, Set<Permission> permissions) {

    /** What a person works as. */
    public enum Role {
        AGENT,
        SUPERVISOR,
        MANAGER,
        ADMIN
    }

    /** With what the roles usually allow. */
    public Staff(String username, String name, Set<Role> roles, List<String> skills, int capacity) {
        this(
                username,
                name,
                roles,
                skills,
                capacity,
                roles.stream().flatMap(role -> Permission.usual(role).stream()).collect(Collectors.toSet()));
    }

    /** With the usual capacity. */
    public Staff(String username, String name, Set<Role> roles, List<String> skills) {
        this(username, name, roles, skills, 0);
    }

    public Staff {
        roles = Set.copyOf(roles);
        skills = List.copyOf(skills);
        permissions = Set.copyOf(permissions);
    }

    /** This person as shoppers meet them. */
    public Agent agent() {
        return new Agent(username, name);
    }

    public boolean isAny(Role... wanted) {
        return Set.of(wanted).stream().anyMatch(roles::contains);
    }

    /** The one place where a permission is looked up. */
    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** The same person with what their groups give besides. */
    Staff in(Collection<StaffGroups.Group> groups, Map<Role, Set<Permission>> byRole) {
        Set<Permission> allowed = EnumSet.of(Permission.SIGN_IN);
        roles.forEach(role -> allowed.addAll(byRole.getOrDefault(role, Set.of())));
        Set<String> good = new LinkedHashSet<>(skills);
        groups.stream().filter(group -> group.members().contains(username)).forEach(group -> {
            allowed.addAll(group.permissions());
            good.addAll(group.skills());
        });
        return new Staff(username, name, roles, List.copyOf(good), capacity, allowed);
    }
}
