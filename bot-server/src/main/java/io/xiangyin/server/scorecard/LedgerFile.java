package io.xiangyin.server.scorecard;

import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.evaluator.scorecard.Ledger;
import io.xiangyin.evaluator.scorecard.Ledger.Entry;
import io.xiangyin.evaluator.scorecard.Ledger.State;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The rectification ledger as a table that people open and in which they write the owner. */
public final class LedgerFile {
    private static final String HISTORY = "history";
    private static final List<String> COLUMNS = List.of(
            "version",
            "indicator",
            "title",
            "score",
            "evidence",
            "suggestion",
            "owner",
            "planBy",
            "last",
            "state",
            HISTORY);
    /** Tables written before owners had a history have none. */
    private static final List<String> NEEDED = COLUMNS.subList(0, COLUMNS.size() - 1);

    private LedgerFile() {}

    /** The entries of a file; none if it is not there. */
    public static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (Files.exists(file)) {
            Tables.read(file, NEEDED, (line, cells) -> {
                try {
                    entries.add(new Entry(
                            cells.getOrDefault("version", ""),
                            cells.getOrDefault("indicator", ""),
                            cells.getOrDefault("title", ""),
                            Double.parseDouble(cells.getOrDefault("score", "")),
                            cells.getOrDefault("evidence", ""),
                            cells.getOrDefault("suggestion", ""),
                            cells.getOrDefault("owner", ""),
                            LocalDate.parse(cells.getOrDefault("planBy", "")),
                            cells.getOrDefault("last", ""),
                            State.valueOf(cells.getOrDefault("state", "").toUpperCase(Locale.ROOT)),
                            cells.getOrDefault(HISTORY, "")));
                } catch (DateTimeException | IllegalArgumentException wrong) {
                    throw new DefinitionException(
                            file.toString(),
                            line,
                            "needs a number as score, a day such as 2026-12-01 as planBy, and open, done or escalated as"
                                    + " state: " + wrong.getMessage());
                }
            });
        }
        return entries;
    }

    /** Writes the entries; the file appears when it is complete. */
    public static void write(Path file, List<Ledger.Entry> entries) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
                CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            printer.printRecord(COLUMNS);
            for (Entry entry : entries) {
                printer.printRecord(
                        entry.version(),
                        entry.indicator(),
                        entry.title(),
                        entry.score(),
                        entry.evidence(),
                        entry.suggestion(),
                        entry.owner(),
                        entry.planBy(),
                        entry.last(),
                        entry.state().name().toLowerCase(Locale.ROOT),
                        entry.history());
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
