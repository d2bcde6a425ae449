package io.xiangyin.server.scorecard;

import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.evaluator.quality.Agreement.Score;
import io.xiangyin.evaluator.scorecard.Answers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads tables that people fill in: answers to the questionnaire, and scores of experts. */
public final class Tables {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();
    private static final Set<String> OWN = Set.of("respondent", "seconds", "address");

    private Tables() {}

    /**
     * Answers, one customer a row: {@code respondent}, {@code seconds}, {@code address}, groups such as
     * {@code group.ageGroup}, and a column for each question.
     *
     * @throws DefinitionException at the first row that cannot be read, with its line
     */
    static List<Answers> answers(Path file) throws IOException {
        List<Answers> answers = new ArrayList<>();
        read(file, List.of("respondent", "seconds"), (line, cells) -> {
            String seconds = cells.getOrDefault("seconds", "");
            if (!seconds.matches("\\d{1,6}")) {
                throw new DefinitionException(
                        file.toString(), line, "'seconds' takes a whole number, found '" + seconds + "'");
            }
            Map<String, String> groups = new LinkedHashMap<>();
            Map<String, String> values = new LinkedHashMap<>();
            cells.forEach((column, value) -> {
                if (column.startsWith("group.")) {
                    groups.put(column.substring("group.".length()), value);
                } else if (!OWN.contains(column)) {
                    values.put(column, value);
                }
            });
            answers.add(new Answers(
                    line,
                    cells.getOrDefault("respondent", ""),
                    Duration.ofSeconds(Long.parseLong(seconds)),
                    cells.getOrDefault("address", ""),
                    groups,
                    values));
        });
        return answers;
    }

    /**
     * Scores of experts: {@code conversation}, {@code item}, {@code scorer} ({@code ruling} for what was agreed on),
     * {@code score} 1 to 5.
     *
     * @throws DefinitionException at the first row that cannot be read, with its line
     */
    public static List<Score> scores(Path file) throws IOException {
        List<Score> scores = new ArrayList<>();
        read(file, List.of("conversation", "item", "scorer", "score"), (line, cells) -> {
            String score = cells.getOrDefault("score", "");
            if (!score.matches("[1-5]")) {
                throw new DefinitionException(file.toString(), line, "'score' takes 1 to 5, found '" + score + "'");
            }
            scores.add(new Score(
                    cells.getOrDefault("conversation", ""),
                    cells.getOrDefault("item", ""),
                    cells.getOrDefault("scorer", ""),
                    Integer.parseInt(score)));
        });
        return scores;
    }

    /** Takes one row, without its empty cells. */
    interface Row {
        void take(int line, Map<String, String> cells);
    }

    static void read(Path file, List<String> needed, Row row) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = FORMAT.parse(lines)) {
            for (String column : needed) {
                if (!parser.getHeaderNames().contains(column)) {
                    throw new DefinitionException(
                            file.toString(),
                            1,
                            "the column '" + column + "' is missing. The first row names the columns");
                }
            }
            int line = 2;
            for (CSVRecord record : parser) {
                if (!record.isConsistent()) {
                    throw new DefinitionException(
                            file.toString(),
                            line,
                            "has " + record.size() + " cells, the first row has "
                                    + parser.getHeaderNames().size());
                }
                Map<String, String> cells = new LinkedHashMap<>(record.toMap());
                cells.values().removeIf(String::isEmpty);
                row.take(line, cells);
                line = (int) parser.getCurrentLineNumber() + 1;
            }
        }
    }
}
