package io.xiangyin.server.review;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Judged turns as test data: lines of {@code {"text","intent","dialect"}}, as {@code train-check} reads them. */
public final class Corrections {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Telephone, card and identity numbers do not go into test data. */
    private static final Pattern NUMBER = Pattern.compile("\\d{7,}[\\dXx]?");

    private Corrections() {}

    /** The turns whose right intent people know, one line each. */
    public static List<String> lines(List<Turns.Reviewed> turns) {
        return turns.stream()
                .filter(turn -> turn.intent() != null)
                .map(Corrections::line)
                .distinct()
                .toList();
    }

    private static String line(Turns.Reviewed turn) {
        ObjectNode line = JSON.createObjectNode();
        line.put("text", NUMBER.matcher(turn.understanding().text()).replaceAll(Corrections::masked));
        line.put("intent", turn.intent());
        line.put("dialect", turn.understanding().dialect().code());
        return line.toString();
    }

    private static String masked(MatchResult number) {
        return "0".repeat(number.group().length());
    }
}
