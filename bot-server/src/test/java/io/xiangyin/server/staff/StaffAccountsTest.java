package io.xiangyin.server.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xiangyin.channel.http.Problem;
import io.xiangyin.server.staff.Staff.Role;
import io.xiangyin.server.storage.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaffAccountsTest {
    @TempDir
    Path data;

    private Instant now = Instant.parse("2026-11-23T02:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private StaffAccounts accounts;

    @BeforeEach
    void open() {
        database = Database.open(data);
        accounts = new StaffAccounts(database.jdbi(), () -> now);
        accounts.put(List.of(new Staff("xiaolin", "小林", Set.of(Role.AGENT), List.of(), 0)), "the right one");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private int wrongTry() {
        return catchThrowableOfType(Problem.class, () -> accounts.signIn("xiaolin", "wrong"))
                .status();
    }

    @Test
    void case_14_many_wrong_tries_must_wait_and_the_lawful_user_is_not_locked_out_for_good() throws Exception {
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            refused += wrongTry() == 429 ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(90);
        now = now.plusSeconds(61);
        assertThat(accounts.signIn("xiaolin", "the right one").staff().username())
                .isEqualTo("xiaolin");
        assertThat(wrongTry()).isEqualTo(401);
    }

    @Test
    void a_session_ends_after_its_time() throws Exception {
        StaffAccounts.Session session = accounts.signIn("xiaolin", "the right one");
        assertThat(accounts.bearer(session.token())).isPresent();
        now = session.expiresAt();
        assertThat(accounts.bearer(session.token())).isEmpty();
    }
}
