package io.xiangyin.server.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done for a customer.
 *
 * @param number what people call it by
 * @param assignee sign-in name of who does it; null for nobody yet
 * @param dueAt until when it is to be solved; moves on by the time it waits for the customer
 * @param pausedAt since when it waits for the customer; null if it does not
 * @param escalatedAt when supervisors were warned that it is running late
 * @param confirmed whether the customer said themselves that it is settled
 * @param version how often it was changed; a change names the one it saw
 */
record Ticket(
        String id,
        long number,
        Kind kind,
        State state,
        Priority priority,
        String subject,
        String customerId,
        @Nullable String customerName,
        @Nullable String assignee,
        Instant openedAt,
        Instant dueAt,
        @Nullable Instant pausedAt,
        @Nullable Instant escalatedAt,
        @Nullable Instant solvedAt,
        @Nullable Instant closedAt,
        boolean confirmed,
        int version) {

    /** What it is about. */
    enum Kind {
        CONSULT,
        AFTER_SALES,
        QUALITY,
        COMPLAINT,
        MESSAGE,
        CALLBACK
    }

    /** How far it is. */
    enum State {
        OPEN,
        IN_PROGRESS,
        WAITING_CUSTOMER,
        SOLVED,
        CLOSED
    }

    /** What is done first. */
    enum Priority {
        URGENT,
        HIGH,
        NORMAL
    }

    /** A line of its history. */
    record Change(int seq, Instant at, String author, String kind, String text) {}

    boolean over() {
        return state == State.SOLVED || state == State.CLOSED;
    }

    boolean overdue(Instant now) {
        return !over() && pausedAt == null && now.isAfter(dueAt);
    }

    /** Whether so much of its time is gone that supervisors should know. */
    boolean late(Instant now, int percent) {
        long all = Duration.between(openedAt, dueAt).toMillis();
        long gone = Duration.between(openedAt, now).toMillis();
        return !over() && pausedAt == null && escalatedAt == null && gone * 100 >= all * percent;
    }

    /** In another state at a time; the clock stands still while it waits for the customer. */
    Ticket in(State next, Instant now) {
        Instant due = pausedAt == null ? dueAt : dueAt.plus(Duration.between(pausedAt, now));
        boolean solved = next == State.SOLVED || next == State.CLOSED;
        return new Ticket(
                id,
                number,
                kind,
                next,
                priority,
                subject,
                customerId,
                customerName,
                assignee,
                openedAt,
                due,
                next == State.WAITING_CUSTOMER ? now : null,
                escalatedAt,
                solved ? (solvedAt == null ? now : solvedAt) : null,
                next == State.CLOSED ? now : null,
                confirmed,
                version);
    }

    Ticket with(@Nullable String who, Priority how, @Nullable Instant escalated, boolean settled) {
        return new Ticket(
                id,
                number,
                kind,
                state,
                how,
                subject,
                customerId,
                customerName,
                who,
                openedAt,
                dueAt,
                pausedAt,
                escalated,
                solvedAt,
                closedAt,
                settled,
                version);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> Optional<E> read(Class<E> type, @Nullable String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value).equals(word))
                .findFirst();
    }
}
