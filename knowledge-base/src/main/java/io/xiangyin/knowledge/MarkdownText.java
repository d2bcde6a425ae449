package io.xiangyin.knowledge;

import java.util.List;
import java.util.stream.Collectors;

/** Writes texts from other formats as Markdown. */
final class MarkdownText {
    private MarkdownText() {}

    /** A text in which nothing is read as a mark. */
    static String escape(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1");
    }

    /** A table whose first row is its header; empty for no rows. */
    static String table(List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "";
        }
        int columns = rows.stream().mapToInt(List::size).max().orElse(1);
        String rule = "|" + " --- |".repeat(columns);
        return row(rows.getFirst(), columns) + "\n" + rule + "\n"
                + rows.stream().skip(1).map(row -> row(row, columns)).collect(Collectors.joining("\n"));
    }

    private static String row(List<String> cells, int columns) {
        StringBuilder row = new StringBuilder("|");
        for (int i = 0; i < columns; i++) {
            String cell = i < cells.size() ? cells.get(i) : "";
            row.append(' ').append(escape(cell.replaceAll("\\s+", " ").strip())).append(" |");
        }
        return row.toString();
    }
}
