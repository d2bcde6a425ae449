package io.xiangyin.dialog.manner;

import io.xiangyin.dialog.text.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rewrites texts for shoppers in elder mode: everyday words for jargon and English, one short sentence a line, things to
 * do one after the other as a numbered list. Nothing is left out, and a plain text stays as it is.
 */
public final class PlainText {
    /** What a text may hold, in characters, before it is cut into lines. */
    private static final int SHORT = 30;
    /** Short sentences share a line up to this length, in characters. */
    private static final int LINE = 20;

    private static final int LEAST_STEPS = 3;

    /** Buttons and words to say are named as they are. */
    private static final Pattern QUOTED = Pattern.compile("“[^”]*”|「[^」]*」");

    private static final Pattern PRICE = Pattern.compile("[¥￥]\\s?(\\d+(?:\\.\\d+)?)");
    private static final Pattern ORDER_NUMBER = Pattern.compile("（[A-Za-z]{1,4}[\\dA-Za-z-]{3,}）");
    private static final Pattern SENTENCES = Pattern.compile("(?<=[。！？!?；;])(?![”」』）)])");
    private static final Pattern LISTED_INSIDE = Pattern.compile("(?<=[：:。；])\\s*(?=\\d[.、]\\s?\\p{IsHan})");
    private static final Pattern LISTED = Pattern.compile("\\s*(?:\\d+[.、]|[-•·]).*");
    /** How a clause begins that tells what to do. */
    private static final Pattern TO_DO =
            Pattern.compile("(?:先|再|然后|接着|最后)?(?:把|打开|点|选|按|填|写|拍|找到?|等|约|输入|进入?|长按|插|拔|倒|放|加|关|擦|拿|装|寄|拨|"
                    + "打电话|扫|看看|收好|贴|盖|拧|洗|晾|充|接上|翻到|滑到).*");

    private final Map<String, String> plain = new HashMap<>();
    private final Pattern words;

    private PlainText(List<TextTable.Row> rows) {
        rows.forEach(row -> plain.putIfAbsent(row.filled("word"), row.get("plain")));
        words = Pattern.compile(plain.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
    }

    /** With the words of the product and a shop's {@code lexicon/plain.tsv}; an absent file adds nothing. */
    public static PlainText read(Path file) {
        return new PlainText(Stream.concat(
                        TextTable.read(file).stream(),
                        TextTable.resource("/io/xiangyin/dialog/plain-words.tsv").stream())
                .toList());
    }

    /** With the words of the product. */
    public static PlainText standard() {
        return new PlainText(TextTable.resource("/io/xiangyin/dialog/plain-words.tsv"));
    }

    /** The text in everyday words, by lines. */
    String plain(String text) {
        return LISTED_INSIDE
                .matcher(text)
                .replaceAll("\n")
                .lines()
                .map(line -> inLines(inWords(line)))
                .collect(Collectors.joining("\n"));
    }

    /** A title in everyday words, without an order's number. */
    String title(String title) {
        return inWords(ORDER_NUMBER.matcher(title).replaceAll("").strip());
    }

    private String inWords(String text) {
        StringBuilder said = new StringBuilder();
        Matcher quoted = QUOTED.matcher(text);
        int at = 0;
        while (quoted.find()) {
            said.append(replaced(text.substring(at, quoted.start()))).append(quoted.group());
            at = quoted.end();
        }
        return said.append(replaced(text.substring(at))).toString();
    }

    private String replaced(String text) {
        return words.matcher(PRICE.matcher(text).replaceAll("$1元"))
                .replaceAll(word -> Matcher.quoteReplacement(plain.getOrDefault(word.group(), word.group())));
    }

    private static String inLines(String text) {
        List<String> sentences = sentences(text);
        if (text.length() <= SHORT || isListed(text)) {
            return text;
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String sentence : sentences) {
            List<String> steps = steps(sentence);
            if (!line.isEmpty() && (!steps.isEmpty() || line.length() + sentence.length() > LINE)) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (steps.isEmpty()) {
                line.append(sentence.replaceFirst("[；;]$", "。"));
            } else {
                lines.addAll(steps);
            }
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return String.join("\n", lines);
    }

    /** The clauses of a sentence as a numbered list, if they tell what to do one after the other; else none. */
    private static List<String> steps(String sentence) {
        List<String> clauses = List.of(sentence.replaceAll("[。；;]$", "").split("，|；|、(?=再|然后|最后)", -1));
        long toDo = clauses.stream()
                .filter(clause -> TO_DO.matcher(clause).matches())
                .count();
        if (clauses.size() < LEAST_STEPS || toDo * 2 < clauses.size() + 1) {
            return List.of();
        }
        List<String> steps = new ArrayList<>();
        for (String clause : clauses) {
            steps.add(steps.size() + 1 + ". " + clause);
        }
        return steps;
    }

    /** Whether a line is an item of a list. */
    static boolean isListed(String line) {
        return LISTED.matcher(line).matches();
    }

    /** The sentences of a text, with their marks. */
    static List<String> sentences(String text) {
        return text.lines()
                .flatMap(SENTENCES::splitAsStream)
                .filter(sentence -> !sentence.isBlank())
                .toList();
    }
}
