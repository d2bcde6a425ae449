package io.xiangyin.server.dialogue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes what came of dialogues: JUnit XML for build servers, HTML for people, words for the terminal. */
public final class DialogueReport {
    private static final String STYLE = """
            body { font: 16px/1.6 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1917 }
            summary { cursor: pointer } .failed > summary { color: #b91c1c; font-weight: 600 }
            .line { margin: .2rem 0; padding: .3rem .7rem; border-radius: .6rem; background: #f1f5f9; white-space: pre-wrap }
            .shopper { background: #dcfce7; margin-left: 20% } .shop, .aside { color: #57534e; background: none; font-size: .85em }
            .difference { color: #b91c1c; font-weight: 600; border-left: .3rem solid #b91c1c; padding-left: .7rem }
            """;

    private final List<Played> played;

    public DialogueReport(List<Played> played) {
        this.played = List.copyOf(played);
    }

    public long failures() {
        return played.stream().filter(one -> !one.passed()).count();
    }

    /** The failed dialogues with their transcripts, and a line that sums up. */
    public String words() {
        StringBuilder words = new StringBuilder();
        for (Played one : played) {
            if (!one.passed()) {
                words.append("FAILED ").append(one.dialogue().name()).append('\n');
                one.transcript()
                        .forEach(line -> words.append("    ")
                                .append(String.format("%-8s", line.who()))
                                .append(line.text())
                                .append('\n'));
                words.append("  ").append(one.difference()).append("\n\n");
            }
        }
        return words.append(played.size() - failures())
                .append(" of ")
                .append(played.size())
                .append(" dialogues passed")
                .toString();
    }

    /** Writes {@code junit.xml} and {@code index.html} into the folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Writer writer = Files.newBufferedWriter(folder.resolve("junit.xml"))) {
            junit(writer);
        } catch (XMLStreamException failed) {
            throw new IOException(failed);
        }
        try (Writer writer = Files.newBufferedWriter(folder.resolve("index.html"))) {
            html(writer);
        } catch (XMLStreamException failed) {
            throw new IOException(failed);
        }
    }

    private void junit(Writer writer) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        for (Map.Entry<String, List<Played>> file : byFile().entrySet()) {
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", file.getKey());
            xml.writeAttribute("tests", Integer.toString(file.getValue().size()));
            long failed = file.getValue().stream().filter(one -> !one.passed()).count();
            xml.writeAttribute("failures", Long.toString(failed));
            for (Played one : file.getValue()) {
                testCase(xml, one);
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private static void testCase(XMLStreamWriter xml, Played one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute(
                "classname", Path.of(one.dialogue().file()).getFileName().toString());
        xml.writeAttribute("name", one.dialogue().name());
        xml.writeAttribute("time", seconds(one.took()));
        String difference = one.difference();
        if (difference != null) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", difference);
            xml.writeCharacters(one.transcript().stream()
                    .map(line -> line.who() + ": " + line.text())
                    .collect(Collectors.joining("\n")));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void html(Writer writer) throws XMLStreamException {
        XMLStreamWriter page = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
        page.writeDTD("<!DOCTYPE html>");
        page.writeStartElement("html");
        page.writeAttribute("lang", "zh-CN");
        page.writeStartElement("head");
        Markup.element(page, "title", "", "对话测试");
        Markup.element(page, "style", "", STYLE);
        page.writeEndElement();
        page.writeStartElement("body");
        Markup.element(page, "h1", "", "对话测试");
        Markup.element(page, "p", "", played.size() + " 段对话，" + failures() + " 段不符合预期");
        for (Map.Entry<String, List<Played>> file : byFile().entrySet()) {
            Markup.element(page, "h2", "", file.getKey());
            for (Played one : file.getValue()) {
                dialogue(page, one);
            }
        }
        page.writeEndElement();
        page.writeEndElement();
        page.writeEndDocument();
    }

    private static void dialogue(XMLStreamWriter page, Played one) throws XMLStreamException {
        page.writeStartElement("details");
        page.writeAttribute("class", one.passed() ? "passed" : "failed");
        if (!one.passed()) {
            page.writeAttribute("open", "open");
        }
        String mark = one.passed() ? "✓ " : "✗ ";
        Markup.element(page, "summary", "", mark + one.dialogue().name() + "（" + seconds(one.took()) + " s）");
        for (Played.Line line : one.transcript()) {
            Markup.line(page, line.who(), line.text());
        }
        String difference = one.difference();
        if (difference != null) {
            Markup.element(page, "p", "difference", difference);
        }
        page.writeEndElement();
    }

    private Map<String, List<Played>> byFile() {
        return played.stream()
                .collect(Collectors.groupingBy(one -> one.dialogue().file(), LinkedHashMap::new, Collectors.toList()));
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f", took.toNanos() / 1e9);
    }
}
