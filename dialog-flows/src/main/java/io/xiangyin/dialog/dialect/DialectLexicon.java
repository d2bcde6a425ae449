package io.xiangyin.dialog.dialect;

import io.xiangyin.core.Understanding.Dialect;
import io.xiangyin.dialog.dialect.Form.Replace;
import io.xiangyin.dialog.text.TextTable;
import io.xiangyin.dialog.text.Writing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;

/**
 * Recognises dialect in writing and puts Standard Mandarin in its place, by tables of words and of word order that come
 * with the product and that a shop extends. The longest form wins; a form inside one of its guard words does not count.
 * The forms of one dialect speak for it together: each takes its share of the doubt away.
 */
public final class DialectLexicon {
    /** From this confidence on, 0 to 1, a text is taken to be in dialect. */
    private static final double RECOGNISED = 0.4;

    private static final Comparator<Hit> BEST_FIRST = Comparator.comparingInt((Hit hit) -> hit.at() - hit.end())
            .thenComparingDouble(hit -> -hit.weight())
            .thenComparingInt(Hit::at);

    private final Map<Character, List<List<Form>>> byFirst = new HashMap<>();
    private final List<WordOrder> orders;

    /** Readings of one form at a place of the text that count there. */
    private record Hit(int at, int end, List<Form> readings) {
        String form() {
            return readings.getFirst().text();
        }

        double weight() {
            return readings.stream().mapToDouble(Form::weight).max().orElse(0);
        }

        List<Form> in(String code) {
            return readings.stream().filter(form -> form.dialect().equals(code)).toList();
        }
    }

    /** Something put into Mandarin: the words, what took their place, and the dialect that explains it. */
    public record Change(String from, String to, String dialect) {}

    /**
     * What was heard.
     *
     * @param mandarin the text in Mandarin, in simplified characters
     * @param evidence the words that gave the dialect away
     * @param changes how the Mandarin came about, in the order of the text
     */
    public record Heard(Dialect dialect, String mandarin, List<String> evidence, List<Change> changes) {}

    private DialectLexicon(List<Form> forms, List<WordOrder> orders) {
        this.orders = orders;
        Map<String, List<Form>> byText = new TreeMap<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        forms.forEach(form ->
                byText.computeIfAbsent(form.text(), _ -> new ArrayList<>()).add(form));
        byText.forEach((text, readings) ->
                byFirst.computeIfAbsent(text.charAt(0), _ -> new ArrayList<>()).add(readings));
    }

    /** The tables of the product. */
    public static DialectLexicon standard() {
        return with(List.of());
    }

    /** The tables of the product, extended by a shop's; an absent file adds nothing. */
    public static DialectLexicon read(Path file) {
        return with(TextTable.read(file));
    }

    private static DialectLexicon with(List<TextTable.Row> own) {
        List<Form> forms = new ArrayList<>(DialectTables.forms(own));
        forms.addAll(DialectTables.forms(TextTable.resource("/io/xiangyin/dialog/dialect-words.tsv")));
        return new DialectLexicon(
                forms, DialectTables.wordOrders(TextTable.resource("/io/xiangyin/dialog/dialect-order.tsv")));
    }

    /** Recognises the dialect of a text and puts it into Mandarin. */
    public Heard hear(String text) {
        Passage passage = Passage.of(text);
        List<Hit> hits = find(passage);
        Map<String, Set<String>> evidence = new HashMap<>();
        Dialect heard = weigh(passage, hits, evidence);
        List<Change> changes = new ArrayList<>();
        String reordered = reorder(passage, heard.code(), changes);
        boolean moved = !reordered.equals(Writing.simplified(passage.original()));
        Passage left = moved ? Passage.of(reordered) : passage;
        String mandarin = rewrite(left, moved ? find(left) : hits, heard.code(), changes);
        return new Heard(
                heard, mandarin, List.copyOf(evidence.getOrDefault(heard.code(), Set.of())), List.copyOf(changes));
    }

    private Dialect weigh(Passage passage, List<Hit> hits, Map<String, Set<String>> evidence) {
        Map<String, Double> doubt = new TreeMap<>();
        for (Hit hit : hits) {
            for (Form form : hit.readings()) {
                speak(form.dialect(), form.text(), form.weight(), evidence, doubt);
            }
        }
        for (WordOrder order : orders) {
            if (order.weight() > 0) {
                Matcher matcher = order.pattern().matcher(passage.simplified());
                if (matcher.find()) {
                    speak(order.dialect(), matcher.group(), order.weight(), evidence, doubt);
                }
            }
        }
        Dialect best = Dialect.MANDARIN;
        double least = 1 - RECOGNISED;
        for (Map.Entry<String, Double> entry : doubt.entrySet()) {
            if (entry.getValue() <= least) {
                least = entry.getValue();
                best = new Dialect(entry.getKey(), 1 - least);
            }
        }
        return best;
    }

    /** The same words said twice take no more doubt away than said once. */
    private static void speak(
            String dialect, String words, double weight, Map<String, Set<String>> evidence, Map<String, Double> doubt) {
        if (!dialect.isEmpty()
                && weight > 0
                && evidence.computeIfAbsent(dialect, _ -> new HashSet<>()).add(words)) {
            doubt.merge(dialect, 1 - weight, (a, b) -> a * b);
        }
    }

    private List<Hit> find(Passage passage) {
        List<Hit> found = new ArrayList<>();
        for (int at = 0; at < passage.folded().length(); at++) {
            collect(passage, at, passage.folded().charAt(at), found);
            if (passage.simplified().charAt(at) != passage.folded().charAt(at)) {
                collect(passage, at, passage.simplified().charAt(at), found);
            }
        }
        found.sort(BEST_FIRST);
        boolean[] taken = new boolean[passage.folded().length()];
        List<Hit> hits = new ArrayList<>();
        for (Hit hit : found) {
            if (!taken[hit.at()] && !taken[hit.end() - 1]) {
                Arrays.fill(taken, hit.at(), hit.end(), true);
                hits.add(hit);
            }
        }
        return hits;
    }

    private void collect(Passage passage, int at, char first, List<Hit> found) {
        for (List<Form> readings : byFirst.getOrDefault(first, List.of())) {
            String text = readings.getFirst().text();
            if (passage.has(text, at)) {
                List<Form> counting = readings.stream()
                        .filter(form -> form.counts(passage, at))
                        .toList();
                if (!counting.isEmpty()) {
                    found.add(new Hit(at, at + text.length(), counting));
                }
            }
        }
    }

    private String reorder(Passage passage, String code, List<Change> changes) {
        String text = Writing.simplified(passage.original());
        for (WordOrder order : orders) {
            if (order.dialect().isEmpty() || order.dialect().equals(code)) {
                Matcher matcher = order.pattern().matcher(text);
                if (matcher.find()) {
                    String whole = matcher.group();
                    String changed = matcher.replaceAll(order.mandarin());
                    changes.add(new Change(
                            whole, order.pattern().matcher(whole).replaceFirst(order.mandarin()), order.dialect()));
                    text = changed;
                }
            }
        }
        return text;
    }

    private static String rewrite(Passage passage, List<Hit> hits, String code, List<Change> changes) {
        StringBuilder mandarin = new StringBuilder(Writing.simplified(passage.original()));
        List<Change> made = new ArrayList<>();
        hits.stream()
                .sorted(Comparator.comparingInt(Hit::at).reversed())
                .forEach(hit -> replacement(hit, code).forEach(form -> {
                    mandarin.replace(hit.at(), hit.end(), form.mandarin());
                    made.addFirst(new Change(hit.form(), form.mandarin(), form.dialect()));
                }));
        changes.addAll(made);
        return mandarin.toString();
    }

    /** The reading that takes the hit's place, if any: the one of the text's dialect before those that hold in any text. */
    private static List<Form> replacement(Hit hit, String code) {
        List<Form> spoken = hit.in(code);
        List<Form> readings = spoken.isEmpty()
                ? hit.readings().stream()
                        .filter(form -> form.replace() == Replace.ALWAYS)
                        .toList()
                : spoken;
        return readings.stream()
                .filter(form -> form.replace() != Replace.NEVER)
                .limit(1)
                .toList();
    }
}
