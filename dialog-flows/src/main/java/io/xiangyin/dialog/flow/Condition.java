package io.xiangyin.dialog.flow;

import io.xiangyin.dialog.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition of a branch: a mapping from paths to what they must be, all of which must hold. A value is one text or a
 * list of which any may match; {@code "<= 7"} and the like compare numbers; {@code absent} and {@code present} test
 * whether there is a value; {@code "~ REGEX"} looks for a regular expression.
 */
public record Condition(Map<String, List<String>> terms) {
    private static final String LIKE = "~ ";
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|<|>)\\s*(-?\\d+(?:\\.\\d+)?)");

    static Condition read(YamlNode node) {
        Map<String, List<String>> terms = new LinkedHashMap<>();
        node.entries().forEach((path, value) -> {
            terms.put(path, value.texts());
            value.texts().stream()
                    .filter(text -> text.startsWith(LIKE))
                    .forEach(text -> StepReader.pattern(text.substring(LIKE.length()), value));
        });
        if (terms.isEmpty()) {
            throw node.error("'when' needs at least one 'path: value' line");
        }
        return new Condition(terms);
    }

    /**
     * Whether it holds.
     *
     * @param value what stands at a path
     * @param filled a template with its places filled in
     */
    boolean holds(UnaryOperator<String> value, UnaryOperator<String> filled) {
        return terms.entrySet().stream().allMatch(term -> {
            String actual = value.apply(term.getKey());
            return term.getValue().stream().anyMatch(expected -> matches(filled.apply(expected), actual));
        });
    }

    List<String> roots() {
        List<String> roots = new ArrayList<>();
        terms.forEach((path, values) -> {
            roots.add(Scope.root(path));
            values.forEach(template -> roots.addAll(Scope.roots(template)));
        });
        return roots;
    }

    private static boolean matches(String expected, String actual) {
        if (expected.equals("absent")) {
            return actual.isEmpty();
        }
        if (expected.equals("present")) {
            return !actual.isEmpty();
        }
        if (expected.startsWith(LIKE)) {
            return Pattern.compile(expected.substring(LIKE.length()))
                    .matcher(actual)
                    .find();
        }
        Matcher comparison = COMPARISON.matcher(expected);
        if (!comparison.matches()) {
            return expected.equals(actual);
        }
        if (!actual.matches("-?\\d+(\\.\\d+)?")) {
            return false;
        }
        int order = new BigDecimal(actual).compareTo(new BigDecimal(comparison.group(2)));
        return switch (comparison.group(1)) {
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            default -> order > 0;
        };
    }
}
