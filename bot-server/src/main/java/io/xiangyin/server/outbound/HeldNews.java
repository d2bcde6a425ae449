package io.xiangyin.server.outbound;

import io.xiangyin.core.StorageException;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Update;

/** News that came in quiet hours, kept in the database until they may be told. */
public final class HeldNews {
    private final Jdbi jdbi;

    public HeldNews(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Keeps an event as the shop's system sent it; one that is kept already is left as it is. */
    void keep(String eventId, String customer, String body) {
        write(handle -> handle.createUpdate("""
                        INSERT INTO held_news (event_id, customer_id, body) VALUES (:id, :customer, :body)
                        ON CONFLICT (event_id) DO NOTHING
                        """)
                .bind("id", eventId)
                .bind("customer", customer)
                .bind("body", body));
    }

    /** What is kept, in the order in which it came. */
    List<String> list() {
        try {
            return jdbi.withHandle(handle -> handle.createQuery("SELECT body FROM held_news ORDER BY position")
                    .mapTo(String.class)
                    .list());
        } catch (JdbiException unreadable) {
            throw new StorageException("News held back could not be read", unreadable);
        }
    }

    void remove(String eventId) {
        write(handle -> handle.createUpdate("DELETE FROM held_news WHERE event_id = :id")
                .bind("id", eventId));
    }

    private void write(Function<Handle, Update> update) {
        try {
            jdbi.useHandle(handle -> update.apply(handle).execute());
        } catch (JdbiException unwritable) {
            throw new StorageException("News held back could not be stored", unwritable);
        }
    }
}
