package io.xiangyin.dialog.entity;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers as people write them: digits, Chinese numerals, and mixtures (1万2). The last digit may leave out its unit:
 * 三百五 is 350, 一万二 is 12 000.
 */
final class ChineseNumber {
    /** One such number, to be built into other patterns. */
    static final String PATTERN = "(?:\\d+(?:\\.\\d+)?[万千百]?\\d*|[零〇一二三四五六七八九十百千万两俩仨半]+)";

    private static final Pattern DIGITS = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final String NUMERALS = "零一二三四五六七八九";

    private ChineseNumber() {}

    /** The value; empty if the text is no number. */
    static Optional<BigDecimal> parse(String text) {
        if (DIGITS.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        String plain =
                text.replace('〇', '零').replace('两', '二').replace('俩', '二').replace('仨', '三');
        if (plain.equals("半")) {
            return Optional.of(new BigDecimal("0.5"));
        }
        if (plain.length() > 1 && plain.chars().allMatch(c -> NUMERALS.indexOf(c) >= 0)) {
            return Optional.of(new BigDecimal(plain.chars()
                    .map(c -> '0' + NUMERALS.indexOf(c))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()));
        }
        return withUnits(plain);
    }

    private static Optional<BigDecimal> withUnits(String text) {
        long total = 0;
        long below = 0;
        long digit = -1;
        long lastUnit = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int numeral = Character.isDigit(c) ? c - '0' : NUMERALS.indexOf(c);
            long unit = unit(c);
            if (numeral == 0) {
                lastUnit = 1;
                digit = digit < 0 || !Character.isDigit(c) ? digit : digit * 10;
            } else if (numeral > 0) {
                digit = digit > 0 && Character.isDigit(c) ? digit * 10 + numeral : numeral;
            } else if (unit == 10_000) {
                total += (below + Math.max(digit, 0)) * unit;
                below = 0;
                digit = -1;
                lastUnit = unit;
            } else if (unit > 0) {
                below += (digit < 0 ? 1 : digit) * unit;
                digit = -1;
                lastUnit = unit;
            } else {
                return Optional.empty();
            }
        }
        long rest = digit < 0 ? 0 : digit < 10 && lastUnit >= 100 ? digit * lastUnit / 10 : digit;
        return Optional.of(BigDecimal.valueOf(total + below + rest));
    }

    private static long unit(char c) {
        return switch (c) {
            case '十' -> 10;
            case '百' -> 100;
            case '千' -> 1_000;
            case '万' -> 10_000;
            default -> 0;
        };
    }
}
