package io.xiangyin.server.staff;

import io.xiangyin.channel.http.Problem;
import io.xiangyin.server.staff.Staff.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and sessions of staff. Tokens are random and stored only as hashes; wrong passwords make the next try wait,
 * longer each time up to a minute, so nobody is locked out for good.
 */
public final class StaffAccounts {
    private static final Duration SESSION = Duration.ofHours(12);
    private static final int FREE_TRIES = 5;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** Least characters of a password. */
    static final int SHORTEST_PASSWORD = 8;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Jdbi jdbi;
    private final StaffGroups groups;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Failures> failures = new ConcurrentHashMap<>();
    private final Semaphore hashing = new Semaphore(2);

    private record Failures(int count, Instant last) {}

    /** A session that was opened. */
    public record Session(String token, Instant expiresAt, Staff staff) {}

    public StaffAccounts(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.groups = new StaffGroups(jdbi);
        this.clock = clock;
    }

    /** Creates accounts, or gives existing ones these properties and this password; open sessions of them end. */
    public void put(List<Staff> people, String password) {
        if (password.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException("A password has at least " + SHORTEST_PASSWORD + " characters");
        }
        String hash = Passwords.hash(password);
        people.forEach(staff -> store(staff, hash));
    }

    private void store(Staff staff, String hash) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("DELETE FROM staff_session WHERE username = :username")
                    .bind("username", staff.username())
                    .execute();
            handle.createUpdate("""
                            INSERT INTO staff (username, name, password_hash, roles, skills, capacity)
                            VALUES (:username, :name, :hash, :roles, :skills, :capacity)
                            ON CONFLICT (username) DO UPDATE SET name = :name, password_hash = :hash, roles = :roles,
                                skills = :skills, capacity = :capacity, disabled = 0
                            """)
                    .bind("username", staff.username())
                    .bind("name", staff.name())
                    .bind("hash", hash)
                    .bind(
                            "roles",
                            staff.roles().stream().map(Role::name).sorted().collect(Collectors.joining(",")))
                    .bind("skills", String.join(",", staff.skills()))
                    .bind("capacity", staff.capacity())
                    .execute();
        });
    }

    /** Gives an account these properties; a new password, other roles or disabling end its sessions. */
    void change(Staff staff, boolean disabled, @Nullable String password) {
        String hash = password == null ? null : Passwords.hash(password);
        boolean sameRoles = find(staff.username())
                .map(old -> old.roles().equals(staff.roles()))
                .orElse(false);
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                            UPDATE staff SET name = :name, roles = :roles, skills = :skills, capacity = :capacity,
                                disabled = :disabled, password_hash = coalesce(:hash, password_hash)
                            WHERE username = :username
                            """)
                    .bind("username", staff.username())
                    .bind("name", staff.name())
                    .bind(
                            "roles",
                            staff.roles().stream().map(Role::name).sorted().collect(Collectors.joining(",")))
                    .bind("skills", String.join(",", staff.skills()))
                    .bind("capacity", staff.capacity())
                    .bind("disabled", disabled ? 1 : 0)
                    .bind("hash", hash)
                    .execute();
            if (disabled || hash != null || !sameRoles) {
                handle.createUpdate("DELETE FROM staff_session WHERE username = :username")
                        .bind("username", staff.username())
                        .execute();
            }
        });
    }

    void delete(String username) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("DELETE FROM staff_group_member WHERE username = :username")
                    .bind("username", username)
                    .execute();
            handle.createUpdate("DELETE FROM staff WHERE username = :username")
                    .bind("username", username)
                    .execute();
        });
    }

    boolean disabled(String username) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT disabled FROM staff WHERE username = :username")
                                .bind("username", username)
                                .mapTo(Integer.class)
                                .findOne())
                        .orElse(1)
                == 1;
    }

    /** How many sessions of an account are open. */
    int sessions(String username) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT count(*) FROM staff_session WHERE username = :username AND expires_at > :now")
                .bind("username", username)
                .bind("now", clock.millis())
                .mapTo(Integer.class)
                .one());
    }

    /**
     * Opens a session.
     *
     * @throws Problem 401 for a wrong name or password, the same words for both; 429 after too many tries
     */
    public Session signIn(String username, String password) throws InterruptedException {
        refuseHaste(username);
        boolean right = accepts(username, password);
        Optional<Staff> staff = right ? find(username) : Optional.empty();
        if (staff.isEmpty()) {
            failures.merge(username, new Failures(1, clock.instant()), (a, b) -> new Failures(a.count() + 1, b.last()));
            throw new Problem(401, "wrong-sign-in", "The name or the password is wrong.");
        }
        failures.remove(username);
        return open(staff.get());
    }

    /** Whether this is the password of this account; takes as long for a name that does not exist. */
    public boolean accepts(String username, String password) throws InterruptedException {
        String hash = jdbi.withHandle(handle -> handle.createQuery(
                                "SELECT password_hash FROM staff WHERE username = :username AND disabled = 0")
                        .bind("username", username)
                        .mapTo(String.class)
                        .findOne())
                .orElse(Passwords.NOBODYS);
        hashing.acquire();
        try {
            return Passwords.matches(password, hash);
        } finally {
            hashing.release();
        }
    }

    private void refuseHaste(String username) {
        Failures failed = failures.get(username);
        if (failed == null || failed.count() < FREE_TRIES) {
            return;
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(failed.count() - FREE_TRIES, 6));
        Duration limited = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        if (clock.instant().isBefore(failed.last().plus(limited))) {
            throw Problem.tooMany(
                    "too-many-tries", "Too many wrong tries. Wait " + limited.toSeconds() + " seconds.", limited);
        }
    }

    private Session open(Staff staff) {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        Instant expiresAt = clock.instant().plus(SESSION);
        jdbi.useTransaction(handle -> {
            handle.createUpdate("DELETE FROM staff_session WHERE expires_at < :now")
                    .bind("now", clock.millis())
                    .execute();
            handle.createUpdate(
                            "INSERT INTO staff_session (token_hash, username, expires_at) VALUES (:hash, :user, :at)")
                    .bind("hash", hash(token))
                    .bind("user", staff.username())
                    .bind("at", expiresAt.toEpochMilli())
                    .execute();
        });
        return new Session(token, expiresAt, staff);
    }

    /** Who a token belongs to; empty if it is unknown or has expired. */
    public Optional<Staff> bearer(String token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        return jdbi.withHandle(handle -> handle.createQuery("""
                                SELECT username FROM staff_session JOIN staff USING (username)
                                WHERE token_hash = :hash AND expires_at > :now AND disabled = 0
                                """)
                        .bind("hash", hash(token))
                        .bind("now", clock.millis())
                        .mapTo(String.class)
                        .findOne())
                .flatMap(this::find);
    }

    public void signOut(String token) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM staff_session WHERE token_hash = :hash")
                .bind("hash", hash(token))
                .execute());
    }

    /** All accounts, with what their roles and groups give them. */
    public List<Staff> list() {
        List<StaffGroups.Group> all = groups.list();
        Map<Role, Set<Permission>> roles = groups.roles();
        return stored().stream().map(staff -> staff.in(all, roles)).toList();
    }

    StaffGroups groups() {
        return groups;
    }

    /** All accounts as they were entered, without what groups add. */
    List<Staff> stored() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT username, name, roles, skills, capacity FROM staff ORDER BY username")
                .map((row, _) -> staff(
                        row.getString("username"),
                        row.getString("name"),
                        row.getString("roles"),
                        row.getString("skills"),
                        row.getInt("capacity")))
                .list());
    }

    private Optional<Staff> find(String username) {
        return list().stream()
                .filter(staff -> staff.username().equals(username))
                .findFirst();
    }

    private static Staff staff(
            @Nullable String username,
            @Nullable String name,
            @Nullable String roles,
            @Nullable String skills,
            int capacity) {
        return new Staff(
                String.valueOf(username),
                String.valueOf(name),
                StaffGroups.words(roles).map(Role::valueOf).collect(Collectors.toSet()),
                StaffGroups.words(skills).toList(),
                capacity);
    }

    private static String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
