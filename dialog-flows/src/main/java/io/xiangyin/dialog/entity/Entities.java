package io.xiangyin.dialog.entity;

import io.xiangyin.dialog.entity.Entity.Kind;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds values in a text by the forms they take. The kinds are tried in order; words that one has taken are not read
 * again by the next, so that a phone number is no quantity.
 */
public final class Entities {
    private static final String N = ChineseNumber.PATTERN;
    private static final Map<String, String> COLOURS = Map.ofEntries(
            Map.entry("酒红", "酒红"),
            Map.entry("藏青", "藏青"),
            Map.entry("米白", "米白"),
            Map.entry("墨绿", "墨绿"),
            Map.entry("天蓝", "天蓝"),
            Map.entry("红", "红"),
            Map.entry("黑", "黑"),
            Map.entry("白", "白"),
            Map.entry("蓝", "蓝"),
            Map.entry("绿", "绿"),
            Map.entry("黄", "黄"),
            Map.entry("紫", "紫"),
            Map.entry("灰", "灰"),
            Map.entry("粉", "粉"),
            Map.entry("橙", "橙"),
            Map.entry("棕", "棕"),
            Map.entry("咖啡", "咖啡"),
            Map.entry("银", "银"),
            Map.entry("金", "金"));

    private static final List<Recogniser> RECOGNISERS = List.of(
            new Recogniser(
                    Kind.PHONE,
                    "(?<!\\d)1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}(?!\\d)",
                    (match, _) -> Optional.of(match.group().replaceAll("\\D", ""))),
            new Recogniser(Kind.ORDER_NO, "(?<![a-z0-9])xy\\d{3,6}(?:-\\d{1,3})?(?!\\d)", (match, _) -> upper(match)),
            new Recogniser(
                    Kind.TRACKING_NO,
                    "(?<![a-z0-9])(?:sf|yt|jd|jt|zt|sto|ems|db|yd|st)[a-z]?\\d{8,18}(?!\\d)",
                    (match, _) -> upper(match)),
            new Recogniser(
                    Kind.ORDER_NO,
                    "(?<!\\d)(?:订单|单号|编号)[号是为:： ]{0,4}(?<no>\\d{8,24})(?!\\d)",
                    (match, _) -> Optional.of(match.group("no"))),
            new Recogniser(Kind.TRACKING_NO, "(?<![a-z0-9])\\d{12,20}(?!\\d)", (match, _) -> upper(match)),
            new Recogniser(Kind.ADDRESS, ChineseAddress.PATTERN, (match, _) -> Optional.of(ChineseAddress.of(match))),
            new Recogniser(
                    Kind.DATE,
                    ChineseDate.PATTERN,
                    (match, today) -> ChineseDate.of(match, today).map(LocalDate::toString)),
            new Recogniser(
                    Kind.DURATION,
                    "(?<count>" + N + ")(?:个)?(?:(?<half>半))?(?<unit>小时|钟头|分钟|天|周|星期|礼拜|月|年)(?!级|前|以前|之前)",
                    (match, _) -> duration(match)),
            new Recogniser(
                    Kind.AMOUNT,
                    "[¥￥]\\s?(?<sign>\\d+(?:\\.\\d{1,2})?)|(?<yuan>" + N
                            + ")(?:元|块钱?|块|圆|蚊|rmb)(?<jiao>[零一二三四五六七八九\\d])?(?:角|毛)?",
                    (match, _) -> amount(match)),
            new Recogniser(
                    Kind.SIZE,
                    "(?<![a-z0-9])(?<letters>x{0,4}[sl]|m|[2-5]xl)(?:码|号)?(?![a-z0-9])|(?<!\\d)(?<number>[1-5]\\d(?:\\.5)?)(?:码|号的?鞋)|(?<word>加大|特大|均|大|中|小)(?:码|号)",
                    (match, _) -> size(match)),
            new Recogniser(
                    Kind.QUANTITY,
                    "(?<count>" + N + ")(?<unit>件|个|双|条|台|只|箱|盒|瓶|包|套|份|打|对|斤|罐|袋|把|张|本|部)",
                    (match, _) -> quantity(match)),
            new Recogniser(
                    Kind.COLOUR,
                    "(?<colour>"
                            + String.join(
                                    "|",
                                    COLOURS.keySet().stream()
                                            .sorted(Comparator.comparingInt(String::length)
                                                    .reversed()
                                                    .thenComparing(Comparator.naturalOrder()))
                                            .toList())
                            + ")(?:色|的(?=$|[^\\p{IsHan}]|那|款|吧|呀|啊))",
                    (match, _) -> Optional.ofNullable(COLOURS.get(match.group("colour")))));

    private Entities() {}

    private record Recogniser(Kind kind, Pattern pattern, BiFunction<Matcher, LocalDate, Optional<String>> value) {
        Recogniser(Kind kind, String pattern, BiFunction<Matcher, LocalDate, Optional<String>> value) {
            this(kind, Pattern.compile(pattern), value);
        }
    }

    /**
     * The values in a text, in the order in which they stand.
     *
     * @param today the day of the shopper, from which 昨天 and the like are counted
     */
    public static List<Entity> find(String text, LocalDate today) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<Entity> found = new ArrayList<>();
        for (Recogniser recogniser : RECOGNISERS) {
            Matcher match = recogniser.pattern().matcher(plain);
            while (match.find()) {
                Optional<String> value = recogniser.value().apply(match, today);
                if (value.isPresent() && found.stream().noneMatch(other -> overlap(other, match))) {
                    found.add(new Entity(recogniser.kind(), match.group(), value.get(), match.start()));
                }
            }
        }
        found.sort(Comparator.comparingInt(Entity::start));
        return List.copyOf(found);
    }

    private static boolean overlap(Entity other, Matcher match) {
        return match.start() < other.end() && other.start() < match.end();
    }

    private static Optional<String> upper(Matcher match) {
        return Optional.of(match.group().toUpperCase(Locale.ROOT));
    }

    private static Optional<String> amount(Matcher match) {
        if (match.group("sign") != null) {
            return Optional.of(match.group("sign"));
        }
        String jiao = match.group("jiao");
        return ChineseNumber.parse(match.group("yuan"))
                .map(yuan -> jiao == null
                        ? yuan.toPlainString()
                        : yuan.toPlainString() + "."
                                + ChineseNumber.parse(jiao).orElseThrow().toPlainString());
    }

    private static Optional<String> quantity(Matcher match) {
        return ChineseNumber.parse(match.group("count"))
                .map(count ->
                        match.group("unit").equals("打") ? count.multiply(java.math.BigDecimal.valueOf(12)) : count)
                .filter(count -> count.stripTrailingZeros().scale() <= 0)
                .map(count -> String.valueOf(count.longValue()));
    }

    private static Optional<String> size(Matcher match) {
        for (String group : List.of("letters", "number", "word")) {
            if (match.group(group) != null) {
                return Optional.of(match.group(group).toUpperCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> duration(Matcher match) {
        return ChineseNumber.parse(match.group("count"))
                .filter(count -> count.stripTrailingZeros().scale() <= 0)
                .map(count -> switch (match.group("unit")) {
                    case "小时", "钟头" -> "PT" + count + "H" + (match.group("half") == null ? "" : "30M");
                    case "分钟" -> "PT" + count + "M";
                    case "天" -> "P" + count + "D";
                    case "月" -> "P" + count + "M";
                    case "年" -> "P" + count + "Y";
                    default -> "P" + count + "W";
                });
    }
}
