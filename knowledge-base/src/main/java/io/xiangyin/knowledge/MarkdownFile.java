package io.xiangyin.knowledge;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A Markdown file: an article with a front matter, or a plain document without. */
final class MarkdownFile {
    private static final String FENCE = "---";

    private MarkdownFile() {}

    static Reading read(String document, String place, String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)) {
            return PlainDocument.markdown(text).reading(document, place);
        }
        int end = lines.subList(1, lines.size()).indexOf(FENCE);
        if (end < 0) {
            return Reading.problem(place + ":1: the front matter has no end. Write a line '---' below it");
        }
        try {
            Map<?, ?> front = frontMatter(place, String.join("\n", lines.subList(1, end + 1)));
            String body =
                    String.join("\n", lines.subList(end + 2, lines.size())).strip();
            return new Reading(List.of(article(place, end + 2, front, body)), List.of());
        } catch (KnowledgeException wrong) {
            return Reading.problem(String.valueOf(wrong.getMessage()));
        }
    }

    private static Article article(String place, int line, Map<?, ?> front, String body) {
        String id = text(front, "id");
        String title = text(front, "title");
        if (id.isEmpty() || title.isEmpty()) {
            throw wrong(place, 1, "the front matter needs 'id' and 'title'");
        }
        if (body.isEmpty()) {
            throw wrong(place, line, "the article has no text. Write it below the front matter");
        }
        if (body.lines().allMatch(one -> one.isBlank() || one.startsWith("#"))) {
            throw wrong(place, line, "the article has only headings. Write the text below them");
        }
        if (front.get("questions") != null && !(front.get("questions") instanceof List<?>)) {
            throw wrong(place, 1, "'questions' must be a list, one '- ' line each");
        }
        Availability availability;
        @Nullable LocalDate updated;
        try {
            availability = Availability.parse(
                    text(front, "visibility"), text(front, "valid_from"), text(front, "valid_until"));
            updated = Availability.date("updated", text(front, "updated"));
        } catch (IllegalArgumentException malformed) {
            throw wrong(place, 1, String.valueOf(malformed.getMessage()));
        }
        return new Article(
                id,
                title,
                text(front, "category"),
                texts(front, "questions"),
                text(front, "source"),
                body,
                place,
                availability,
                updated);
    }

    private static Map<?, ?> frontMatter(String place, String yaml) {
        try {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            if (loaded instanceof Map<?, ?> map) {
                return map;
            }
            throw wrong(place, 2, "the front matter must be 'key: value' lines");
        } catch (MarkedYamlEngineException malformed) {
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 2).orElse(2);
            throw wrong(place, line, "the front matter is not YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            throw wrong(place, 2, "the front matter is not YAML: " + malformed.getMessage());
        }
    }

    private static KnowledgeException wrong(String place, int line, String problem) {
        return new KnowledgeException(List.of(place + ":" + line + ": " + problem));
    }

    private static String text(Map<?, ?> front, String key) {
        Object value = front.get(key);
        return value == null ? "" : value.toString().strip();
    }

    private static List<String> texts(Map<?, ?> front, String key) {
        return front.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
