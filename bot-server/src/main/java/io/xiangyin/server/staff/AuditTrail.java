package io.xiangyin.server.staff;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** Who did what to accounts and customers' data. Only ever added to. */
public final class AuditTrail {
    private final Jdbi jdbi;
    private final InstantSource clock;

    public AuditTrail(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Notes an act.
     *
     * @param who sign-in name of who did it
     * @param about the account or the customer it was done to
     */
    public void note(String who, String act, String about, String detail) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO staff_audit (at, who, act, about, detail) VALUES (:at, :who, :act, :about, :detail)
                        """)
                .bind("at", clock.millis())
                .bind("who", who)
                .bind("act", act)
                .bind("about", about)
                .bind("detail", detail)
                .execute());
    }

    /** The latest first. */
    public JsonArray list(int limit, int offset) {
        JsonArray rows = new JsonArray();
        jdbi.useHandle(handle -> handle.createQuery(
                        "SELECT * FROM staff_audit ORDER BY audit_id DESC LIMIT :limit OFFSET :offset")
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, _) -> new JsonObject()
                        .put("at", Instant.ofEpochMilli(row.getLong("at")).toString())
                        .put("who", row.getString("who"))
                        .put("act", row.getString("act"))
                        .put("about", row.getString("about"))
                        .put("detail", row.getString("detail")))
                .forEach(rows::add));
        return rows;
    }
}
