package io.xiangyin.server.knowledge;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.StorageException;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.Availability;
import io.xiangyin.server.knowledge.ArticleVersion.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** The versions of articles in the database: appended, never changed. */
public final class ArticleStore {
    private final Jdbi jdbi;

    public ArticleStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All versions of all articles, by article and in their order. */
    List<ArticleVersion> list() {
        return reading(handle -> handle.createQuery("SELECT * FROM article_version ORDER BY article_id, version")
                .map((row, _) -> version(row))
                .list());
    }

    /** The versions of one article in their order; empty if it has none. */
    List<ArticleVersion> list(String id) {
        return reading(
                handle -> handle.createQuery("SELECT * FROM article_version WHERE article_id = :id ORDER BY version")
                        .bind("id", id)
                        .map((row, _) -> version(row))
                        .list());
    }

    /**
     * Adds versions, all or none. The first statement writes, so that SQLite waits for its turn beside the event log instead
     * of finding in the middle that another was faster.
     *
     * @return false if one of their numbers is not the next of its article: somebody else was faster
     */
    boolean append(List<ArticleVersion> versions) {
        return writing(handle -> {
            for (ArticleVersion version : versions) {
                if (insert(handle, version) == 0) {
                    handle.rollback();
                    return false;
                }
            }
            return true;
        });
    }

    /**
     * Takes an article out with all its versions.
     *
     * @return false if its latest version is another than the one seen
     */
    boolean delete(String id, int seen) {
        return writing(handle ->
                handle.createUpdate("""
                                DELETE FROM article_version WHERE article_id = :id
                                    AND (SELECT max(version) FROM article_version WHERE article_id = :id) = :seen
                                """).bind("id", id).bind("seen", seen).execute() > 0);
    }

    private static int insert(Handle handle, ArticleVersion version) {
        Article article = version.article();
        Availability availability = article.availability();
        return handle.createUpdate("""
                        INSERT INTO article_version (article_id, version, state, title, category, questions, source, body,
                            agents_only, valid_from, valid_until, author, at)
                        SELECT :id, :version, :state, :title, :category, :questions, :source, :body,
                            :agentsOnly, :from, :until, :author, :at
                        WHERE (SELECT coalesce(max(version), 0) FROM article_version WHERE article_id = :id) = :version - 1
                        """)
                .bind("id", article.id())
                .bind("version", version.number())
                .bind("state", version.state().word())
                .bind("title", article.title())
                .bind("category", article.category())
                .bind("questions", String.join("\n", article.questions()))
                .bind("source", article.source())
                .bind("body", article.body())
                .bind("agentsOnly", availability.agentsOnly() ? 1 : 0)
                .bind("from", text(availability.from()))
                .bind("until", text(availability.until()))
                .bind("author", version.author())
                .bind("at", version.at().toEpochMilli())
                .execute();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }

    private static ArticleVersion version(ResultSet row) throws SQLException {
        Instant at = Instant.ofEpochMilli(row.getLong("at"));
        return new ArticleVersion(
                new Article(
                        row.getString("article_id"),
                        row.getString("title"),
                        row.getString("category"),
                        row.getString("questions").lines().toList(),
                        row.getString("source"),
                        row.getString("body"),
                        "",
                        new Availability(
                                row.getInt("agents_only") == 1,
                                day(row.getString("valid_from")),
                                day(row.getString("valid_until"))),
                        LocalDate.ofInstant(at, OpeningHours.SHOP_TIME)),
                row.getInt("version"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("author"),
                at);
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Handle handle);
    }

    private <T> T reading(Work<T> work) {
        try {
            return jdbi.withHandle(work::on);
        } catch (JdbiException unreadable) {
            throw new StorageException("Articles could not be read", unreadable);
        }
    }

    private <T> T writing(Work<T> work) {
        try {
            return jdbi.inTransaction(work::on);
        } catch (JdbiException unwritable) {
            throw new StorageException("Articles could not be stored", unwritable);
        }
    }
}
