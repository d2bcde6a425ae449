package io.xiangyin.server.scorecard;

import io.xiangyin.evaluator.Rate;
import io.xiangyin.evaluator.quality.Agreement;
import io.xiangyin.evaluator.quality.RuleHit;
import io.xiangyin.evaluator.quality.RuleHit.Rule;
import io.xiangyin.evaluator.quality.SelfCheck;
import io.xiangyin.evaluator.scorecard.Ledger;
import io.xiangyin.evaluator.scorecard.Measured;
import io.xiangyin.evaluator.scorecard.Scorecard;
import io.xiangyin.evaluator.scorecard.Survey;
import io.xiangyin.server.scorecard.Scoring.Scored;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The one-to-one report: the score, where it comes from, what is weakest and what to do; made to be printed. */
public final class ScorecardPage {
    private static final int WEAKEST = 5;
    private static final String STYLE = """
            body { font: 15px/1.6 "Noto Sans CJK SC", "PingFang SC", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1917 }
            table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem } td, th { padding: .3rem .6rem; border-bottom: 1px solid #d6d3d1; text-align: left; vertical-align: top }
            td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } .warn { border-left: .3rem solid #b45309; padding-left: .7rem }
            .none { color: #57534e } @media print { body { margin: 0; max-width: none } h2 { break-after: avoid } tr { break-inside: avoid } }
            """;

    private final XMLStreamWriter page;

    private ScorecardPage(XMLStreamWriter page) {
        this.page = page;
    }

    /** The page as HTML. */
    public static String of(Scored scored, List<Ledger.Entry> ledger) throws IOException {
        Writer out = new StringWriter();
        try {
            new ScorecardPage(XMLOutputFactory.newInstance().createXMLStreamWriter(out)).write(scored, ledger);
        } catch (XMLStreamException failed) {
            throw new IOException(failed);
        }
        return out.toString();
    }

    private void write(Scored scored, List<Ledger.Entry> ledger) throws XMLStreamException {
        page.writeDTD("<!DOCTYPE html>");
        page.writeStartElement("html");
        page.writeAttribute("lang", "zh-CN");
        page.writeStartElement("head");
        element("title", "", "服务评分");
        element("style", "", STYLE);
        page.writeEndElement();
        page.writeStartElement("body");
        Scorecard card = scored.card();
        element("h1", "", card.total() == null ? "还没有可以打分的数据" : "服务评分 " + number(card.total()) + " 分");
        element(
                "p",
                "",
                "方案 " + card.version() + "；" + scored.from() + " 到 " + scored.to() + "；"
                        + scored.report().counts().conversations() + " 段对话，其中加分 " + number(card.bonus()) + "。");
        for (Scorecard.Part part : card.parts()) {
            part(part);
        }
        weakest(card);
        ledger(ledger);
        sources(scored);
        page.writeEndElement();
        page.writeEndElement();
        page.writeEndDocument();
    }

    private void part(Scorecard.Part part) throws XMLStreamException {
        element(
                "h2",
                "",
                part.title() + "　" + (part.score() == null ? "没有量到" : number(part.score()) + " 分") + "（权重 "
                        + number(part.weight()) + "）");
        start("table");
        row("th", "指标", "量到", "基准", "得分", "加分", "依据");
        for (Scorecard.Line line : part.lines()) {
            Measured measured = line.measured();
            String unit = line.indicator().unit();
            start("tr");
            element("td", "", line.indicator().title());
            element("td", "n", measured == null ? "–" : number(measured.value()) + unit);
            element(
                    "td",
                    "n",
                    (line.indicator().lower() ? "≤ " : "≥ ")
                            + number(line.indicator().base())
                            + unit);
            element("td", "n", line.score() == null ? "–" : number(line.score()));
            element("td", "n", line.bonus() == 0 ? "" : "+" + number(line.bonus()));
            element("td", measured == null ? "none" : "", measured == null ? "没有量到，权重分给其他指标" : measured.evidence());
            page.writeEndElement();
        }
        page.writeEndElement();
    }

    private void weakest(Scorecard card) throws XMLStreamException {
        element("h2", "", "最弱的几项，和怎么办");
        List<Scorecard.Line> weak = card.weakest(WEAKEST);
        if (weak.isEmpty()) {
            element("p", "none", "量到的指标都达到了基准。");
            return;
        }
        start("table");
        row("th", "指标", "得分", "依据", "建议");
        for (Scorecard.Line line : weak) {
            Measured measured = line.measured();
            row(
                    "td",
                    line.indicator().title(),
                    line.score() == null ? "" : number(line.score()),
                    measured == null
                            ? ""
                            : number(measured.value()) + line.indicator().unit() + "（" + measured.evidence() + "）",
                    line.indicator().advice());
        }
        page.writeEndElement();
    }

    private void ledger(List<Ledger.Entry> ledger) throws XMLStreamException {
        element("h2", "", "整改台账");
        if (ledger.isEmpty()) {
            element("p", "none", "没有要整改的事。");
            return;
        }
        start("table");
        row("th", "提出", "指标", "得分", "依据", "建议", "负责人", "方案期限", "状态");
        for (Ledger.Entry entry : ledger) {
            row(
                    "td",
                    entry.version(),
                    entry.title(),
                    number(entry.score()),
                    entry.evidence(),
                    entry.suggestion(),
                    entry.owner().isEmpty() ? "（待定）" : entry.owner(),
                    entry.planBy().toString(),
                    switch (entry.state()) {
                        case OPEN -> "整改中";
                        case DONE -> "已达标";
                        case ESCALATED -> "没有好转，上报";
                    });
        }
        page.writeEndElement();
    }

    private void sources(Scored scored) throws XMLStreamException {
        element("h2", "", "数据是怎么来的");
        var excluded = scored.report().counts().excluded();
        element(
                "p",
                "",
                "对话：排练 " + excluded.test() + "、空对话 " + excluded.empty() + "、只打招呼 " + excluded.greetingOnly()
                        + " 段不计。自动检查了 " + scored.checked() + " 段，查出 "
                        + scored.hits().size() + " 处。");
        start("table");
        row("th", "自动检查", "处");
        for (Rule rule : Rule.values()) {
            row(
                    "td",
                    rule.title(),
                    Long.toString(scored.hits().stream()
                            .map(RuleHit::rule)
                            .filter(rule::equals)
                            .count()));
        }
        page.writeEndElement();
        survey(scored);
        agreement(scored);
        duties(scored);
        if (!scored.card().notMeasured().isEmpty()) {
            element("p", "none", "没有量到：" + String.join("、", scored.card().notMeasured()) + "。");
        }
    }

    private void duties(Scored scored) throws XMLStreamException {
        element("h2", "", "GB/T 47746 自查");
        start("table");
        row("th", "条款", "要求", "结论", "记录里的依据");
        for (SelfCheck.Duty duty : scored.duties()) {
            row(
                    "td",
                    duty.clause(),
                    duty.duty(),
                    duty.kept() == null ? "没有遇到" : duty.kept() ? "做到" : "没做到",
                    duty.evidence());
        }
        page.writeEndElement();
    }

    private void survey(Scored scored) throws XMLStreamException {
        Survey survey = scored.survey();
        if (survey == null) {
            element("p", "none", "没有问卷。");
            return;
        }
        Double rate = survey.responseRate().value();
        element(
                "p",
                "",
                "问卷：有效 " + survey.valid().size() + " 份"
                        + (rate == null ? "" : "，回收率 " + number(100 * rate) + "%") + "；不计的：" + told(survey.dropped())
                        + "。");
        if (scored.waitsDisagree() != null) {
            element("p", "warn", scored.waitsDisagree());
        }
        start("table");
        row("th", "谁回答了", "份", "回收", "总体满意", "代表性");
        for (Map.Entry<String, Survey.Group> group : survey.groups().entrySet()) {
            Double overall = group.getValue().overall();
            row(
                    "td",
                    group.getKey(),
                    Integer.toString(group.getValue().answers()),
                    share(group.getValue().response()),
                    overall == null ? "–" : number(overall),
                    group.getValue().silent() ? "明显答得少，均分代表不了他们" : "");
        }
        page.writeEndElement();
        weighted(survey);
    }

    private void weighted(Survey survey) throws XMLStreamException {
        if (survey.weighted().isEmpty()) {
            return;
        }
        start("table");
        row("th", "总体满意，按谁加权", "答的人的均分", "答了", "加权后", "代表发出的", "没人答、代表不了的");
        for (Survey.Weighted one : survey.weighted()) {
            row(
                    "td",
                    one.by(),
                    number(one.raw()),
                    Integer.toString(one.answers()),
                    number(one.weighted()),
                    Long.toString(one.asked()),
                    Long.toString(one.unheard()));
        }
        page.writeEndElement();
    }

    private static String share(Rate rate) {
        Double value = rate.value();
        return value == null ? "–" : number(100 * value) + "%（" + rate.numerator() + "/" + rate.denominator() + "）";
    }

    private static String told(Map<String, Integer> dropped) {
        return dropped.isEmpty()
                ? "没有"
                : String.join(
                        "，",
                        dropped.entrySet().stream()
                                .map(one -> one.getKey() + " " + one.getValue() + " 份")
                                .toList());
    }

    private void agreement(Scored scored) throws XMLStreamException {
        Agreement agreement = scored.agreement();
        if (agreement == null) {
            element("p", "none", "没有专家评审。");
            return;
        }
        Double kappa = agreement.kappa();
        element(
                "p",
                "",
                "专家评审：" + agreement.pairs() + " 对评分，" + agreement.same() + " 对一致，Cohen κ "
                        + (kappa == null ? "无法计算" : String.format(Locale.ROOT, "%.2f", kappa)) + "；还有 "
                        + agreement.disputed().size() + " 处分歧没有裁定。");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }

    private void start(String name) throws XMLStreamException {
        page.writeStartElement(name);
    }

    private void row(String cell, String... texts) throws XMLStreamException {
        start("tr");
        for (String text : texts) {
            element(cell, "", text);
        }
        page.writeEndElement();
    }

    private void element(String name, String style, String text) throws XMLStreamException {
        start(name);
        if (!style.isEmpty()) {
            page.writeAttribute("class", style);
        }
        page.writeCharacters(text);
        page.writeEndElement();
    }
}
