package io.xiangyin.evaluator.simulation;

import java.util.List;
import java.util.Map;

/** Ways of saying one thing, by style of speaking. */
public record Wordings(Map<String, List<String>> byStyle) {
    private static final String PLAIN = "plain";

    public Wordings {
        byStyle = Map.copyOf(byStyle);
        if (byStyle.getOrDefault(PLAIN, List.of()).isEmpty()) {
            throw new IllegalArgumentException("wordings need at least one in the style '" + PLAIN + "'");
        }
    }

    /** Those of a style, or the plain ones if it has none. */
    List<String> in(String style) {
        return byStyle.getOrDefault(style, byStyle.getOrDefault(PLAIN, List.of()));
    }

    /** Whether a text holds one of them, in any style. */
    boolean namedIn(String text) {
        return byStyle.values().stream().flatMap(List::stream).anyMatch(text::contains);
    }
}
