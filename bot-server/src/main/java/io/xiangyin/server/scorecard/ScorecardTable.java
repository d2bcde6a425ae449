package io.xiangyin.server.scorecard;

import io.xiangyin.evaluator.scorecard.Measured;
import io.xiangyin.evaluator.scorecard.Scorecard;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A scorecard as rows, for CSV and for a spreadsheet. */
public final class ScorecardTable {
    private static final List<String> HEADER = List.of("维度", "指标", "量到", "单位", "基准", "得分", "加分", "权重", "依据", "建议");

    private ScorecardTable() {}

    /** Cells are texts or numbers; empty text where nothing was measured. */
    private static List<List<Object>> rows(Scorecard card) {
        List<List<Object>> rows = new ArrayList<>();
        for (Scorecard.Part part : card.parts()) {
            for (Scorecard.Line line : part.lines()) {
                Measured measured = line.measured();
                rows.add(List.of(
                        part.title(),
                        line.indicator().title(),
                        measured == null ? "" : (Object) measured.value(),
                        line.indicator().unit(),
                        line.indicator().base(),
                        line.score() == null ? "" : (Object) line.score(),
                        line.bonus(),
                        line.indicator().weight(),
                        measured == null ? "没有量到" : measured.evidence(),
                        line.indicator().advice()));
            }
            rows.add(List.of(
                    part.title(),
                    "小计",
                    "",
                    "",
                    "",
                    part.score() == null ? "" : (Object) part.score(),
                    "",
                    part.weight(),
                    "",
                    ""));
        }
        rows.add(List.of(
                "总分", "", "", "", "", card.total() == null ? "" : (Object) card.total(), card.bonus(), "", "", ""));
        return rows;
    }

    /** Writes CSV that spreadsheets open as UTF-8. */
    public static void csv(Scorecard card, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            out.write('\uFEFF');
            printer.printRecord(HEADER);
            for (List<Object> row : rows(card)) {
                printer.printRecord(row);
            }
        }
    }

    /** Writes a workbook of one sheet. */
    public static void xlsx(Scorecard card, Path file) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            Sheet sheet = workbook.createSheet("评分 " + card.version());
            put(sheet.createRow(0), List.copyOf(HEADER));
            int next = 1;
            for (List<Object> row : rows(card)) {
                put(sheet.createRow(next++), row);
            }
            sheet.createFreezePane(0, 1);
            workbook.write(out);
        }
    }

    private static void put(Row row, List<?> cells) {
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = row.createCell(i);
            if (cells.get(i) instanceof Number number) {
                cell.setCellValue(number.doubleValue());
            } else {
                cell.setCellValue(cells.get(i).toString());
            }
        }
    }
}
