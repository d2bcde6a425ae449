package io.xiangyin.dialog.dialect;

import io.xiangyin.core.Understanding.Dialect;
import io.xiangyin.dialog.text.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Recognises dialect words in writing and puts Standard Mandarin in their place, from the table
 * {@code lexicon/dialect.tsv}. Longest form first; a form inside one of its guard words does not count.
 */
public final class DialectLexicon {
    private static final double RECOGNISED = 0.5;
    private static final double AMBIGUOUS = 0.35;
    private static final List<String> REPLACES = List.of("always", "guarded", "context", "never");
    private static final Map<String, String> CODES = Map.ofEntries(
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

    private final List<Form> forms;

    private record Form(
            String code,
            String form,
            String mandarin,
            double weight,
            boolean ambiguous,
            String replace,
            List<String> guards) {}

    private record Hit(int at, Form form) {}

    /** What was heard, and the text in Mandarin. */
    public record Heard(Dialect dialect, String mandarin, List<String> evidence) {}

    private DialectLexicon(List<Form> forms) {
        this.forms = forms;
    }

    /** Reads the table; an absent file makes a lexicon that hears Mandarin only. */
    public static DialectLexicon read(Path file) {
        List<Form> forms = new ArrayList<>();
        for (TextTable.Row row : TextTable.read(file)) {
            forms.add(new Form(
                    CODES.getOrDefault(row.get("dialect"), ""),
                    row.filled("form"),
                    row.get("mandarin"),
                    row.number("confidence"),
                    row.get("ambiguous").equals("yes"),
                    row.oneOf("replace", REPLACES),
                    row.list("guards")));
        }
        forms.sort((a, b) -> Integer.compare(b.form().length(), a.form().length()));
        return new DialectLexicon(forms);
    }

    public Heard hear(String text) {
        List<Hit> hits = find(text);
        Map<String, Double> doubt = new HashMap<>();
        for (Hit hit : hits) {
            if (!hit.form().code().isEmpty()) {
                double weight = hit.form().weight() * (hit.form().ambiguous() ? AMBIGUOUS : 1);
                doubt.merge(hit.form().code(), 1 - weight, (a, b) -> a * b);
            }
        }
        Dialect best = null;
        for (Map.Entry<String, Double> entry : doubt.entrySet()) {
            double score = 1 - entry.getValue();
            if (score >= RECOGNISED && (best == null || score > best.confidence())) {
                best = new Dialect(entry.getKey(), score);
            }
        }
        Dialect heard = best == null ? Dialect.MANDARIN : best;
        String code = heard.code();
        List<String> evidence = hits.stream()
                .filter(hit -> hit.form().code().equals(code))
                .map(hit -> hit.form().form())
                .toList();
        return new Heard(heard, rewrite(text, hits, code), evidence);
    }

    private List<Hit> find(String text) {
        boolean[] taken = new boolean[text.length()];
        List<Hit> hits = new ArrayList<>();
        for (Form form : forms) {
            int from = 0;
            for (int at = text.indexOf(form.form(), from); at >= 0; at = text.indexOf(form.form(), from)) {
                from = at + form.form().length();
                if (!taken[at] && !taken[from - 1] && !guarded(text, at, form)) {
                    Arrays.fill(taken, at, from, true);
                    hits.add(new Hit(at, form));
                }
            }
        }
        return hits;
    }

    private static boolean guarded(String text, int at, Form form) {
        for (String guard : form.guards()) {
            int within = guard.indexOf(form.form());
            int start = at - within;
            if (within >= 0 && start >= 0 && text.startsWith(guard, start)) {
                return true;
            }
        }
        return false;
    }

    private static String rewrite(String text, List<Hit> hits, String code) {
        StringBuilder mandarin = new StringBuilder(text);
        hits.stream()
                .filter(hit -> replaces(hit.form(), code))
                .sorted((a, b) -> Integer.compare(b.at(), a.at()))
                .forEach(hit -> mandarin.replace(
                        hit.at(),
                        hit.at() + hit.form().form().length(),
                        hit.form().mandarin()));
        return mandarin.toString();
    }

    private static boolean replaces(Form form, String code) {
        return switch (form.replace()) {
            case "always", "guarded" -> !form.ambiguous() || form.code().equals(code);
            case "context" -> form.code().equals(code);
            default -> false;
        };
    }
}
