package io.xiangyin.knowledge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.openxml4j.exceptions.OLE2NotOfficeXmlFileException;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;

/** A Word document as Markdown: headings by their style, lists and tables. */
final class WordFile {
    private static final Pattern HEADING = Pattern.compile("(?:heading|标题) ?([1-6])");

    private WordFile() {}

    static PlainDocument read(byte[] content) {
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(content))) {
            StringBuilder markdown = new StringBuilder();
            String title = "";
            for (IBodyElement element : document.getBodyElements()) {
                if (element instanceof XWPFParagraph paragraph
                        && !paragraph.getText().isBlank()) {
                    String text = MarkdownText.escape(paragraph.getText().strip());
                    String style = style(document, paragraph);
                    Matcher heading = HEADING.matcher(style);
                    if (style.equals("title") || heading.find()) {
                        int level = style.equals("title") ? 1 : Integer.parseInt(heading.group(1));
                        title = title.isEmpty() ? paragraph.getText().strip() : title;
                        markdown.append("#".repeat(level))
                                .append(' ')
                                .append(text)
                                .append("\n\n");
                    } else if (paragraph.getNumID() != null) {
                        markdown.append("- ").append(text).append("\n");
                    } else {
                        markdown.append('\n').append(text).append("\n\n");
                    }
                } else if (element instanceof XWPFTable table) {
                    markdown.append('\n').append(table(table)).append("\n\n");
                }
            }
            return new PlainDocument(title, markdown.toString().strip());
        } catch (OLE2NotOfficeXmlFileException encrypted) {
            throw new UnusableFileException(
                    "is encrypted, or an old Word file. Take off its password and save it as .docx", encrypted);
        } catch (IOException | RuntimeException broken) {
            // POI throws many kinds of unchecked exceptions for broken files
            throw new UnusableFileException(
                    "is not a Word document that can be read ("
                            + broken.getClass().getSimpleName() + "). Open it in Word and save it anew",
                    broken);
        }
    }

    private static String style(XWPFDocument document, XWPFParagraph paragraph) {
        String id = paragraph.getStyle();
        if (id == null) {
            return "";
        }
        XWPFStyle style =
                document.getStyles() == null ? null : document.getStyles().getStyle(id);
        return (style == null ? id : style.getName()).toLowerCase(Locale.ROOT);
    }

    private static String table(XWPFTable table) {
        return MarkdownText.table(table.getRows().stream()
                .map(row ->
                        row.getTableCells().stream().map(XWPFTableCell::getText).toList())
                .toList());
    }
}
