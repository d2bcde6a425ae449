package io.xiangyin.server.knowledge;

import io.xiangyin.channel.http.Call;
import io.xiangyin.knowledge.Article;
import io.xiangyin.server.knowledge.Catalogue.Entry;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Which articles a list shows; an empty text means any. */
record ArticleFilter(String words, String state, String category, String visibility, String origin, boolean stale) {
    static ArticleFilter of(Call call) {
        return new ArticleFilter(
                text(call, "q").toLowerCase(Locale.ROOT),
                text(call, "state"),
                text(call, "category"),
                text(call, "visibility"),
                text(call, "origin"),
                text(call, "stale").equals("true"));
    }

    private static String text(Call call, String name) {
        return Objects.requireNonNullElse(call.query(name), "").strip();
    }

    boolean accepts(Entry entry, LocalDate today) {
        Article article = entry.latest().article();
        return fits(state, entry.latest().state().word())
                && fits(category, article.category())
                && fits(visibility, article.availability().agentsOnly() ? "agents" : "public")
                && fits(origin, entry.origin().name().toLowerCase(Locale.ROOT))
                && (!stale || entry.stale(today))
                && Stream.of(words.split("\\s+")).allMatch(word -> says(article, word));
    }

    /** Whether the title itself says what is looked for. */
    boolean named(Entry entry) {
        return entry.latest().article().title().toLowerCase(Locale.ROOT).contains(words);
    }

    private static boolean fits(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    private static boolean says(Article article, String word) {
        return Stream.of(
                        article.id(),
                        article.title(),
                        article.category(),
                        String.join("\n", article.questions()),
                        article.body())
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word));
    }
}
