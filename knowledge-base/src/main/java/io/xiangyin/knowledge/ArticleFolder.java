package io.xiangyin.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a {@code knowledge/} folder: Markdown articles with a front matter, and question tables as CSV. Either all of
 * it can be used, or every problem is told with file and line.
 */
public final class ArticleFolder {
    private static final String FENCE = "---";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<Article> articles = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private ArticleFolder() {}

    /**
     * The articles of the folder and its subfolders, in the order of their paths.
     *
     * @throws KnowledgeException if anything in it cannot be used
     */
    public static List<Article> read(Path folder) {
        ArticleFolder reading = new ArticleFolder();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).sorted().forEach(reading::file);
        } catch (IOException | UncheckedIOException unreadable) {
            reading.problems.add(folder + ": cannot be listed: " + unreadable);
        }
        reading.refuseDoubles();
        if (!reading.problems.isEmpty()) {
            throw new KnowledgeException(reading.problems);
        }
        return List.copyOf(reading.articles);
    }

    private void file(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".md")) {
                markdown(file);
            } else if (name.endsWith(".csv")) {
                table(file);
            } else if (!name.startsWith(".")) {
                problems.add(
                        file + ": this kind of file is not read here. Use Markdown (.md) or a question table (.csv)");
            }
        } catch (CharacterCodingException notUtf8) {
            problems.add(file + ": is not UTF-8 text. Save it as UTF-8");
        } catch (IOException unreadable) {
            problems.add(file + ": cannot be read: " + unreadable);
        }
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private void markdown(Path file) throws IOException {
        List<String> lines = text(file).lines().toList();
        int end = lines.isEmpty() || !lines.getFirst().strip().equals(FENCE)
                ? -1
                : lines.subList(1, lines.size()).indexOf(FENCE);
        if (end < 0) {
            problems.add(
                    file + ":1: the front matter is missing. Begin with a line '---', then id, title …, then '---'");
            return;
        }
        Map<?, ?> front = frontMatter(file, String.join("\n", lines.subList(1, end + 1)));
        String body = String.join("\n", lines.subList(end + 2, lines.size())).strip();
        String id = text(front, "id");
        String title = text(front, "title");
        if (id.isEmpty() || title.isEmpty()) {
            problems.add(file + ":1: the front matter needs 'id' and 'title'");
        } else if (body.isEmpty()) {
            problems.add(file + ":" + (end + 2) + ": the article has no text. Write it below the front matter");
        } else if (body.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
            problems.add(file + ":" + (end + 2) + ": the article has only headings. Write the text below them");
        } else if (front.get("questions") != null && !(front.get("questions") instanceof List<?>)) {
            problems.add(file + ":1: 'questions' must be a list, one '- ' line each");
        } else {
            articles.add(new Article(
                    id,
                    title,
                    text(front, "category"),
                    texts(front, "questions"),
                    text(front, "source"),
                    body,
                    file.toString()));
        }
    }

    private Map<?, ?> frontMatter(Path file, String yaml) {
        try {
            Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            if (loaded instanceof Map<?, ?> map) {
                return map;
            }
            problems.add(file + ":2: the front matter must be 'key: value' lines");
        } catch (MarkedYamlEngineException malformed) {
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 2).orElse(2);
            problems.add(file + ":" + line + ": the front matter is not YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            problems.add(file + ":2: the front matter is not YAML: " + malformed.getMessage());
        }
        return new HashMap<>();
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

    private void table(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = CSVParser.parse(text(file), format)) {
            for (String column : List.of("id", "question", "answer")) {
                if (!parser.getHeaderNames().contains(column)) {
                    problems.add(file + ":1: the header has no column '" + column + "'");
                    return;
                }
            }
            for (CSVRecord row : parser) {
                row(file, parser.getCurrentLineNumber(), row);
            }
        } catch (IllegalArgumentException | UncheckedIOException malformed) {
            problems.add(file + ": is not a table of comma-separated values: " + malformed.getMessage());
        }
    }

    private void row(Path file, long line, CSVRecord row) {
        if (!row.isConsistent()) {
            problems.add(file + ":" + line + ": has " + row.size()
                    + " columns, not as many as the header. Put texts with commas in quotes");
        } else if (row.get("id").isEmpty()
                || row.get("question").isEmpty()
                || row.get("answer").isEmpty()) {
            problems.add(file + ":" + line + ": id, question and answer must all be filled in");
        } else {
            List<String> questions = new ArrayList<>(List.of(row.get("question")));
            if (row.isMapped("variants") && !row.get("variants").isEmpty()) {
                questions.addAll(List.of(row.get("variants").split("\\|", -1)));
            }
            articles.add(new Article(
                    row.get("id"),
                    row.get("question"),
                    row.isMapped("category") ? row.get("category") : "",
                    questions,
                    row.isMapped("source") ? row.get("source") : "",
                    row.get("answer"),
                    file + ":" + line));
        }
    }

    private void refuseDoubles() {
        Map<String, Article> byId = new HashMap<>();
        for (Article article : articles) {
            Article other = byId.put(article.id(), article);
            if (other != null) {
                problems.add(article.file() + ": id '" + article.id() + "' is taken by " + other.file()
                        + ". Give each article its own");
            }
        }
    }
}
