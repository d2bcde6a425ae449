package io.xiangyin.server.watch;

import io.xiangyin.evaluator.Radar.Cause;
import io.xiangyin.evaluator.Radar.Finding;
import io.xiangyin.evaluator.Radar.Sort;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The alerts in the database. */
final class AlertStore {
    private final Jdbi jdbi;

    AlertStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Keeps a finding: a new alert, or the open one about the same with its new figures. Tells whether it is new. */
    boolean keep(Finding finding, Instant now) {
        return jdbi.inTransaction(handle -> {
            int known = bind(handle.createUpdate("""
                    UPDATE alert SET sort = :sort, value = :value, usual = :usual, bound = :bound, count = :count,
                        seen_at = :now
                    WHERE about = :about AND closed_at IS NULL
                    """), finding, now).execute();
            if (known == 0) {
                bind(handle.createUpdate("""
                        INSERT INTO alert (about, sort, value, usual, bound, count, cause_by, cause_key, cause_share,
                            cause_usual, opened_at, seen_at)
                        VALUES (:about, :sort, :value, :usual, :bound, :count, :causeBy, :causeKey, :causeShare,
                            :causeUsual, :now, :now)
                        """), finding, now).execute();
            }
            return known == 0;
        });
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Finding finding, Instant now) {
        Cause cause = finding.cause();
        return statement
                .bind("about", finding.about())
                .bind("sort", finding.sort().name())
                .bind("value", finding.value())
                .bind("usual", finding.usual())
                .bind("bound", finding.limit())
                .bind("count", finding.count())
                .bind("causeBy", cause == null ? null : cause.groupBy())
                .bind("causeKey", cause == null ? null : cause.key())
                .bind("causeShare", cause == null ? null : cause.share())
                .bind("causeUsual", cause == null ? null : cause.usualShare())
                .bind("now", now.toEpochMilli());
    }

    /** Closes what was not found since. */
    void closeUnseen(Instant since, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "UPDATE alert SET closed_at = :now WHERE closed_at IS NULL AND seen_at < :since")
                .bind("now", now.toEpochMilli())
                .bind("since", since.toEpochMilli())
                .execute());
    }

    /** Open ones first, then the newest. */
    List<Alert> list(int most) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * FROM alert ORDER BY closed_at IS NOT NULL, opened_at DESC, id DESC LIMIT :most")
                .bind("most", most)
                .map((row, _) -> alert(row))
                .list());
    }

    Optional<Alert> find(long id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM alert WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> alert(row))
                .findOne());
    }

    /** The first to take note stays the one. */
    boolean acknowledge(long id, String by, @Nullable String note, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        UPDATE alert SET acknowledged_by = :by, acknowledged_at = :now, note = :note
                        WHERE id = :id AND acknowledged_by IS NULL
                        """)
                        .bind("id", id)
                        .bind("by", by)
                        .bind("note", note)
                        .bind("now", now.toEpochMilli())
                        .execute())
                == 1;
    }

    private static Alert alert(ResultSet row) throws SQLException {
        String causeKey = row.getString("cause_key");
        Cause cause = causeKey == null
                ? null
                : new Cause(
                        row.getString("cause_by"),
                        causeKey,
                        row.getDouble("cause_share"),
                        row.getDouble("cause_usual"));
        double median = row.getDouble("usual");
        Double usual = row.wasNull() ? null : median;
        Finding finding = new Finding(
                row.getString("about"),
                Sort.valueOf(row.getString("sort")),
                row.getDouble("value"),
                usual,
                row.getDouble("bound"),
                row.getLong("count"),
                cause);
        return new Alert(
                row.getLong("id"),
                finding,
                Instant.ofEpochMilli(row.getLong("opened_at")),
                Instant.ofEpochMilli(row.getLong("seen_at")),
                instant(row, "closed_at"),
                row.getString("acknowledged_by"),
                instant(row, "acknowledged_at"),
                row.getString("note"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
