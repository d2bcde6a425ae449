package io.xiangyin.server.knowledge;

import io.xiangyin.channel.http.Problem;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.ArticleFile;
import io.xiangyin.knowledge.Reading;
import io.xiangyin.server.knowledge.ArticleVersion.State;
import io.xiangyin.server.knowledge.Catalogue.Entry;
import io.xiangyin.server.knowledge.Catalogue.Origin;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do to articles: each change is a new version, made from the one they saw. */
final class ArticleDesk {
    private final ArticleStore store;
    private final LiveKnowledge knowledge;
    private final InstantSource clock;

    ArticleDesk(ArticleStore store, LiveKnowledge knowledge, InstantSource clock) {
        this.store = store;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /** What came of an import. */
    record Imported(int created, int updated, int unchanged, List<String> problems) {}

    Entry create(Article article, State state, String author) throws InterruptedException {
        if (knowledge.catalogue().find(article.id()).isPresent()) {
            throw new Problem(409, "id-taken", "There is an article with id '" + article.id() + "'. Choose another.");
        }
        return append(version(article, 1, state, author));
    }

    /** @param seen the version the change was made from */
    Entry update(Article article, int seen, State state, String author) throws InterruptedException {
        get(article.id());
        return append(version(article, seen + 1, state, author));
    }

    /** The same text in another state. */
    Entry move(String id, int seen, State state, String author) throws InterruptedException {
        Article article = get(id).latest().article();
        return append(version(article, seen + 1, state, author));
    }

    /** Takes an article out; an edited file of the home folder is back as it is in the folder. */
    void delete(String id, int seen) throws InterruptedException {
        Entry entry = get(id);
        if (entry.origin() == Origin.FILE) {
            throw new Problem(
                    409,
                    "is-a-file",
                    "This article is the file " + entry.latest().article().file()
                            + ". Delete the file, or retire the article.");
        }
        if (!store.delete(id, seen)) {
            throw stale();
        }
        knowledge.changed();
    }

    /** Takes in a file; what is there already with the same text is left alone. All its articles, or none, are stored. */
    Imported bring(String name, byte[] content, State state, String author) throws InterruptedException {
        Reading reading = ArticleFile.read(name, name, content);
        List<ArticleVersion> versions = new ArrayList<>();
        int created = 0;
        int unchanged = 0;
        for (Article article : reading.articles()) {
            @Nullable Entry before = knowledge.catalogue().find(article.id()).orElse(null);
            if (before == null) {
                created++;
                versions.add(version(article, 1, state, author));
            } else if (same(before.latest(), article, state)) {
                unchanged++;
            } else {
                versions.add(version(article, before.latest().number() + 1, state, author));
            }
        }
        if (!store.append(versions)) {
            throw stale();
        }
        knowledge.changed();
        return new Imported(created, versions.size() - created, unchanged, reading.problems());
    }

    private static boolean same(ArticleVersion before, Article now, State state) {
        Article then = before.article();
        return before.state() == state
                && then.title().equals(now.title())
                && then.category().equals(now.category())
                && then.questions().equals(now.questions())
                && then.source().equals(now.source())
                && then.body().equals(now.body())
                && then.availability().equals(now.availability());
    }

    Entry get(String id) {
        return knowledge.catalogue().find(id).orElseThrow(Problem::notFound);
    }

    /** All versions, the oldest first; the file, if there is one, is number 0. */
    List<ArticleVersion> versions(String id) {
        Entry entry = get(id);
        List<ArticleVersion> versions = new ArrayList<>(store.list(id));
        knowledge.file(id).ifPresent(file -> versions.addFirst(file));
        return versions.isEmpty() ? List.of(entry.latest()) : versions;
    }

    private ArticleVersion version(Article article, int number, State state, String author) {
        LocalDate today = knowledge.today();
        Article stored = new Article(
                article.id(),
                article.title(),
                article.category(),
                article.questions(),
                article.source(),
                article.body(),
                "",
                article.availability(),
                today);
        return new ArticleVersion(stored, number, state, author, clock.instant());
    }

    private Entry append(ArticleVersion version) throws InterruptedException {
        if (!store.append(List.of(version))) {
            throw stale();
        }
        knowledge.changed();
        return get(version.article().id());
    }

    private static Problem stale() {
        return new Problem(
                409,
                "changed-meanwhile",
                "Somebody changed this article meanwhile. Load it again and repeat your change.");
    }
}
