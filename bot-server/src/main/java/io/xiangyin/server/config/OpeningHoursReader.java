package io.xiangyin.server.config;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.OpeningHours.Span;
import io.xiangyin.dialog.yaml.YamlNode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opening hours as schema.org writes them: {@code Mo-Fr 09:00-18:00}, {@code Sa 10:00-16:00}. */
final class OpeningHoursReader {
    private static final List<String> DAYS = List.of("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su");
    private static final Pattern SPAN =
            Pattern.compile("(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? (\\d{2}:\\d{2})-(\\d{2}:\\d{2})");

    private OpeningHoursReader() {}

    static OpeningHours read(@Nullable YamlNode hours, @Nullable YamlNode holidays) {
        List<Span> spans = new ArrayList<>();
        if (hours != null) {
            hours.items().forEach(node -> spans.add(span(node)));
        }
        Set<LocalDate> closed = new HashSet<>();
        if (holidays != null) {
            holidays.items().forEach(node -> closed.add(date(node)));
        }
        return new OpeningHours(spans, closed);
    }

    private static Span span(YamlNode node) {
        Matcher found = SPAN.matcher(node.text());
        try {
            if (found.matches()) {
                String last = found.group(2) == null ? found.group(1) : found.group(2);
                LocalTime from = LocalTime.parse(found.group(3));
                LocalTime to = found.group(4).equals("24:00") ? LocalTime.MAX : LocalTime.parse(found.group(4));
                if (from.isBefore(to)) {
                    return new Span(day(found.group(1)), day(last), from, to);
                }
            }
        } catch (DateTimeParseException notATime) {
            // reported below
        }
        throw node.error("opening hours are written like \"Mo-Fr 09:00-18:00\", the end after the beginning; found '"
                + node.text() + "'");
    }

    private static DayOfWeek day(String name) {
        return DayOfWeek.of(DAYS.indexOf(name) + 1);
    }

    private static LocalDate date(YamlNode node) {
        try {
            return LocalDate.parse(node.text());
        } catch (DateTimeParseException notADate) {
            throw node.error("a holiday is a date like \"2026-10-01\", found '" + node.text() + "'");
        }
    }
}
