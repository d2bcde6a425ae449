package io.xiangyin.knowledge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.openxml4j.exceptions.OLE2NotOfficeXmlFileException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A spreadsheet: a sheet with columns for question and answer is a question table, any other an article with a table. */
final class SheetFile {
    private SheetFile() {}

    static Reading read(String document, String place, byte[] content) {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(content))) {
            DataFormatter formatter = new DataFormatter();
            formatter.setUseCachedValuesForFormulaCells(true);
            List<Reading> readings = new ArrayList<>();
            for (Sheet sheet : workbook) {
                List<QuestionTable.Line> lines = lines(sheet, formatter);
                if (!lines.isEmpty()) {
                    String at = workbook.getNumberOfSheets() == 1 ? place : place + " [" + sheet.getSheetName() + "]";
                    readings.add(reading(document, at, sheet.getSheetName(), lines));
                }
            }
            return readings.isEmpty() ? Reading.problem(place + ": has no filled cells") : Reading.all(readings);
        } catch (OLE2NotOfficeXmlFileException encrypted) {
            throw new UnusableFileException(
                    "is encrypted, or an old Excel file. Take off its password and save it as .xlsx", encrypted);
        } catch (IOException | RuntimeException broken) {
            // POI throws many kinds of unchecked exceptions for broken files
            throw new UnusableFileException(
                    "is not a spreadsheet that can be read ("
                            + broken.getClass().getSimpleName() + "). Open it in Excel and save it anew",
                    broken);
        }
    }

    private static Reading reading(String document, String at, String sheet, List<QuestionTable.Line> lines) {
        if (QuestionTable.isHeader(lines.getFirst().cells())) {
            return QuestionTable.lines(document, at, lines);
        }
        String body =
                MarkdownText.table(lines.stream().map(QuestionTable.Line::cells).toList());
        return new PlainDocument(sheet, body).reading(document + "#" + sheet, at);
    }

    private static List<QuestionTable.Line> lines(Sheet sheet, DataFormatter formatter) {
        List<QuestionTable.Line> lines = new ArrayList<>();
        for (Row row : sheet) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.getLastCellNum(); i++) {
                cells.add(text(row.getCell(i), formatter));
            }
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                lines.add(new QuestionTable.Line(row.getRowNum() + 1, cells));
            }
        }
        return lines;
    }

    private static String text(@org.jspecify.annotations.Nullable Cell cell, DataFormatter formatter) {
        if (cell == null) {
            return "";
        }
        boolean number = cell.getCellType() == CellType.NUMERIC;
        return number && DateUtil.isCellDateFormatted(cell)
                ? cell.getLocalDateTimeCellValue().toLocalDate().toString()
                : formatter.formatCellValue(cell).strip();
    }
}
