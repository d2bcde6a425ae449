package io.xiangyin.demo.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a request body, checked as they are read; unknown fields are left alone. */
final class Fields {

    private static final int MAX_TEXT = 500;
    private static final BigDecimal MAX_YUAN = BigDecimal.valueOf(1_000_000);

    private final ObjectNode body;

    Fields(ObjectNode body) {
        this.body = body;
    }

    String text(String name) {
        String text = findText(name);
        if (text == null) {
            throw invalid(name, "must be a text and not empty, but it is missing");
        }
        return text;
    }

    /** Returns the trimmed text, or null when it is absent, null or blank. */
    @Nullable String findText(String name) {
        JsonNode node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw invalid(name, "must be a text, but it is " + node.getNodeType());
        }
        String text = node.textValue().strip();
        if (text.length() > MAX_TEXT) {
            throw invalid(name, "must have at most " + MAX_TEXT + " characters, but it has " + text.length());
        }
        return text.isEmpty() ? null : text;
    }

    String textOr(String name, String otherwise) {
        String text = findText(name);
        return text == null ? otherwise : text;
    }

    <E extends Enum<E> & Word> E word(String name, Class<E> type) {
        String text = text(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.word().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(
                        name,
                        "must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Word::word)
                                        .collect(Collectors.joining(", "))));
    }

    /** Returns a positive amount given as a yuan number. */
    Money yuan(String name) {
        JsonNode node = body.path(name);
        if (!node.isNumber()) {
            throw invalid(name, "must be a number of yuan, but it is " + node.getNodeType());
        }
        BigDecimal yuan = node.decimalValue();
        if (yuan.signum() <= 0 || yuan.compareTo(MAX_YUAN) > 0) {
            throw invalid(name, "must be above 0 and at most " + MAX_YUAN + " yuan");
        }
        if (yuan.stripTrailingZeros().scale() > 2) {
            throw invalid(name, "must have at most two decimals");
        }
        return Money.ofYuan(yuan);
    }

    /** Returns a whole number within the bounds, or the given one when it is absent. */
    int intOr(String name, int otherwise, int min, int max) {
        JsonNode node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return otherwise;
        }
        if (!node.canConvertToInt() || !node.isIntegralNumber() || node.intValue() < min || node.intValue() > max) {
            throw invalid(name, "must be a whole number from " + min + " to " + max);
        }
        return node.intValue();
    }

    ProblemException invalid(String name, String expectation) {
        return new ProblemException(Problem.Code.INVALID_FIELD, "The field \"" + name + "\" " + expectation + ".");
    }
}
