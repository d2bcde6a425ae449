package io.xiangyin.server.staff;

import io.xiangyin.server.staff.Staff.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Groups of staff and what roles allow. A change ends the sessions of those whom it concerns, as other roles do. */
final class StaffGroups {
    private final Jdbi jdbi;

    StaffGroups(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Several people with something in common.
     *
     * @param skills members are good at this too
     * @param permissions members may this too
     * @param members sign-in names
     */
    record Group(String name, List<String> skills, Set<Permission> permissions, Set<String> members) {
        Group {
            skills = List.copyOf(skills);
            permissions = Set.copyOf(permissions);
            members = Set.copyOf(members);
        }
    }

    /** All groups, by name. */
    List<Group> list() {
        return jdbi.withHandle(handle -> {
            Map<String, Set<String>> members = handle.createQuery("SELECT name, username FROM staff_group_member")
                    .map((row, _) -> Map.entry(String.valueOf(row.getString(1)), String.valueOf(row.getString(2))))
                    .collect(Collectors.groupingBy(
                            Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
            return handle.createQuery("SELECT name, skills, permissions FROM staff_group ORDER BY name")
                    .map((row, _) -> {
                        String name = String.valueOf(row.getString(1));
                        return new Group(
                                name,
                                words(row.getString(2)).toList(),
                                permissions(row.getString(3)),
                                members.getOrDefault(name, Set.of()));
                    })
                    .list();
        });
    }

    /** Makes a group or gives it these properties. */
    void put(Group group) {
        jdbi.useTransaction(handle -> {
            endSessions(handle, group.name());
            handle.createUpdate("""
                            INSERT INTO staff_group (name, skills, permissions) VALUES (:name, :skills, :permissions)
                            ON CONFLICT (name) DO UPDATE SET skills = :skills, permissions = :permissions
                            """)
                    .bind("name", group.name())
                    .bind("skills", String.join(",", group.skills()))
                    .bind("permissions", joined(group.permissions()))
                    .execute();
            handle.createUpdate("DELETE FROM staff_group_member WHERE name = :name")
                    .bind("name", group.name())
                    .execute();
            for (String member : group.members()) {
                handle.createUpdate("INSERT INTO staff_group_member (name, username) VALUES (:name, :member)")
                        .bind("name", group.name())
                        .bind("member", member)
                        .execute();
            }
            endSessions(handle, group.name());
        });
    }

    /** Takes a group away; false if there is none of this name. */
    boolean delete(String name) {
        return jdbi.inTransaction(handle -> {
            endSessions(handle, name);
            handle.createUpdate("DELETE FROM staff_group_member WHERE name = :name")
                    .bind("name", name)
                    .execute();
            return handle.createUpdate("DELETE FROM staff_group WHERE name = :name")
                            .bind("name", name)
                            .execute()
                    > 0;
        });
    }

    private static void endSessions(Handle handle, String group) {
        handle.createUpdate("""
                        DELETE FROM staff_session
                        WHERE username IN (SELECT username FROM staff_group_member WHERE name = :name)
                        """).bind("name", group).execute();
    }

    /** What each role allows. */
    Map<Role, Set<Permission>> roles() {
        Map<Role, Set<Permission>> roles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            roles.put(role, Permission.usual(role));
        }
        jdbi.useHandle(handle -> handle.createQuery("SELECT role, permissions FROM role_permission")
                .map((row, _) ->
                        Map.entry(Role.valueOf(String.valueOf(row.getString(1))), permissions(row.getString(2))))
                .forEach(entry -> roles.put(entry.getKey(), entry.getValue())));
        return roles;
    }

    /** Says what a role allows from now on. */
    void put(Role role, Set<Permission> permissions) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO role_permission (role, permissions) VALUES (:role, :permissions)
                            ON CONFLICT (role) DO UPDATE SET permissions = :permissions
                            """)
                    .bind("role", role.name())
                    .bind("permissions", joined(permissions))
                    .execute();
            handle.createUpdate("""
                            DELETE FROM staff_session WHERE username IN
                                (SELECT username FROM staff WHERE ',' || roles || ',' LIKE '%,' || :role || ',%')
                            """).bind("role", role.name()).execute();
        });
    }

    private static String joined(Collection<Permission> permissions) {
        return permissions.stream().map(Permission::name).sorted().collect(Collectors.joining(","));
    }

    private static Set<Permission> permissions(@Nullable String list) {
        return words(list).map(Permission::valueOf).collect(Collectors.toSet());
    }

    /** The words of a list with commas between. */
    static Stream<String> words(@Nullable String list) {
        return list == null || list.isEmpty() ? Stream.empty() : Arrays.stream(list.split(",", -1));
    }
}
