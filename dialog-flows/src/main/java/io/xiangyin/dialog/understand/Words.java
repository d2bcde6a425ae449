package io.xiangyin.dialog.understand;

import io.xiangyin.dialog.text.Writing;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Words for the small things of a conversation (yes, no, stop, thanks …), and the one way texts are compared. */
public final class Words {
    private final Map<String, List<String>> byKind = new HashMap<>();

    private Words(Properties lists) {
        lists.stringPropertyNames()
                .forEach(kind -> byKind.put(
                        kind,
                        List.of(lists.getProperty(kind).split(",", -1)).stream()
                                .map(String::strip)
                                .toList()));
    }

    /** The words that come with the product. */
    public static Words load() {
        return new Words(properties("words.properties"));
    }

    /** The set phrases that come with the product, by key. */
    public static Map<String, String> phrases() {
        Map<String, String> phrases = new HashMap<>();
        Properties read = properties("phrases.properties");
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
        String bare = normalised.replace("?", "");
        List<String> words = list(kind);
        return words.stream().anyMatch(bare::contains) && consistsOf(bare, words, list("fillers"));
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

    /** Whether the normalised text contains one of the words. */
    public boolean has(String kind, String normalised) {
        return list(kind).stream().anyMatch(normalised::contains);
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
     * A number from 1 to 10 standing alone or as "第二个", "选2", "2号"; 0 if the text is none.
     *
     * @param normalised the text after {@link #normalise}
     */
    int number(String normalised) {
        String bare = normalised.replaceAll("^(第|选|要|就|那|是)+|(个|项|条|号|单|种|件|双|台|只|款|样|吧|呀|啊|的|那)+$", "");
        if (bare.matches("\\d{1,2}")) {
            return Integer.parseInt(bare);
        }
        return list("numerals").indexOf(bare) + 1;
    }
}
