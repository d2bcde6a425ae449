package io.xiangyin.knowledge;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** A web page as Markdown: headings, paragraphs, lists and tables of its main part; nothing of it is run. */
final class HtmlFile {
    private static final String FURNITURE = "script, style, noscript, template, nav, header, footer, aside, form, svg";
    private static final int DEEPEST = 200;

    private HtmlFile() {}

    static PlainDocument read(byte[] content) {
        try {
            Document page = Jsoup.parse(new ByteArrayInputStream(content), null, "");
            page.select(FURNITURE).remove();
            Element main = page.selectFirst("main, article");
            Element shown = main == null ? page.body() : main;
            Element heading = shown.selectFirst("h1");
            StringBuilder markdown = new StringBuilder();
            write(shown, markdown, 0);
            return new PlainDocument(
                    heading == null ? page.title().strip() : heading.text().strip(),
                    markdown.toString().replaceAll("\n{3,}", "\n\n").strip());
        } catch (IOException broken) {
            throw new UnusableFileException("is not a web page that can be read: " + broken.getMessage(), broken);
        }
    }

    private static void write(Node node, StringBuilder out, int depth) {
        if (node instanceof TextNode text) {
            out.append(MarkdownText.escape(text.text()));
        } else if (node instanceof Element element && depth < DEEPEST) {
            switch (element.normalName()) {
                case "h1", "h2", "h3", "h4", "h5", "h6" ->
                    out.append("\n\n")
                            .append("#".repeat(element.normalName().charAt(1) - '0'))
                            .append(' ')
                            .append(MarkdownText.escape(element.text()))
                            .append("\n\n");
                case "br" -> out.append("\n\n");
                case "table" -> out.append("\n\n").append(table(element)).append("\n\n");
                case "ul", "ol" -> {
                    out.append("\n\n");
                    int number = 1;
                    for (Element item : element.children()) {
                        String mark = element.normalName().equals("ol") ? number++ + ". " : "- ";
                        out.append(mark)
                                .append(MarkdownText.escape(item.text()))
                                .append('\n');
                    }
                    out.append('\n');
                }
                case "p", "div", "section", "article", "main", "blockquote", "pre", "dl", "dt", "dd" -> {
                    out.append("\n\n");
                    element.childNodes().forEach(child -> write(child, out, depth + 1));
                    out.append("\n\n");
                }
                default -> element.childNodes().forEach(child -> write(child, out, depth + 1));
            }
        }
    }

    private static String table(Element table) {
        List<List<String>> rows = table.select("tr").stream()
                .map(row -> row.select("th, td").stream().map(Element::text).collect(Collectors.toList()))
                .filter(row -> !row.isEmpty())
                .toList();
        return MarkdownText.table(rows);
    }
}
