package io.xiangyin.server.dialogue;

import io.xiangyin.evaluator.Rate;
import io.xiangyin.evaluator.simulation.Cast;
import io.xiangyin.evaluator.simulation.Comparison;
import io.xiangyin.evaluator.simulation.Finding;
import io.xiangyin.evaluator.simulation.Goal;
import io.xiangyin.evaluator.simulation.Persona;
import io.xiangyin.evaluator.simulation.Result;
import io.xiangyin.evaluator.simulation.SimulationReport;
import io.xiangyin.evaluator.simulation.SimulationReport.Figures;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** The report of a simulation as a page for people, worst dialogues first. */
public final class SimulationPage {
    private static final int MOST_TRANSCRIPTS = 60;
    private static final String STYLE = """
            body { font: 16px/1.6 sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; color: #1c1917 }
            table { border-collapse: collapse; margin: 1rem 0 } td, th { padding: .25rem .8rem; border-bottom: 1px solid #d6d3d1; text-align: left }
            td + td { text-align: right; font-variant-numeric: tabular-nums } summary { cursor: pointer }
            .line { margin: .2rem 0; padding: .3rem .7rem; border-radius: .6rem; background: #f1f5f9; white-space: pre-wrap }
            .shopper { background: #dcfce7; margin-left: 20% } .aside { color: #57534e; background: none; font-size: .85em }
            .finding { color: #b91c1c; font-weight: 600 }
            """;

    private final SimulationReport report;
    private final Map<String, Result> results;
    private final Map<String, String> goals;
    private final Map<String, String> personas;
    private final @Nullable Comparison comparison;

    public SimulationPage(SimulationReport report, List<Result> results, Cast cast, @Nullable Comparison comparison) {
        this.report = report;
        this.results = results.stream().collect(Collectors.toMap(Result::id, Function.identity()));
        this.goals = cast.goals().stream().collect(Collectors.toMap(Goal::id, Goal::title));
        this.personas = cast.personas().stream().collect(Collectors.toMap(Persona::id, Persona::title));
        this.comparison = comparison;
    }

    /** Writes {@code index.html} into the folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Writer writer = Files.newBufferedWriter(folder.resolve("index.html"))) {
            XMLStreamWriter page = XMLOutputFactory.newInstance().createXMLStreamWriter(writer);
            page.writeDTD("<!DOCTYPE html>");
            page.writeStartElement("html");
            page.writeAttribute("lang", "zh-CN");
            page.writeStartElement("head");
            Markup.element(page, "title", "", "模拟顾客");
            Markup.element(page, "style", "", STYLE);
            page.writeEndElement();
            page.writeStartElement("body");
            body(page);
            page.writeEndElement();
            page.writeEndElement();
            page.writeEndDocument();
        } catch (XMLStreamException failed) {
            throw new IOException(failed);
        }
    }

    private void body(XMLStreamWriter page) throws XMLStreamException {
        Figures all = report.all();
        Markup.element(page, "h1", "", "模拟顾客：" + percent(all.success()) + " 把事办成了");
        Markup.element(
                page,
                "p",
                "",
                "机器人一次办成 " + percent(all.firstContactResolution()) + "；转人工转得对 " + percent(all.escalationsRight())
                        + "；平均说 " + all.turns() + " 句。成没成，看订单最后的样子和对话规则，不看机器人自己怎么说。");
        Comparison other = comparison;
        if (other != null) {
            Markup.element(
                    page,
                    "p",
                    "",
                    "同一批顾客，另一版办成 " + percent(other.otherSuccess()) + "。这一版多办成 "
                            + other.fixed().size() + " 位，少办成 " + other.broken().size() + " 位；" + other.chance()
                            + (other.significant() ? "，差别是真的。" : "，差别可能只是碰巧。")
                            + "（McNemar 精确检验）");
        }
        table(page, "按顾客的样子", report.byPersona(), personas);
        table(page, "按要办的事", report.byGoal(), goals);
        Markup.element(page, "h2", "", "出了什么问题");
        page.writeStartElement("table");
        row(page, "th", "问题", "对话");
        for (Map.Entry<Finding, Long> finding : all.findings().entrySet()) {
            row(page, "td", finding.getKey().title(), finding.getValue().toString());
        }
        page.writeEndElement();
        Markup.element(page, "h2", "", "最该看的对话");
        for (String id : report.worst().stream().limit(MOST_TRANSCRIPTS).toList()) {
            Result result = results.get(id);
            if (result != null) {
                dialogue(page, result);
            }
        }
    }

    private static void table(
            XMLStreamWriter page, String title, Map<String, Figures> figures, Map<String, String> names)
            throws XMLStreamException {
        Markup.element(page, "h2", "", title);
        page.writeStartElement("table");
        row(page, "th", "", "办成", "机器人一次办成", "转人工转得对", "平均句数");
        for (Map.Entry<String, Figures> one : figures.entrySet()) {
            Figures figure = one.getValue();
            row(
                    page,
                    "td",
                    names.getOrDefault(one.getKey(), one.getKey()),
                    percent(figure.success()),
                    percent(figure.firstContactResolution()),
                    percent(figure.escalationsRight()),
                    Double.toString(figure.turns()));
        }
        page.writeEndElement();
    }

    private void dialogue(XMLStreamWriter page, Result result) throws XMLStreamException {
        page.writeStartElement("details");
        Markup.element(
                page,
                "summary",
                "",
                personas.get(result.persona()) + "：" + goals.get(result.goal()) + "（" + result.id() + "）");
        Markup.element(
                page,
                "p",
                "finding",
                result.findings().stream().map(Finding::title).collect(Collectors.joining("；")));
        for (Result.Line line : result.lines()) {
            Markup.line(page, line.who(), line.text());
        }
        page.writeEndElement();
    }

    private static String percent(Rate rate) {
        Double value = rate.value();
        return value == null
                ? "–"
                : String.format(Locale.ROOT, "%.1f%%（%d/%d）", value * 100, rate.numerator(), rate.denominator());
    }

    private static void row(XMLStreamWriter page, String cell, String... texts) throws XMLStreamException {
        page.writeStartElement("tr");
        for (String text : texts) {
            Markup.element(page, cell, "", text);
        }
        page.writeEndElement();
    }
}
