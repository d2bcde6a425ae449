package io.xiangyin.knowledge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Reads one file of knowledge of any kind that is known, by the end of its name. */
public final class ArticleFile {
    /** Largest file, bytes. */
    public static final int LARGEST = 20 * 1024 * 1024;

    /** Longest text of a document, characters: more is a book or a bomb. */
    static final int LONGEST_TEXT = 4_000_000;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Charset GB18030 = Charset.forName("GB18030");

    private ArticleFile() {}

    /** Whether a file of this name is read at all; others are told of. */
    static boolean hidden(String name) {
        return name.startsWith(".") || name.startsWith("~$");
    }

    /**
     * The articles of a file.
     *
     * @param document name of the file in its folder, with {@code /} between folders; the id of what has no id of its own
     * @param place the file as it is shown in problems and citations
     */
    public static Reading read(String document, String place, byte[] content) {
        if (content.length > LARGEST) {
            return Reading.problem(place + ": has " + content.length / (1024 * 1024)
                    + " MiB, more than 20. Split it into smaller files");
        }
        try {
            return byKind(document, place, content);
        } catch (UnusableFileException unusable) {
            return Reading.problem(place + ": " + unusable.getMessage());
        } catch (CharacterCodingException notText) {
            return Reading.problem(place + ": is neither UTF-8 nor GB18030 text. Save it as UTF-8");
        }
    }

    private static Reading byKind(String document, String place, byte[] content) throws CharacterCodingException {
        String name = document.toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "md", "markdown" -> MarkdownFile.read(document, place, text(content));
            case "txt" -> PlainDocument.text(text(content)).reading(document, place);
            case "html", "htm" -> HtmlFile.read(content).reading(document, place);
            case "docx" -> WordFile.read(content).reading(document, place);
            case "pdf" -> PdfFile.read(content).reading(document, place);
            case "csv" -> QuestionTable.csv(document, place, text(content));
            case "jsonl" -> QuestionTable.jsonLines(document, place, text(content));
            case "xlsx" -> SheetFile.read(document, place, content);
            case "doc", "xls", "ppt", "wps", "et" ->
                throw new UnusableFileException("this old format is not read here. Save it as .docx, .xlsx or .pdf");
            default ->
                throw new UnusableFileException("this kind of file is not read here. Use one of "
                        + String.join(
                                ", ", List.of(".md", ".html", ".txt", ".docx", ".pdf", ".csv", ".xlsx", ".jsonl")));
        };
    }

    /** Office programs on Chinese Windows still write GB18030, of which GBK and GB2312 are parts. */
    private static String text(byte[] content) throws CharacterCodingException {
        try {
            return text(content, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notUtf8) {
            return text(content, GB18030);
        }
    }

    private static String text(byte[] content, Charset charset) throws CharacterCodingException {
        String text = charset.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
