package io.xiangyin.server.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A row of another service's log.
 *
 * @param line from 1, for messages
 */
record ForeignRow(int line, Map<String, String> cells) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * All rows of a file, of JSON lines or, by any other name, of CSV with a header.
     *
     * @throws WrongRowException at the first line that cannot be read
     */
    static List<ForeignRow> read(Path file, ForeignMapping mapping) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, mapping.encoding())) {
            return file.toString().endsWith(".jsonl") ? jsonLines(lines) : csv(lines, mapping);
        } catch (CharacterCodingException | UncheckedIOException garbled) {
            throw new WrongRowException(
                    0, "the file is not written in " + mapping.encoding() + "; name its encoding in the mapping");
        }
    }

    private static List<ForeignRow> jsonLines(BufferedReader lines) throws IOException {
        List<ForeignRow> rows = new ArrayList<>();
        int number = 0;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            number++;
            if (!text.isBlank()) {
                rows.add(new ForeignRow(number, object(text, number)));
            }
        }
        return rows;
    }

    private static Map<String, String> object(String text, int number) {
        Map<String, String> cells = new LinkedHashMap<>();
        try {
            JsonNode tree = JSON.readTree(text);
            if (!tree.isObject()) {
                throw new WrongRowException(number, "not a JSON object; every line is one row");
            }
            tree.properties()
                    .forEach(field -> cells.put(
                            field.getKey(),
                            field.getValue().isNull()
                                    ? ""
                                    : field.getValue().asText(field.getValue().toString())));
            return cells;
        } catch (JsonProcessingException broken) {
            throw new WrongRowException(number, "not valid JSON: " + broken.getOriginalMessage());
        }
    }

    private static List<ForeignRow> csv(BufferedReader lines, ForeignMapping mapping) throws IOException {
        List<ForeignRow> rows = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(mapping.delimiter())
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser =
                CSVParser.builder().setReader(lines).setFormat(format).get()) {
            List<String> header = null;
            int line = 1;
            for (CSVRecord record : parser) {
                List<String> cells = record.stream().map(ForeignRow::plain).toList();
                if (header == null) {
                    header = cells;
                } else if (cells.size() != header.size()) {
                    throw new WrongRowException(
                            line,
                            "has " + cells.size() + " cells, the header has " + header.size()
                                    + "; put cells with commas in quotes");
                } else {
                    rows.add(new ForeignRow(line, row(header, cells)));
                }
                line = (int) parser.getCurrentLineNumber() + 1;
            }
        }
        return rows;
    }

    /** Without the mark that some programs write before the first cell. */
    private static String plain(String cell) {
        return cell.startsWith("\uFEFF") ? cell.substring(1) : cell;
    }

    private static Map<String, String> row(List<String> header, List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), cells.get(i));
        }
        return row;
    }
}
