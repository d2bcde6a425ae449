package io.xiangyin.knowledge;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of a text with their units, in one spelling: 七天 and 7日 are both {@code 7天}.
 *
 * @param all each number, and each with its unit where it has one
 * @param kinds what is counted: time, money, or something else
 * @param sides on which side of the number the text allows; nothing where it does not say
 */
record Quantities(Set<String> all, Set<Kind> kinds, Map<String, Set<Side>> sides) {
    private static final String CHINESE_DIGITS = "零一二三四五六七八九";
    private static final Pattern NUMBER = Pattern.compile(
            "(?<n>\\d+(?:[.:]\\d+)?|[零一二两三四五六七八九十百千万半]+)\\s*(?<u>个工作日|工作日|个自然日|小时|分钟|个月|公斤|厘米|毫升|天|日|号|元|块|折|%|倍|年|月|周|星期|点|次|件|单|成|岁|级|克|斤|米|寸|期|分|度|g|kg|cm|ml)?");
    /** A number with what only says how far it goes: no part of what a clause is about. */
    private static final Pattern AMOUNT =
            Pattern.compile("(?:[不未]?满|(?:不要?)?超过)?(?:\\d+(?:[.:]\\d+)?[到至~-])?" + NUMBER.pattern() + "(?:以内|之内|内)?");

    private static final int NEAR = 12;
    private static final Pattern BELOW = Pattern.compile("(?:不满|不足|未满|不到|低于|少于|小于)$");
    private static final Pattern MOST = Pattern.compile("(?:最多|至多|最高|不要?超过|不高于|上限)[^\\d,，。;；]*$");
    private static final Pattern ABOVE = Pattern.compile("(?:(?<![不未])满|达到|(?<!不|不要)超过|超出|高于|多于|大于|不少于|不低于)$");
    private static final Pattern LEAST = Pattern.compile("(?:最少|至少)[^\\d,，。;；]*$");
    private static final Pattern THEN_BELOW = Pattern.compile("^(?:以内|之内|以下|内|之前|以前|前)");
    private static final Pattern THEN_MOST = Pattern.compile("^封顶");
    private static final Pattern THEN_ABOVE = Pattern.compile("^(?:以上|以外|之外|之后|以后|后)");

    /** What is counted. */
    enum Kind {
        TIME,
        MONEY,
        OTHER
    }

    /** On which side of a number something holds. */
    enum Side {
        BELOW,
        ABOVE
    }

    /** Reads them off a text in NFKC form. */
    static Quantities of(String text) {
        Set<String> all = new HashSet<>();
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Map<String, Set<Side>> sides = new HashMap<>();
        Matcher match = NUMBER.matcher(text);
        while (match.find()) {
            String unit = match.group("u");
            if (isWord(match)) {
                continue;
            }
            String value = value(match.group("n"));
            String name = value + (unit == null ? "" : unit(unit));
            all.add(value);
            all.add(name);
            if (unit != null) {
                kinds.add(kind(unit(unit)));
            }
            sides.computeIfAbsent(name, _ -> EnumSet.noneOf(Side.class)).addAll(sides(text, match));
        }
        return new Quantities(all, kinds, sides);
    }

    /** 一 in 一下, 一定: a word, no number. */
    private static boolean isWord(MatchResult match) {
        String number = match.group("n");
        return match.group("u") == null && number.length() < 2 && !isDigits(number);
    }

    private static boolean isDigits(String number) {
        return number.charAt(0) < 128;
    }

    private static Set<Side> sides(String text, MatchResult match) {
        String before = text.substring(Math.max(0, match.start() - NEAR), match.start());
        String after = text.substring(match.end());
        Set<Side> sides = EnumSet.noneOf(Side.class);
        if (BELOW.matcher(before).find()
                || MOST.matcher(before).find()
                || THEN_BELOW.matcher(after).find()
                || THEN_MOST.matcher(after).find()) {
            sides.add(Side.BELOW);
        }
        if (ABOVE.matcher(before).find()
                || LEAST.matcher(before).find()
                || THEN_ABOVE.matcher(after).find()) {
            sides.add(Side.ABOVE);
        }
        return sides;
    }

    /** The text with its numbers in digits. */
    static String inDigits(String text) {
        return NUMBER.matcher(text).replaceAll(match -> {
            String unit = match.group("u");
            return isWord(match) ? match.group() : value(match.group("n")) + (unit == null ? "" : unit(unit));
        });
    }

    /** The text without its numbers. */
    static String without(String text) {
        return AMOUNT.matcher(text).replaceAll(match -> isWord(match) ? match.group() : "");
    }

    /**
     * Whether a rule allows only the other side of a number.
     *
     * @param span the part of it that speaks of the same
     */
    boolean turns(Quantities span, Quantities rule) {
        return sides.entrySet().stream().anyMatch(said -> {
            Set<Side> allowed =
                    span.sides.getOrDefault(said.getKey(), rule.sides.getOrDefault(said.getKey(), Set.of()));
            return !said.getValue().isEmpty()
                    && !allowed.isEmpty()
                    && said.getValue().stream().noneMatch(allowed::contains);
        });
    }

    /** Whether an amount of money is promised without the limit that the rule sets. */
    boolean unlimits(Quantities rule) {
        return sides.entrySet().stream()
                .anyMatch(said -> said.getKey().matches(".*[元%折倍]")
                        && said.getValue().isEmpty()
                        && rule.sides.getOrDefault(said.getKey(), Set.of()).equals(Set.of(Side.BELOW)));
    }

    private static Kind kind(String unit) {
        return switch (unit) {
            case "工作日", "小时", "分钟", "个月", "天", "年", "月", "周", "点" -> Kind.TIME;
            case "元", "折", "%", "倍", "成" -> Kind.MONEY;
            default -> Kind.OTHER;
        };
    }

    private static String unit(String unit) {
        return switch (unit) {
            case "日", "号", "个自然日" -> "天";
            case "块" -> "元";
            case "个工作日" -> "工作日";
            case "星期" -> "周";
            default -> unit;
        };
    }

    private static String value(String number) {
        return isDigits(number) ? number : arabic(number);
    }

    private static String arabic(String chinese) {
        double total = 0;
        double section = 0;
        double digit = 0;
        for (int i = 0; i < chinese.length(); i++) {
            char c = chinese.charAt(i);
            int value = CHINESE_DIGITS.indexOf(c);
            if (value >= 0) {
                digit = value;
                continue;
            }
            switch (c) {
                case '十' -> section += (digit == 0 ? 1 : digit) * 10;
                case '百' -> section += (digit == 0 ? 1 : digit) * 100;
                case '千' -> section += (digit == 0 ? 1 : digit) * 1000;
                case '万' -> {
                    total += (section + digit) * 10_000;
                    section = 0;
                }
                default -> section += 0.5;
            }
            digit = 0;
        }
        double value = total + section + digit;
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
