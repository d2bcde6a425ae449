package io.xiangyin.server.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xiangyin.evaluator.MetricCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A report as a flat table: one row a figure, named by its path in the JSON. For CSV, HTML and the console. */
final class ReportTables {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReportTables() {}

    /** A figure with its definition; {@code value} is empty where there is none yet. */
    record Row(String name, String value, String definition) {}

    static List<Row> rows(Object report) {
        Map<String, String> definitions = new HashMap<>();
        MetricCatalogue.list().forEach(entry -> definitions.put(entry.name(), entry.definition()));
        List<Row> rows = new ArrayList<>();
        try {
            JsonNode tree = MAPPER.readTree(ReportJson.write(report));
            flatten("", tree, definitions, rows);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A report written by us cannot be read back", unreadable);
        }
        return rows;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> definitions, List<Row> rows) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                            field.getValue(),
                            definitions,
                            rows));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "." + i, node.get(i), definitions, rows);
            }
        } else {
            rows.add(new Row(path, node.isNull() ? "" : node.asText(), definition(path, definitions)));
        }
    }

    /** The definition of the figure, or of the nearest one it is a part of. */
    private static String definition(String path, Map<String, String> definitions) {
        for (String at = path; !at.isEmpty(); at = at.contains(".") ? at.substring(0, at.lastIndexOf('.')) : "") {
            String found = definitions.get(at);
            if (found != null) {
                return found;
            }
        }
        return "";
    }

    static String csv(List<Row> rows) {
        StringBuilder csv = new StringBuilder("name,value,definition\r\n");
        rows.forEach(row -> csv.append(cell(row.name()))
                .append(',')
                .append(cell(row.value()))
                .append(',')
                .append(cell(row.definition()))
                .append("\r\n"));
        return csv.toString();
    }

    /** Quotes a cell, and keeps spreadsheets from taking it for a formula. */
    private static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 && !text.matches("-?\\d+(\\.\\d+)?");
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }

    static String html(List<Row> rows) {
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="zh-CN"><head><meta charset="utf-8"><title>服务报表</title>
                <style>body{font-family:"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:2rem}
                table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:left}
                td:nth-child(2){text-align:right;font-variant-numeric:tabular-nums}</style></head>
                <body><h1>服务报表</h1><table><thead><tr><th>指标</th><th>数值</th><th>定义</th></tr></thead><tbody>
                """);
        rows.forEach(row -> html.append("<tr><td>")
                .append(escape(row.name()))
                .append("</td><td>")
                .append(row.value().isEmpty() ? "—" : escape(row.value()))
                .append("</td><td>")
                .append(escape(row.definition()))
                .append("</td></tr>\n"));
        return html.append("</tbody></table></body></html>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
