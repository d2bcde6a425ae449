package io.xiangyin.knowledge;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * To whom and when an article may be told.
 *
 * @param agentsOnly true if shoppers never see it
 * @param from first day; null without beginning
 * @param until last day; null without end
 */
public record Availability(
        boolean agentsOnly,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {
    public static final Availability ALWAYS = new Availability(false, null, null);

    public Availability {
        if (from != null && until != null && until.isBefore(from)) {
            throw new IllegalArgumentException("it ends on " + until + ", before it begins on " + from);
        }
    }

    /**
     * From what people write.
     *
     * @param visibility {@code public} or empty, or {@code agents}
     * @param from ISO date, empty for none
     * @param until ISO date, empty for none
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static Availability parse(String visibility, String from, String until) {
        if (!visibility.matches("|public|agents")) {
            throw new IllegalArgumentException("'visibility' is '" + visibility + "'. Write public or agents");
        }
        return new Availability(visibility.equals("agents"), date("valid_from", from), date("valid_until", until));
    }

    /**
     * A day as people write it.
     *
     * @return null for an empty text
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static @Nullable LocalDate date(String key, String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "'" + key + "' is '" + text + "'. Write a day like 2026-11-01", malformed);
        }
    }

    /** Whether shoppers may be told on a day. */
    public boolean openTo(LocalDate day) {
        return !agentsOnly && !expired(day) && (from == null || !day.isBefore(from));
    }

    /** Whether its last day is over. */
    public boolean expired(LocalDate day) {
        return until != null && day.isAfter(until);
    }
}
