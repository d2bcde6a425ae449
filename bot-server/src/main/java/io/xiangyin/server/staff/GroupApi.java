package io.xiangyin.server.staff;

import static io.xiangyin.channel.http.Operation.Access.STAFF;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Api.Answer;
import io.xiangyin.channel.http.Call;
import io.xiangyin.channel.http.Field;
import io.xiangyin.channel.http.Operation;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.server.staff.Staff.Role;
import io.xiangyin.server.staff.StaffGroups.Group;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Groups and what roles allow, over HTTP, for administrators. */
public final class GroupApi {
    private static final int MOST_MEMBERS = 500;
    private static final Field PERMISSIONS = Field.texts(
            "permissions",
            Permission.values().length,
            32,
            Arrays.stream(Permission.values()).map(Permission::word).collect(Collectors.joining(", ")) + ".");

    private final StaffAccounts accounts;
    private final AuditTrail audit;
    private final StaffApi staff;

    public GroupApi(StaffAccounts accounts, AuditTrail audit, StaffApi staff) {
        this.accounts = accounts;
        this.audit = audit;
        this.staff = staff;
    }

    public void register(Api api) {
        api.add(
                Operation.get("/groups", "listGroups", STAFF, "Groups with their members, skills and permissions."),
                call -> {
                    staff.require(call, Permission.ACCOUNTS);
                    JsonArray rows = new JsonArray();
                    accounts.groups().list().forEach(group -> rows.add(shown(group)));
                    return Answer.ok(new JsonObject().put("groups", rows));
                });
        api.add(
                Operation.put(
                        "/groups/{name}",
                        "putGroup",
                        STAFF,
                        "Makes a group, or changes it; the sessions of its members end.",
                        Field.texts("members", MOST_MEMBERS, 64, "Sign-in names."),
                        Field.texts("skills", 20, 24, "What all members are good at, such as yue.")
                                .optional(),
                        PERMISSIONS.optional()),
                this::put);
        api.add(
                Operation.delete("/groups/{name}", "deleteGroup", STAFF, "Takes a group away; its members stay."),
                this::delete);
        api.add(Operation.get("/roles", "listRoles", STAFF, "What each role allows."), call -> {
            staff.require(call, Permission.ACCOUNTS);
            JsonObject roles = new JsonObject();
            accounts.groups().roles().forEach((role, allowed) -> roles.put(word(role), words(allowed)));
            return Answer.ok(
                    new JsonObject().put("roles", roles).put("permissions", words(Set.of(Permission.values()))));
        });
        api.add(
                Operation.put(
                        "/roles/{role}",
                        "putRole",
                        STAFF,
                        "Says what a role allows; the sessions of those who have it end.",
                        PERMISSIONS),
                this::putRole);
    }

    private static JsonObject shown(Group group) {
        return new JsonObject()
                .put("name", group.name())
                .put("skills", new JsonArray(group.skills()))
                .put("permissions", words(group.permissions()))
                .put("members", new JsonArray(List.copyOf(new TreeSet<>(group.members()))));
    }

    private static JsonArray words(Set<Permission> permissions) {
        return new JsonArray(permissions.stream().sorted().map(Permission::word).toList());
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private Answer put(Call call) {
        Staff admin = staff.require(call, Permission.ACCOUNTS);
        String name = call.path("name");
        if (!name.matches("[\\p{L}\\p{N} _-]{1,32}")) {
            throw Problem.badRequest("wrong-name", "A group is called by 1 to 32 letters, digits, spaces, _ and -.");
        }
        Set<String> members = new HashSet<>(AccountApi.texts(call.body().getJsonArray("members")));
        Set<String> known = accounts.stored().stream().map(Staff::username).collect(Collectors.toSet());
        members.stream().filter(member -> !known.contains(member)).findFirst().ifPresent(unknown -> {
            throw Problem.badRequest("unknown-member", "'members' takes sign-in names; there is no '" + unknown + "'.");
        });
        Group group = new Group(
                name,
                AccountApi.texts(call.body().getJsonArray("skills")),
                permissions(call.body().getJsonArray("permissions", new JsonArray())),
                members);
        accounts.groups().put(group);
        audit.note(
                admin.username(),
                "group_changed",
                name,
                "members: " + said(group.members().stream()) + "; permissions: "
                        + said(group.permissions().stream().map(Permission::word)) + "; skills: "
                        + said(group.skills().stream()));
        return Answer.ok(shown(group));
    }

    private static String said(Stream<String> words) {
        return words.sorted().collect(Collectors.joining(", "));
    }

    private Answer delete(Call call) {
        Staff admin = staff.require(call, Permission.ACCOUNTS);
        if (!accounts.groups().delete(call.path("name"))) {
            throw Problem.notFound();
        }
        audit.note(admin.username(), "group_deleted", call.path("name"), "");
        return new Answer(204, null);
    }

    private Answer putRole(Call call) {
        Staff admin = staff.require(call, Permission.ACCOUNTS);
        Role role = Arrays.stream(Role.values())
                .filter(one -> word(one).equals(call.path("role")))
                .findFirst()
                .orElseThrow(Problem::notFound);
        Set<Permission> allowed = permissions(call.body().getJsonArray("permissions"));
        if (role == Role.ADMIN && !allowed.contains(Permission.ACCOUNTS)) {
            throw new Problem(
                    409, "last-admin", "Administrators keep the permission 'accounts', or nobody could give it back.");
        }
        accounts.groups().put(role, allowed);
        audit.note(
                admin.username(),
                "role_changed",
                word(role),
                said(allowed.stream().map(Permission::word)));
        return Answer.ok(new JsonObject().put("role", word(role)).put("permissions", words(allowed)));
    }

    private static Set<Permission> permissions(JsonArray words) {
        Set<Permission> permissions = new HashSet<>();
        for (Object word : words) {
            permissions.add(Arrays.stream(Permission.values())
                    .filter(one -> one.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> Problem.badRequest("unknown-permission", PERMISSIONS.description())));
        }
        return permissions;
    }
}
