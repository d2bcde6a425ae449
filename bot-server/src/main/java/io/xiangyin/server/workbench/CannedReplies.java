package io.xiangyin.server.workbench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Words agents often need, by shortcut. */
public final class CannedReplies {
    private final Jdbi jdbi;

    public CannedReplies(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    JsonArray list() {
        JsonArray rows = new JsonArray();
        jdbi.useHandle(handle -> handle.createQuery("SELECT shortcut, text, author FROM canned_reply ORDER BY shortcut")
                .map((row, _) -> new JsonObject()
                        .put("shortcut", row.getString(1))
                        .put("text", row.getString(2))
                        .put("author", row.getString(3)))
                .forEach(rows::add));
        return rows;
    }

    void put(String shortcut, String text, String author, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO canned_reply (shortcut, text, author, at) VALUES (:shortcut, :text, :author, :at)
                        ON CONFLICT (shortcut) DO UPDATE SET text = :text, author = :author, at = :at
                        """)
                .bind("shortcut", shortcut)
                .bind("text", text)
                .bind("author", author)
                .bind("at", at.toEpochMilli())
                .execute());
    }

    /** Takes one away; false if there was none. */
    boolean delete(String shortcut) {
        return jdbi.withHandle(handle -> handle.createUpdate("DELETE FROM canned_reply WHERE shortcut = :shortcut")
                        .bind("shortcut", shortcut)
                        .execute()
                > 0);
    }
}
