package io.xiangyin.dialog.entity;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days as shoppers name them, most of them past: 前天, 上礼拜三, 大前天下午, 5号, 双十一那天, 三天前. A day of a month without a
 * year is the latest one that has come already, for people speak of what they bought.
 */
final class ChineseDate {
    private static final Map<String, Integer> DAYS_AWAY =
            Map.of("大前天", -3, "前天", -2, "昨天", -1, "昨晚", -1, "昨日", -1, "今天", 0, "今日", 0, "明天", 1, "后天", 2);
    private static final Map<String, MonthDay> FESTIVALS = Map.of(
            "双十一", MonthDay.of(11, 11),
            "双11", MonthDay.of(11, 11),
            "双十二", MonthDay.of(12, 12),
            "双12", MonthDay.of(12, 12),
            "618", MonthDay.of(6, 18),
            "六一八", MonthDay.of(6, 18),
            "元旦", MonthDay.of(1, 1),
            "五一", MonthDay.of(5, 1),
            "国庆", MonthDay.of(10, 1));
    private static final String WEEKDAYS = "一二三四五六日";

    static final Pattern PATTERN = Pattern.compile("(?<away>大前天|前天|昨天|昨晚|昨日|今天|今日|明天|后天|大后天)"
            + "|(?<festival>双十一|双11|双十二|双12|618|六一八|元旦|五一|国庆)(?:那天|当天|节)?"
            + "|(?<week>上上个?|上个?|这个?|本|下个?)(?:周|礼拜|星期)(?<weekday>[一二三四五六日天])"
            + "|(?<lone>(?:周|礼拜|星期)(?<loneday>[一二三四五六日天]))"
            + "|(?<!\\d)(?:(?<year>20\\d\\d)(?:年|[./-](?=\\d{1,2}[./-])))?(?<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:月|(?<=20\\d\\d[./-]\\d{1,2})[./-])(?<day>3[01]|[12]\\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:[号日]|(?!\\d))"
            + "|(?<!\\d)(?<lonemonthday>3[01]|[12]\\d|[1-9])号(?!楼|线|店|机|码|院|门|库)"
            + "|(?<ago>" + ChineseNumber.PATTERN + ")个?(?<unit>天|周|星期|礼拜|月)(?:以前|之前|前)");

    private ChineseDate() {}

    /** The day a match of {@link #PATTERN} means; empty if there is no such day. */
    static Optional<LocalDate> of(Matcher match, LocalDate today) {
        if (match.group("away") != null) {
            int away = match.group("away").equals("大后天") ? 3 : DAYS_AWAY.getOrDefault(match.group("away"), 0);
            return Optional.of(today.plusDays(away));
        }
        if (match.group("festival") != null) {
            MonthDay day = FESTIVALS.getOrDefault(match.group("festival"), MonthDay.of(1, 1));
            return Optional.of(latest(today, day::atYear));
        }
        if (match.group("weekday") != null) {
            return Optional.of(inWeek(match.group("week"), weekday(match.group("weekday")), today));
        }
        if (match.group("loneday") != null) {
            return Optional.of(today.with(TemporalAdjusters.previousOrSame(weekday(match.group("loneday")))));
        }
        if (match.group("ago") != null) {
            return ChineseNumber.parse(match.group("ago"))
                    .map(count -> ago(count.intValue(), match.group("unit"), today));
        }
        return ofMonth(match, today);
    }

    private static Optional<LocalDate> ofMonth(Matcher match, LocalDate today) {
        try {
            if (match.group("lonemonthday") != null) {
                LocalDate day = today.withDayOfMonth(Integer.parseInt(match.group("lonemonthday")));
                return Optional.of(day.isAfter(today) ? day.minusMonths(1) : day);
            }
            int month = number(match.group("month"));
            int day = number(match.group("day"));
            String year = match.group("year");
            return Optional.of(
                    year == null
                            ? latest(today, any -> MonthDay.of(month, day).atYear(any))
                            : LocalDate.of(Integer.parseInt(year), month, day));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int number(String text) {
        return ChineseNumber.parse(text).orElseThrow().intValueExact();
    }

    private static LocalDate latest(LocalDate today, Function<Integer, LocalDate> inYear) {
        LocalDate day = inYear.apply(today.getYear());
        return day.isAfter(today) ? inYear.apply(today.getYear() - 1) : day;
    }

    private static DayOfWeek weekday(String character) {
        return DayOfWeek.of(WEEKDAYS.indexOf(character.replace('天', '日')) + 1);
    }

    private static LocalDate inWeek(String which, DayOfWeek weekday, LocalDate today) {
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        int weeks = which.startsWith("上上") ? -2 : which.startsWith("上") ? -1 : which.startsWith("下") ? 1 : 0;
        return monday.plusWeeks(weeks).with(TemporalAdjusters.nextOrSame(weekday));
    }

    private static LocalDate ago(int count, String unit, LocalDate today) {
        return switch (unit) {
            case "天" -> today.minusDays(count);
            case "月" -> today.minusMonths(count);
            default -> today.minusWeeks(count);
        };
    }
}
