package io.xiangyin.knowledge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Questions with their answers, one a row: from comma-separated values, a spreadsheet or JSON lines. A row that cannot be
 * used is told with its line; the others are articles.
 */
final class QuestionTable {
    private static final Properties NAMES = Resource.properties("table-columns.properties");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String document;
    private final String place;
    private final List<Article> articles = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** @param number from 1 */
    record Line(int number, List<String> cells) {}

    private QuestionTable(String document, String place) {
        this.document = document;
        this.place = place;
    }

    /** Whether the cells name the columns of a question table. */
    static boolean isHeader(List<String> cells) {
        List<String> columns = cells.stream().map(QuestionTable::column).toList();
        return columns.contains("question") && columns.contains("answer");
    }

    /** The name a column has here; people may write it in Chinese. */
    private static String column(String written) {
        String plain = written.strip().toLowerCase(Locale.ROOT);
        return NAMES.getProperty(plain.replace(' ', '_'), plain);
    }

    static Reading csv(String document, String place, String text) {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        List<Line> lines = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            for (CSVRecord row : parser) {
                lines.add(new Line((int) parser.getCurrentLineNumber(), row.toList()));
            }
        } catch (IllegalArgumentException | IOException | UncheckedIOException malformed) {
            throw new UnusableFileException(
                    "is not a table of comma-separated values: " + malformed.getMessage(), malformed);
        }
        return lines(document, place, lines);
    }

    /** @param lines the first is the header */
    static Reading lines(String document, String place, List<Line> lines) {
        QuestionTable table = new QuestionTable(document, place);
        List<String> header = lines.isEmpty()
                ? List.of()
                : lines.getFirst().cells().stream().map(QuestionTable::column).toList();
        for (String column : List.of("question", "answer")) {
            if (!header.contains(column)) {
                return Reading.problem(place + ":1: the header has no column '" + column + "'");
            }
        }
        lines.stream().skip(1).forEach(line -> table.row(header, line));
        return new Reading(table.articles, table.problems);
    }

    private void row(List<String> header, Line line) {
        int filled = line.cells().size();
        while (filled > header.size() && line.cells().get(filled - 1).isEmpty()) {
            filled--;
        }
        if (filled > header.size()) {
            problem(
                    line.number(),
                    "has " + filled + " columns, not as many as the header. Put texts with commas in quotes");
            return;
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(filled, header.size()); i++) {
            cells.put(header.get(i), line.cells().get(i));
        }
        entry(line.number(), cells, Stream.of(cells.getOrDefault("variants", "").split("\\|", -1)));
    }

    private void entry(int line, Map<String, String> cells, Stream<String> variants) {
        String question = cells.getOrDefault("question", "");
        String answer = cells.getOrDefault("answer", "");
        String id = cells.getOrDefault("id", "");
        if (question.isEmpty() || answer.isEmpty() || (cells.containsKey("id") && id.isEmpty())) {
            problem(line, "id, question and answer must all be filled in");
            return;
        }
        Set<String> questions = new LinkedHashSet<>(List.of(question));
        variants.map(String::strip).filter(variant -> !variant.isEmpty()).forEach(questions::add);
        try {
            articles.add(new Article(
                    id.isEmpty() ? document + "#" + question : id,
                    question,
                    cells.getOrDefault("category", ""),
                    List.copyOf(questions),
                    cells.getOrDefault("source", ""),
                    answer,
                    place + ":" + line,
                    Availability.parse(
                            cells.getOrDefault("visibility", ""),
                            cells.getOrDefault("valid_from", ""),
                            cells.getOrDefault("valid_until", "")),
                    Availability.date("updated", cells.getOrDefault("updated", ""))));
        } catch (IllegalArgumentException malformed) {
            problem(line, String.valueOf(malformed.getMessage()));
        }
    }

    private void problem(int line, String problem) {
        problems.add(place + ":" + line + ": " + problem);
    }

    /** One JSON object a line: question and answer, or a text that is searched for itself, as in a corpus. */
    static Reading jsonLines(String document, String place, String text) {
        QuestionTable table = new QuestionTable(document, place);
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (!line.isBlank()) {
                table.jsonLine(number, line);
            }
        }
        return new Reading(table.articles, table.problems);
    }

    private void jsonLine(int number, String line) {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JsonProcessingException malformed) {
            problem(number, "is not JSON: " + malformed.getOriginalMessage());
            return;
        }
        if (!object.isObject()) {
            problem(number, "is not a JSON object");
        } else if (object.path("question").isTextual()) {
            Map<String, String> cells = new HashMap<>();
            object.properties().forEach(field -> cells.put(column(field.getKey()), text(field.getValue())));
            JsonNode variants = object.path("variants");
            List<String> listed = new ArrayList<>();
            variants.forEach(variant -> listed.add(text(variant)));
            entry(
                    number,
                    cells,
                    variants.isArray()
                            ? listed.stream()
                            : Stream.of(text(variants).split("\\|", -1)));
        } else if (!text(object.get("id")).isEmpty()
                && !text(object.get("text")).isEmpty()) {
            articles.add(Article.ofCorpus(
                    text(object.get("id")),
                    text(object.get("title")),
                    text(object.get("text")),
                    text(object.get("answer")),
                    place + ":" + number));
        } else {
            problem(number, "needs \"question\" and \"answer\", or \"id\" and \"text\"");
        }
    }

    private static String text(@Nullable JsonNode value) {
        return value == null || value.isNull() ? "" : value.asText().strip();
    }
}
