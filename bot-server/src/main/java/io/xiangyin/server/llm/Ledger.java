package io.xiangyin.server.llm;

import io.xiangyin.core.ModelCall;
import io.xiangyin.server.config.LlmSettings.Budget;
import io.xiangyin.server.config.LlmSettings.Budgets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was spent on the turn, the customer, the day and the month, against what may be. In memory, begun from the log. */
final class Ledger {
    private static final int MOST_TURNS = 50_000;

    private final Budgets budgets;
    private final InstantSource clock;
    private final Map<String, Sum> turns = new HashMap<>();
    private final Map<String, Sum> customers = new HashMap<>();
    private Sum today = Sum.NOTHING;
    private Sum month = Sum.NOTHING;
    private LocalDate day;

    private record Sum(long tokens, long microYuan) {
        static final Sum NOTHING = new Sum(0, 0);

        Sum plus(long moreTokens, long moreMicroYuan) {
            return new Sum(tokens + moreTokens, microYuan + moreMicroYuan);
        }

        boolean within(Budget budget) {
            return budget.allows(tokens, microYuan);
        }
    }

    Ledger(Budgets budgets, CallLog log, InstantSource clock) {
        this.budgets = budgets;
        this.clock = clock;
        this.day = CallLog.day(clock.instant());
        log.spentSince(day.withDayOfMonth(1), spent -> {
            month = month.plus(spent.tokens(), spent.microYuan());
            if (spent.day().equals(day)) {
                today = today.plus(spent.tokens(), spent.microYuan());
                customers.merge(
                        spent.customer(),
                        new Sum(spent.tokens(), spent.microYuan()),
                        (a, b) -> a.plus(b.tokens(), b.microYuan()));
            }
        });
    }

    /** A conversation begins a turn. */
    synchronized void begin(String conversation) {
        if (turns.size() > MOST_TURNS) {
            turns.clear();
        }
        turns.remove(conversation);
    }

    /** Which budget is spent: {@code turn}, {@code customer}, {@code day} or {@code month}; empty if none is. */
    synchronized Optional<String> spent(String conversation, String customer) {
        turnPage();
        if (!turns.getOrDefault(conversation, Sum.NOTHING).within(budgets.turn())) {
            return Optional.of("turn");
        }
        if (!customers.getOrDefault(customer, Sum.NOTHING).within(budgets.customer())) {
            return Optional.of("customer");
        }
        if (!today.within(budgets.day())) {
            return Optional.of("day");
        }
        return month.within(budgets.month()) ? Optional.empty() : Optional.of("month");
    }

    synchronized void add(String conversation, String customer, ModelCall call) {
        turnPage();
        long tokens = call.inputTokens() + (long) call.outputTokens();
        turns.merge(conversation, new Sum(tokens, call.microYuan()), (a, b) -> a.plus(b.tokens(), b.microYuan()));
        customers.merge(customer, new Sum(tokens, call.microYuan()), (a, b) -> a.plus(b.tokens(), b.microYuan()));
        today = today.plus(tokens, call.microYuan());
        month = month.plus(tokens, call.microYuan());
    }

    /** Spent today and this month, in millionths of a yuan. */
    synchronized long[] microYuan() {
        turnPage();
        return new long[] {today.microYuan(), month.microYuan()};
    }

    private void turnPage() {
        LocalDate now = CallLog.day(clock.instant());
        if (!now.equals(day)) {
            month = now.getMonth() == day.getMonth() && now.getYear() == day.getYear() ? month : Sum.NOTHING;
            today = Sum.NOTHING;
            customers.clear();
            day = now;
        }
    }
}
