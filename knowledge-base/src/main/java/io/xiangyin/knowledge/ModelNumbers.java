package io.xiangyin.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds model numbers however they are spelt: {@code iphone15pro}, {@code iphone 15 pro} and {@code iphone-15-pro} give
 * the same tokens, namely every run of neighbouring parts joined ({@code iphone15}, {@code 15pro}, {@code iphone15pro}).
 * Numbers and units alone are left to the other fields. Expects lower case.
 */
final class ModelNumbers extends WholeTextTokenizer {
    private static final Pattern RUN = Pattern.compile("[a-z0-9]+(?:[ \\-_./+]?[a-z0-9]+)*");
    private static final Pattern PART = Pattern.compile("[a-z]+|[0-9]+");
    private static final int MOST_JOINED = 4;
    private static final int MOST_PARTS = 12;

    @Override
    List<String> cut(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher runs = RUN.matcher(text);
        while (runs.find()) {
            List<String> parts = new ArrayList<>();
            Matcher part = PART.matcher(runs.group());
            while (part.find() && parts.size() < MOST_PARTS) {
                parts.add(part.group());
            }
            for (int from = 0; from < parts.size(); from++) {
                for (int to = from + 1; to <= Math.min(parts.size(), from + MOST_JOINED); to++) {
                    String joined = String.join("", parts.subList(from, to));
                    if (to - from > 1 || (joined.length() > 1 && Character.isLetter(joined.charAt(0)))) {
                        tokens.add(joined);
                    }
                }
            }
        }
        return tokens;
    }
}
