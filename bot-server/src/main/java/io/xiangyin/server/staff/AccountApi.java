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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Accounts over HTTP, for administrators; and everybody's own password. */
public final class AccountApi {
    private static final int MOST_ROWS = 200;
    private static final Field NAME = Field.text("name", 64, "Name shown to shoppers.");
    private static final Field ROLES = Field.texts("roles", 4, 16, "agent, supervisor, manager, admin.");
    private static final Field SKILLS = Field.texts("skills", 20, 24, "What they are good at, such as yue.");
    private static final Field CAPACITY =
            Field.integer("capacity", 0, 100, "Conversations at once; 0 for as many as routing.yaml says.");
    private static final Field PASSWORD = Field.text("password", 256, "At least 8 characters.");

    private final StaffAccounts accounts;
    private final AuditTrail audit;
    private final Presence presence;
    private final StaffApi staff;

    public AccountApi(StaffAccounts accounts, AuditTrail audit, Presence presence, StaffApi staff) {
        this.accounts = accounts;
        this.audit = audit;
        this.presence = presence;
        this.staff = staff;
    }

    public void register(Api api) {
        api.add(Operation.get("/accounts", "listAccounts", STAFF, "Who may sign in."), this::list);
        api.add(
                Operation.post(
                        "/accounts",
                        "createAccount",
                        STAFF,
                        "Lets somebody sign in.",
                        201,
                        Field.text("username", 64, "Sign-in name: letters, digits, _ and -."),
                        NAME,
                        ROLES,
                        PASSWORD,
                        SKILLS.optional(),
                        CAPACITY.optional()),
                this::create);
        api.add(
                Operation.put(
                        "/accounts/{username}",
                        "changeAccount",
                        STAFF,
                        "Changes an account. A new password, other roles or disabling end its sessions at once.",
                        NAME.optional(),
                        ROLES.optional(),
                        SKILLS.optional(),
                        CAPACITY.optional(),
                        PASSWORD.optional(),
                        Field.bool("disabled", "true: may not sign in.").optional()),
                this::change);
        api.add(
                Operation.delete("/accounts/{username}", "deleteAccount", STAFF, "Takes an account away for good."),
                this::delete);
        api.add(
                Operation.post(
                        "/auth/password",
                        "changePassword",
                        STAFF,
                        "Changes your own password; all your sessions end.",
                        204,
                        Field.text("old", 256, "The password until now."),
                        Field.text("password", 256, "The new one, at least 8 characters.")),
                this::changeOwn);
        api.add(
                Operation.get("/audit", "listAudit", STAFF, "Who did what to accounts and customers' data.")
                        .with("limit: Most rows, 100 if not given.", "offset: Rows to skip."),
                this::trail);
    }

    private Answer list(Call call) {
        admin(call);
        JsonArray rows = new JsonArray();
        accounts.stored().forEach(one -> rows.add(shown(one)));
        return Answer.ok(new JsonObject().put("accounts", rows));
    }

    private JsonObject shown(Staff one) {
        return StaffApi.shown(one)
                .put("username", one.username())
                .put("capacity", one.capacity())
                .put("disabled", accounts.disabled(one.username()))
                .put("sessions", accounts.sessions(one.username()));
    }

    private Answer create(Call call) {
        Staff admin = admin(call);
        JsonObject body = call.body();
        String username = body.getString("username");
        if (!username.matches("[A-Za-z0-9_-]{2,64}")) {
            throw Problem.badRequest("wrong-username", "A sign-in name is 2 to 64 letters, digits, _ and -.");
        }
        if (accounts.list().stream().anyMatch(one -> one.username().equals(username))) {
            throw new Problem(409, "username-taken", "This sign-in name is taken. Choose another.");
        }
        Staff made = new Staff(
                username,
                body.getString("name"),
                roles(body.getJsonArray("roles")),
                texts(body.getJsonArray("skills")),
                body.getInteger("capacity", 0));
        accounts.put(List.of(made), password(body));
        audit.note(
                admin.username(),
                "account_created",
                username,
                "roles: "
                        + made.roles().stream()
                                .map(role -> role.name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .collect(Collectors.joining(", ")));
        return new Answer(201, shown(made));
    }

    private Answer change(Call call) {
        Staff admin = admin(call);
        Staff old = known(call.path("username"));
        JsonObject body = call.body();
        Staff next = new Staff(
                old.username(),
                body.getString("name", old.name()),
                body.containsKey("roles") ? roles(body.getJsonArray("roles")) : old.roles(),
                body.containsKey("skills") ? texts(body.getJsonArray("skills")) : old.skills(),
                body.getInteger("capacity", old.capacity()));
        boolean disabled = body.getBoolean("disabled", accounts.disabled(old.username()));
        if (disabled || !next.isAny(Role.ADMIN)) {
            keepAnAdmin(old);
        }
        String password = body.containsKey("password") ? password(body) : null;
        accounts.change(next, disabled, password);
        if (disabled) {
            presence.forget(old.username());
        }
        audit.note(admin.username(), "account_changed", old.username(), changed(old, next, disabled, password));
        return Answer.ok(shown(next));
    }

    private static String changed(Staff old, Staff next, boolean disabled, @Nullable String password) {
        return (old.equals(next) ? "" : "properties ")
                + (disabled ? "disabled " : "")
                + (password == null ? "" : "password");
    }

    private Answer delete(Call call) {
        Staff admin = admin(call);
        Staff old = known(call.path("username"));
        keepAnAdmin(old);
        accounts.delete(old.username());
        presence.forget(old.username());
        audit.note(admin.username(), "account_deleted", old.username(), "");
        return new Answer(204, null);
    }

    /** The last administrator who may sign in stays. */
    private void keepAnAdmin(Staff leaving) {
        boolean others = accounts.list().stream()
                .anyMatch(one -> one.isAny(Role.ADMIN)
                        && !one.username().equals(leaving.username())
                        && !accounts.disabled(one.username()));
        if (leaving.isAny(Role.ADMIN) && !others) {
            throw new Problem(409, "last-admin", "This is the last administrator. Make another one first.");
        }
    }

    private Answer changeOwn(Call call) throws InterruptedException {
        Staff self = staff.require(call, Permission.SIGN_IN);
        if (!accounts.accepts(self.username(), call.body().getString("old"))) {
            throw Problem.forbidden("The password until now is wrong.");
        }
        accounts.change(self, false, password(call.body()));
        audit.note(self.username(), "password_changed", self.username(), "");
        return new Answer(204, null);
    }

    private Answer trail(Call call) {
        admin(call);
        return Answer.ok(new JsonObject().put("audit", audit.list((int) call.number("limit", 100, 1, MOST_ROWS), (int)
                call.number("offset", 0, 0, Integer.MAX_VALUE))));
    }

    private Staff known(String username) {
        return accounts.stored().stream()
                .filter(one -> one.username().equals(username))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    private Staff admin(Call call) {
        return staff.require(call, Permission.ACCOUNTS);
    }

    private static String password(JsonObject body) {
        String password = body.getString("password");
        if (password.length() < StaffAccounts.SHORTEST_PASSWORD) {
            throw Problem.badRequest(
                    "short-password", "A password has at least " + StaffAccounts.SHORTEST_PASSWORD + " characters.");
        }
        return password;
    }

    private static Set<Role> roles(JsonArray words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Object word : words) {
            try {
                roles.add(Role.valueOf(String.valueOf(word).toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw Problem.badRequest("unknown-role", "'roles' takes agent, supervisor, manager and admin.");
            }
        }
        if (roles.isEmpty()) {
            throw Problem.badRequest("no-role", "An account has at least one role.");
        }
        return roles;
    }

    static List<String> texts(@Nullable JsonArray words) {
        return words == null
                ? List.of()
                : words.stream()
                        .map(word -> String.valueOf(word).strip().replace(",", ""))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }
}
