package io.xiangyin.server.knowledge;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.Availability;
import io.xiangyin.knowledge.Passage;
import io.xiangyin.server.knowledge.Catalogue.Entry;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Articles as the API shows them. */
final class KnowledgeJson {
    private KnowledgeJson() {}

    /** An article in a list: without its text. */
    static JsonObject row(Entry entry, LocalDate today, int used) {
        ArticleVersion latest = entry.latest();
        Article article = latest.article();
        Availability availability = article.availability();
        Article published = entry.published();
        return new JsonObject()
                .put("id", article.id())
                .put("title", article.title())
                .put("category", article.category())
                .put("state", latest.state().word())
                .put("version", latest.number())
                .put("origin", entry.origin().name().toLowerCase(Locale.ROOT))
                .put("visibility", availability.agentsOnly() ? "agents" : "public")
                .put("validFrom", text(availability.from()))
                .put("validUntil", text(availability.until()))
                .put("updated", text(article.updated()))
                .put("author", latest.author())
                .put("live", published != null && published.availability().openTo(today))
                .put("stale", entry.stale(today))
                .put("used", used);
    }

    /** An article with its text. */
    static JsonObject whole(Entry entry, LocalDate today, int used) {
        Article article = entry.latest().article();
        return row(entry, today, used)
                .put("questions", new JsonArray(article.questions()))
                .put("source", article.source())
                .put("body", article.body())
                .put("file", article.file());
    }

    static JsonObject version(ArticleVersion version) {
        return new JsonObject()
                .put("version", version.number())
                .put("state", version.state().word())
                .put("title", version.article().title())
                .put("author", version.author())
                .put("at", version.number() == 0 ? null : version.at().toString());
    }

    static JsonObject passage(Passage passage) {
        return new JsonObject()
                .put("id", passage.id())
                .put("heading", passage.heading())
                .put("text", passage.text())
                .put("offset", passage.offset());
    }

    /** The lines of two versions side by side in one list: {@code same}, {@code removed}, {@code added}. */
    static JsonArray diff(Article before, Article after) {
        JsonArray lines = new JsonArray();
        DiffRowGenerator generator =
                DiffRowGenerator.create().lineNormalizer(line -> line).build();
        for (DiffRow row : generator.generateDiffRows(written(before), written(after))) {
            switch (row.getTag()) {
                case EQUAL -> lines.add(line("same", row.getOldLine()));
                case DELETE -> lines.add(line("removed", row.getOldLine()));
                case INSERT -> lines.add(line("added", row.getNewLine()));
                case CHANGE -> lines.add(line("removed", row.getOldLine())).add(line("added", row.getNewLine()));
            }
        }
        return lines;
    }

    private static JsonObject line(String change, String text) {
        return new JsonObject().put("change", change).put("text", text);
    }

    private static List<String> written(Article article) {
        return (article.title() + "\n" + article.category() + "\n" + String.join("\n", article.questions()) + "\n"
                        + article.source() + "\n" + article.body())
                .lines()
                .toList();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
