package io.xiangyin.dialog.understand;

import io.xiangyin.dialog.text.Writing;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words for the small things of a conversation (yes, no, stop, thanks …), and the one way texts are compared. */
public final class Words {
    /** The dialects that the product has set phrases in. */
    public static final List<String> DIALECTS = List.of("yue", "cmn-x-chuanyu");

    private static final Pattern ORDINAL = Pattern.compile("第([一二三四五六七八九十]|\\d{1,2})(?:个|件|单|条|项|台|双|款|种|样|只|笔|张)?");

    private final Map<String, List<String>> byKind = new HashMap<>();
    private final Map<String, List<Pattern>> patterns = new ConcurrentHashMap<>();

    /** Puts the standard word in the place of its synonyms. */
    private final UnaryOperator<String> standard;

    private Words(Properties lists, UnaryOperator<String> standard) {
        this.standard = standard;
        lists.stringPropertyNames()
                .forEach(kind -> byKind.put(
                        kind,
                        List.of(lists.getProperty(kind).split(",", -1)).stream()
                                .map(String::strip)
                                .toList()));
    }

    /** The words that come with the product. */
    public static Words load() {
        return load(UnaryOperator.identity());
    }

    /**
     * The same, with what a shop's goods are also called.
     *
     * @param standard puts the standard word in the place of its synonyms
     */
    public static Words load(UnaryOperator<String> standard) {
        return new Words(properties("words.properties"), standard);
    }

    /** A normalised text with standard words in the place of synonyms. */
    String standard(String normalised) {
        return normalise(standard.apply(normalised));
    }

    /** The text without exclamations, of which the parts mean something else by themselves: 烦死了 tells of no death. */
    String calm(String normalised) {
        String calm = normalised;
        for (String exclamation : list("exclamations")) {
            calm = calm.replace(exclamation, "");
        }
        return calm;
    }

    /** The set phrases that come with the product, by key. */
    public static Map<String, String> phrases() {
        return phrases("phrases.properties");
    }

    /** The set phrases that come with the product in one of the {@link #DIALECTS}, by key. */
    public static Map<String, String> phrasesIn(String dialect) {
        return phrases("phrases." + dialect + ".properties");
    }

    private static Map<String, String> phrases(String file) {
        Map<String, String> phrases = new HashMap<>();
        Properties read = properties(file);
        read.stringPropertyNames().forEach(key -> phrases.put(key, read.getProperty(key)));
        return phrases;
    }

    private static Properties properties(String name) {
        Properties properties = new Properties();
        try (InputStream in = Words.class.getResourceAsStream("/io/xiangyin/dialog/" + name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + name + " is missing from the jar");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Lower case, half width, without white space and punctuation; question marks stay. */
    public static String normalise(String text) {
        return Writing.bare(text);
    }

    /**
     * Whether the normalised text says one of the words, perhaps several of them or one again ("不用不用", "好的，办吧"),
     * and besides at most fillers and question marks.
     */
    public boolean is(String kind, String normalised) {
        return is(kind, normalised, List.of());
    }

    /** The same, with further words. */
    boolean is(String kind, String normalised, List<String> further) {
        List<String> words = list(kind);
        if (!further.isEmpty()) {
            words = new ArrayList<>(words);
            words.addAll(further);
        }
        return consists(normalised, words);
    }

    /** Whether the normalised text says one of these words, and besides at most fillers and question marks. */
    boolean consists(String normalised, List<String> of) {
        String bare = normalised.replace("?", "");
        return of.stream().anyMatch(bare::contains) && consistsOf(bare, of, list("fillers"));
    }

    private static boolean consistsOf(String text, List<String> words, List<String> fillers) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int at = 0; at < text.length(); at++) {
            if (reached[at]) {
                reach(text, at, words, reached);
                reach(text, at, fillers, reached);
            }
        }
        return reached[text.length()];
    }

    private static void reach(String text, int at, List<String> words, boolean[] reached) {
        for (String word : words) {
            if (text.startsWith(word, at)) {
                reached[at + word.length()] = true;
            }
        }
    }

    /** Whether the normalised text as a whole is one of the kind's regular expressions. */
    boolean matches(String kind, String normalised) {
        String bare = normalised.replace("?", "");
        return patterns
                .computeIfAbsent(
                        kind,
                        listed -> list(listed).stream().map(Pattern::compile).toList())
                .stream()
                .anyMatch(pattern -> pattern.matcher(bare).matches());
    }

    /** Whether the normalised text contains one of the words. */
    public boolean has(String kind, String normalised) {
        return list(kind).stream().anyMatch(normalised::contains);
    }

    /** Whether the normalised text begins with one of the words. */
    boolean begins(String kind, String normalised) {
        return list(kind).stream().anyMatch(normalised::startsWith);
    }

    /** The words of a kind, in the order of the file. */
    List<String> list(String kind) {
        List<String> words = byKind.get(kind);
        if (words == null) {
            throw new IllegalArgumentException("There is no word list '" + kind + "'");
        }
        return words;
    }

    /** Whether what stands before a word takes it back: "没坏", "不是质量问题". */
    boolean negates(String before) {
        return list("negation").stream().anyMatch(before::endsWith)
                && list("tagQuestion").stream().noneMatch(before::endsWith);
    }

    /**
     * Which of several is meant by its place: a number alone, "第二个" anywhere in the text, the last one; 0 if none.
     *
     * @param count how many there are
     */
    int ordinal(String normalised, int count) {
        int alone = number(normalised);
        if (alone > 0) {
            return alone;
        }
        if (normalised.contains("最后一") || normalised.contains("最后那") || normalised.contains("最下面")) {
            return count;
        }
        if (normalised.contains("头一") || normalised.contains("最上面") || normalised.contains("最前面")) {
            return 1;
        }
        Matcher ordinal = ORDINAL.matcher(normalised);
        return ordinal.find() ? (int) amount(ordinal.group(1)) : 0;
    }

    /** The whole number that digits or Chinese numerals below a million say: 350, 三百五十, 三百五, 一千二; 0 if none. */
    long amount(String text) {
        if (text.matches("\\d{1,9}")) {
            return Long.parseLong(text);
        }
        long sum = 0;
        long digit = 0;
        long unit = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int place = "十百千".indexOf(c);
            if (place >= 0) {
                unit = (long) Math.pow(10, place + 1);
                sum += (digit == 0 ? 1 : digit) * unit;
                digit = 0;
            } else if (c == '零') {
                unit = 10; // what follows is said in full
            } else {
                digit = c == '两' ? 2 : list("numerals").indexOf(String.valueOf(c)) + 1;
            }
        }
        return sum + digit * (unit >= 100 ? unit / 10 : 1);
    }

    /**
     * A number from 1 to 10 standing alone or as "第二个", "选2", "2号"; 0 if the text is none.
     *
     * @param normalised the text after {@link #normalise}
     */
    int number(String normalised) {
        String bare = normalised.replaceAll("^(第|选|要|就|那|是)+|(个|项|条|号|单|种|件|双|台|只|款|样|吧|呀|啊|的|那|哈|谢谢)+$", "");
        if (bare.matches("\\d{1,2}")) {
            return Integer.parseInt(bare);
        }
        return list("numerals").indexOf(bare) + 1;
    }
}
