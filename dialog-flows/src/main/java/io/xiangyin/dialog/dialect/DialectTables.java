package io.xiangyin.dialog.dialect;

import io.xiangyin.dialog.dialect.Form.Replace;
import io.xiangyin.dialog.dialect.Form.Where;
import io.xiangyin.dialog.text.TextTable;
import io.xiangyin.dialog.yaml.DefinitionException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the tables of dialect words and of word order. */
final class DialectTables {
    /** How much of its weight is left to a form that is ordinary Mandarin as well. */
    private static final double AMBIGUOUS = 0.35;

    private static final List<String> REPLACES = List.of("always", "guarded", "context", "never");
    private static final List<String> WHERES = List.of("", "end", "start", "traditional", "simplified");
    private static final List<String> YES_NO = List.of("", "yes", "no");

    /** The varieties of the tables, and the code each is told by; the first ones give no dialect away. */
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("general_north", ""),
            Map.entry("beijing_tianjin", ""),
            Map.entry("jianghuai", ""),
            Map.entry("jin", ""),
            Map.entry("yue", "yue"),
            Map.entry("wu", "wuu"),
            Map.entry("minnan", "nan"),
            Map.entry("teochew", "nan"),
            Map.entry("hakka", "hak"),
            Map.entry("hunan", "hsn"),
            Map.entry("gan", "gan"),
            Map.entry("sichuan", "cmn-x-chuanyu"),
            Map.entry("wuhan", "cmn-x-chuanyu"),
            Map.entry("yunnan_guizhou", "cmn-x-chuanyu"),
            Map.entry("dongbei", "cmn-x-dongbei"),
            Map.entry("henan", "cmn-x-zhongyuan"),
            Map.entry("shaanxi", "cmn-x-zhongyuan"),
            Map.entry("shandong", "cmn-x-zhongyuan"));

    private DialectTables() {}

    static List<Form> forms(List<TextTable.Row> rows) {
        return rows.stream().map(DialectTables::form).toList();
    }

    static List<WordOrder> wordOrders(List<TextTable.Row> rows) {
        return rows.stream()
                .map(row -> new WordOrder(code(row), row.pattern("pattern"), row.get("mandarin"), weight(row)))
                .toList();
    }

    private static Form form(TextTable.Row row) {
        boolean ambiguous = row.oneOf("ambiguous", YES_NO).equals("yes");
        return new Form(
                code(row),
                row.filled("form").toLowerCase(Locale.ROOT),
                row.get("mandarin"),
                weight(row) * (ambiguous ? AMBIGUOUS : 1),
                replace(row.oneOf("replace", REPLACES), ambiguous),
                where(row),
                row.list("guards"));
    }

    private static Replace replace(String cell, boolean ambiguous) {
        return switch (cell) {
            case "never" -> Replace.NEVER;
            case "context" -> Replace.CONTEXT;
            default -> ambiguous ? Replace.CONTEXT : Replace.ALWAYS;
        };
    }

    /** The column may be left out: a shop's table has as few columns as it needs. */
    private static Where where(TextTable.Row row) {
        if (!row.has("where")) {
            return Where.ANYWHERE;
        }
        String cell = row.oneOf("where", WHERES);
        return cell.isEmpty() ? Where.ANYWHERE : Where.valueOf(cell.toUpperCase(Locale.ROOT));
    }

    private static double weight(TextTable.Row row) {
        double weight = row.number("confidence");
        if (weight < 0 || weight > 1) {
            throw new DefinitionException(
                    row.file(), row.line(), "column 'confidence' takes a number from 0 to 1, found " + weight);
        }
        return weight;
    }

    private static String code(TextTable.Row row) {
        return CODES.getOrDefault(
                row.oneOf("dialect", CODES.keySet().stream().sorted().toList()), "");
    }
}
