package io.xiangyin.evaluator;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tells when an agent asks for what the shopper has already given: a defect, for the hand-over card had it. */
public final class AskedAgain {
    private static final Pattern QUESTION =
            Pattern.compile("[？?吗呢]|请问|麻烦|什么|哪|怎么|多少|为什么|(请|您)[^，。]{0,6}(提供|发|说|报|告诉|留)");
    private static final Map<String, Pattern> ASKS = load();

    private AskedAgain() {}

    private static Map<String, Pattern> load() {
        Properties patterns = new Properties();
        try (InputStream in = AskedAgain.class.getResourceAsStream("asked-again.properties")) {
            if (in == null) {
                throw new IllegalStateException("Resource asked-again.properties is missing from the jar");
            }
            patterns.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, Pattern> asks = new TreeMap<>();
        patterns.forEach((slot, pattern) -> asks.put(slot.toString(), Pattern.compile(pattern.toString())));
        return asks;
    }

    /**
     * The slots among those given that a text asks for.
     *
     * @param given names of the slots that have a value
     */
    public static List<String> find(Collection<String> given, String text) {
        if (!QUESTION.matcher(text).find()) {
            return List.of();
        }
        return given.stream()
                .filter(slot ->
                        ASKS.containsKey(slot) && ASKS.get(slot).matcher(text).find())
                .sorted()
                .toList();
    }
}
