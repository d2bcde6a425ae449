package io.xiangyin.knowledge;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of a PDF in reading order. Its lines end where the paper does, so they are joined up to the end of a sentence. */
final class PdfFile {
    private static final Pattern SENTENCE_END = Pattern.compile(".*[。！？；：.!?;:”）)]$");
    private static final Pattern BEGINNING =
            Pattern.compile("^(第[零〇一二三四五六七八九十百千\\d]+[条章节编]|[（(]?[一二三四五六七八九十\\d]+[）)、.．]|[·•●\\-]|[问答QA][：:]).*");
    private static final Pattern PAGE_NUMBER = Pattern.compile("[-—–\\s]*(第\\s*)?\\d+(\\s*页)?[-—–\\s]*(/\\s*\\d+)?");
    private static final int SHORT = 12;

    private PdfFile() {}

    static PlainDocument read(byte[] content) {
        try (PDDocument document = Loader.loadPDF(content)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            String text = stripper.getText(document);
            if (text.isBlank()) {
                throw new UnusableFileException("its " + document.getNumberOfPages()
                        + " pages hold no text; it is most likely scanned. Run text recognition on it first");
            }
            return PlainDocument.text(paragraphs(text.lines().map(String::strip).toList()));
        } catch (InvalidPasswordException encrypted) {
            throw new UnusableFileException("is encrypted. Take off its password", encrypted);
        } catch (IOException broken) {
            throw new UnusableFileException(
                    "is not a PDF that can be read (" + broken.getMessage() + "). Write it anew from its source",
                    broken);
        }
    }

    private static String paragraphs(List<String> lines) {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (String line : lines) {
            if (line.isEmpty() || PAGE_NUMBER.matcher(line).matches()) {
                continue;
            }
            boolean goesOn = before.length() > SHORT
                    && !SENTENCE_END.matcher(before).matches()
                    && !BEGINNING.matcher(line).matches();
            text.append(goesOn ? between(before, line) : "\n").append(line);
            before = line;
        }
        return text.toString();
    }

    private static String between(String before, String line) {
        boolean words = before.charAt(before.length() - 1) < 128 && line.charAt(0) < 128;
        return words ? " " : "";
    }
}
