package io.xiangyin.core;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/**
 * Tells shoppers truthfully when a person will answer: how long the wait is, or that nobody is on duty, until when, and
 * that a message and a phone number may be left (GB/T 47746-2026: a human service with known hours).
 */
public final class Reception {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("H:mm");

    private final OpeningHours hours;
    private final Staffing staffing;
    private final Phrases phrases;
    private final InstantSource clock;

    public Reception(OpeningHours hours, Staffing staffing, Phrases phrases, InstantSource clock) {
        this.hours = hours;
        this.staffing = staffing;
        this.phrases = phrases;
        this.clock = clock;
    }

    /** Whether nobody would answer now. */
    public boolean unattended() {
        return !hours.isOpen(clock.instant()) || !staffing.anyoneAvailable();
    }

    /** The same reception, speaking in a tone. */
    public Reception in(Tone tone) {
        return new Reception(hours, staffing, phrases.in(tone), clock);
    }

    /** The notice of a handoff, with what this shopper may expect if nobody is on duty. */
    public Reply telling(Reply notice, Conversation conversation) {
        return unattended() ? in(Tone.of(conversation, phrases.dialects())).offering(notice) : notice;
    }

    private Reply offering(Reply notice) {
        return Reply.notice(notice.text() + phrases.get("offduty.offer", "state", state(), "back", back()));
    }

    /** How long a person is likely to take, as a sentence. */
    public String expectedWait() {
        if (unattended()) {
            return state() + phrases.get("offduty.promise", "back", back());
        }
        int minutes = Math.max(1, Math.ceilDiv(staffing.expectedWaitSeconds(), 60));
        return phrases.get("wait.minutes", "minutes", Integer.toString(minutes));
    }

    /** When somebody answers, as words in a sentence. */
    public String back() {
        Instant now = clock.instant();
        if (hours.isOpen(now)) {
            return phrases.get("offduty.soon");
        }
        ZonedDateTime next = hours.nextOpening(now);
        if (next == null) {
            return phrases.get("offduty.later");
        }
        LocalDate today = now.atZone(OpeningHours.SHOP_TIME).toLocalDate();
        LocalDate day = next.toLocalDate();
        String time = CLOCK.format(next);
        if (day.equals(today)) {
            return phrases.get("hours.today", "time", time);
        }
        return day.equals(today.plusDays(1))
                ? phrases.get("hours.tomorrow", "time", time)
                : phrases.get(
                        "hours.date",
                        "month",
                        Integer.toString(day.getMonthValue()),
                        "day",
                        Integer.toString(day.getDayOfMonth()),
                        "weekday",
                        phrases.get("hours.day." + day.getDayOfWeek().getValue()),
                        "time",
                        time);
    }

    private String state() {
        if (hours.isOpen(clock.instant())) {
            return phrases.get("offduty.nobody");
        }
        String words = hours.spans().stream().map(this::words).collect(Collectors.joining(phrases.get("hours.and")));
        return hours.spans().isEmpty() ? phrases.get("offduty.holiday") : phrases.get("offduty.closed", "hours", words);
    }

    private String words(OpeningHours.Span span) {
        String first = phrases.get("hours.day." + span.first().getValue());
        String last = phrases.get("hours.day." + span.last().getValue());
        boolean daily = span.first().plus(6) == span.last();
        String days = daily
                ? phrases.get("hours.daily")
                : span.first() == span.last() ? first : phrases.get("hours.range", "first", first, "last", last);
        String to = span.to().equals(LocalTime.MAX) ? "24:00" : CLOCK.format(span.to());
        return phrases.get("hours.span", "days", days, "from", CLOCK.format(span.from()), "to", to);
    }
}
