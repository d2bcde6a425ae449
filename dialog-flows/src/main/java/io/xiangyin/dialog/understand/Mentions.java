package io.xiangyin.dialog.understand;

import io.xiangyin.core.FlowFrame.SlotValue;
import io.xiangyin.dialog.flow.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds which of several things the shopper means: by its number, name, kind, price, or how long ago it was. */
final class Mentions {
    private static final int SHORTEST = 2;
    private static final int LONGEST_KIND = 5;
    private static final Pattern PRICE = Pattern.compile("(\\d{2,6}|[一二两三四五六七八九十百千零]{2,8})(?:块|元|的|那|这|多)");
    private static final Pattern DAYS_AGO = Pattern.compile("([一二两三四五六七八九十\\d]{1,2})(?:天|日)(?:前|之前|以前)");
    private static final List<String> DAYS = List.of("今天", "昨天", "前天", "大前天");

    private final Words words;

    Mentions(Words words) {
        this.words = words;
    }

    /** What an answer to "which one?" means. */
    Optional<SlotValue> asked(List<Element> elements, String bare) {
        int number = words.ordinal(bare, elements.size());
        Optional<SlotValue> named = unasked(elements, bare);
        if (named.isPresent()) {
            return named;
        }
        Optional<SlotValue> described = byPrice(elements, bare).or(() -> byAge(elements, bare));
        if (described.isPresent()) {
            return described;
        }
        return number >= 1 && number <= elements.size()
                ? Optional.of(value(elements.get(number - 1)))
                : byKind(elements, bare, bare.length() <= LONGEST_KIND);
    }

    /** What the words mean by themselves. */
    Optional<SlotValue> unasked(List<Element> elements, String bare) {
        return longest(elements, element -> named(element.words(), element.key(), bare))
                .or(() -> bySynonym(elements, bare))
                .or(() -> byKind(elements, bare, false));
    }

    /** The one element that the words name in other words of the shop: 螃蟹 for 大闸蟹. */
    private Optional<SlotValue> bySynonym(List<Element> elements, String bare) {
        String standard = words.standard(bare);
        return standard.equals(bare)
                ? Optional.empty()
                : longest(
                        elements,
                        element -> named(
                                element.words().stream()
                                        .map(Words::normalise)
                                        .map(words::standard)
                                        .toList(),
                                element.key(),
                                standard));
    }

    /** The one element for which the length is greatest; none if there are two, or it is too short. */
    private static Optional<SlotValue> longest(List<Element> elements, ToIntFunction<Element> length) {
        List<Element> best = new ArrayList<>();
        int longest = SHORTEST - 1;
        for (Element element : elements) {
            int shared = length.applyAsInt(element);
            if (shared > longest) {
                longest = shared;
                best.clear();
            }
            if (shared == longest && shared >= SHORTEST) {
                best.add(element);
            }
        }
        return one(best);
    }

    private static Optional<SlotValue> one(List<Element> meant) {
        return meant.size() == 1 ? Optional.of(value(meant.getFirst())) : Optional.empty();
    }

    private static SlotValue value(Element element) {
        return new SlotValue(element.key(), element.title());
    }

    private static int named(List<String> words, String key, String bare) {
        if (bare.contains(Words.normalise(key))) {
            return Integer.MAX_VALUE;
        }
        int name = words.stream()
                .limit(1)
                .mapToInt(word -> longestShared(Words.normalise(word), bare))
                .max()
                .orElse(0);
        boolean described = words.stream()
                .skip(1)
                .flatMap(word -> Stream.of(word.split("\\s+", -1)))
                .map(Words::normalise)
                .anyMatch(token -> token.length() >= SHORTEST && bare.contains(token));
        return Math.max(name, described ? SHORTEST : 0);
    }

    /**
     * Length of the longest beginning or end of the name that occurs in the text, so that 水壶 finds 电热水壶; or two, if
     * its first and last characters stand together: 跑鞋. A piece from its middle does not count: 热水器 is no 电热水壶.
     */
    private static int longestShared(String name, String text) {
        for (int length = name.length(); length >= SHORTEST; length--) {
            if (text.contains(name.substring(name.length() - length)) || text.contains(name.substring(0, length))) {
                return length;
            }
        }
        boolean ends =
                name.length() > SHORTEST && text.contains(name.substring(0, 1) + name.substring(name.length() - 1));
        return ends ? SHORTEST : 0;
    }

    /**
     * The one element of which the words name the kind, the last character of its name.
     *
     * @param anywhere whether the character may stand anywhere; else it must follow a word such as "that pair of"
     */
    private static Optional<SlotValue> byKind(List<Element> elements, String bare, boolean anywhere) {
        return one(elements.stream()
                .filter(element -> element.words().stream()
                        .limit(1)
                        .map(Words::normalise)
                        .filter(name -> !name.isEmpty())
                        .map(name -> name.substring(name.length() - 1))
                        .anyMatch(kind -> anywhere
                                ? bare.contains(kind)
                                : Pattern.compile("[这那双件条台只罐个把瓶盒部箱]" + Pattern.quote(kind) + "(?!\\p{IsHan}*机)")
                                        .matcher(bare)
                                        .find()))
                .toList());
    }

    private Optional<SlotValue> byPrice(List<Element> elements, String bare) {
        Matcher prices = PRICE.matcher(bare);
        while (prices.find()) {
            long price = words.amount(prices.group(1));
            Optional<SlotValue> meant = one(elements.stream()
                    .filter(element -> element.price().matches("\\d+(\\.\\d+)?")
                            && Math.abs(Double.parseDouble(element.price()) - price) < 1)
                    .toList());
            if (meant.isPresent()) {
                return meant;
            }
        }
        return Optional.empty();
    }

    private Optional<SlotValue> byAge(List<Element> elements, String bare) {
        OptionalInt days = daysAgo(bare);
        return days.isEmpty()
                ? Optional.empty()
                : one(elements.stream()
                        .filter(element -> element.ages().contains(days.getAsInt()))
                        .toList());
    }

    private OptionalInt daysAgo(String bare) {
        Matcher ago = DAYS_AGO.matcher(bare);
        if (ago.find()) {
            return OptionalInt.of((int) words.amount(ago.group(1)));
        }
        for (int days = DAYS.size() - 1; days >= 0; days--) {
            if (bare.contains(DAYS.get(days))) {
                return OptionalInt.of(days);
            }
        }
        return OptionalInt.empty();
    }
}
