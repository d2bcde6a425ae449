package io.xiangyin.dialog.text;

import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A tab-separated table with a header line, as the {@code lexicon/} folder holds them. */
public final class TextTable {
    private TextTable() {}

    /** A row by column name, with the line it stands on for messages. */
    public record Row(String file, int line, Map<String, String> cells) {
        public boolean has(String column) {
            return cells.containsKey(column);
        }

        public String get(String column) {
            String cell = cells.get(column);
            if (cell == null) {
                throw new DefinitionException(file, 1, "the header has no column '" + column + "'");
            }
            return cell;
        }

        public double number(String column) {
            try {
                return Double.parseDouble(get(column));
            } catch (NumberFormatException notANumber) {
                throw new DefinitionException(
                        file, line, "column '" + column + "' takes a number, found '" + get(column) + "'");
            }
        }

        /** The cell, which must not be empty. */
        public String filled(String column) {
            String cell = get(column);
            if (cell.isEmpty()) {
                throw new DefinitionException(file, line, "column '" + column + "' is empty. Fill it in");
            }
            return cell;
        }

        /** The cell, which must be one of the values. */
        public String oneOf(String column, List<String> values) {
            String cell = get(column);
            if (!values.contains(cell)) {
                throw new DefinitionException(
                        file,
                        line,
                        "column '" + column + "' takes one of " + String.join(", ", values) + ", found '" + cell + "'");
            }
            return cell;
        }

        /** The cell as a regular expression. */
        public Pattern pattern(String column) {
            try {
                return Pattern.compile(get(column));
            } catch (PatternSyntaxException wrong) {
                throw new DefinitionException(
                        file,
                        line,
                        "column '" + column + "' is not a regular expression: " + wrong.getDescription()
                                + ". Correct it, or use match 'contains'");
            }
        }

        public List<String> list(String column) {
            String cell = get(column);
            return cell.isEmpty()
                    ? List.of()
                    : List.of(cell.split("\\|", -1)).stream()
                            .filter(item -> !item.isBlank())
                            .toList();
        }
    }

    /** The rows of the file; none if there is no such file. */
    public static List<Row> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return rows(file.toString(), Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new DefinitionException(file.toString(), 0, "cannot be read as UTF-8 text: " + unreadable);
        }
    }

    /** The rows of a table that comes with the product. */
    public static List<Row> resource(String name) {
        try (InputStream in = TextTable.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + name + " is missing from the jar");
            }
            return rows(
                    name,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Row> rows(String file, List<String> lines) {
        if (lines.isEmpty()) {
            throw new DefinitionException(file, 0, "is empty. It needs at least its header line");
        }
        List<String> header = List.of(lines.getFirst().split("\t", -1));
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).startsWith("#")) {
                rows.add(row(file, i + 1, header, lines.get(i)));
            }
        }
        return rows;
    }

    private static Row row(String file, int line, List<String> header, String text) {
        String[] cells = text.split("\t", -1);
        if (cells.length > header.size()) {
            throw new DefinitionException(
                    file,
                    line,
                    "has " + cells.length + " columns, the header " + header.size() + ". Remove the extra tab");
        }
        Map<String, String> byName = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            byName.put(header.get(i), i < cells.length ? cells[i].strip() : "");
        }
        return new Row(file, line, byName);
    }
}
