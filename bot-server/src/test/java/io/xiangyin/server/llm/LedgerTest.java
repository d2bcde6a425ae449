package io.xiangyin.server.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ModelCall;
import io.xiangyin.server.config.LlmSettings.Budget;
import io.xiangyin.server.config.LlmSettings.Budgets;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is spent stays within the turn, the customer, the day and the month. */
class LedgerTest {
    private static final Budget NO_LIMIT = new Budget(0, BigDecimal.ZERO);

    @TempDir
    private Path data;

    /** Noon of a day in China. */
    private Instant now = Instant.parse("2026-11-23T04:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private CallLog log;

    @BeforeEach
    void open() {
        log = CallLog.open(data, now);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Ledger ledger(Budget turn, Budget customer, Budget day, Budget month) {
        return new Ledger(new Budgets(turn, customer, day, month), log, () -> now);
    }

    private static Budget tokens(long most) {
        return new Budget(most, BigDecimal.ZERO);
    }

    private static ModelCall call(int tokens, long microYuan) {
        return new ModelCall("answer", "answer/1", "mock", tokens, 0, microYuan, 1, "used");
    }

    @Test
    void a_turn_ends_with_its_budget_and_the_next_begins_with_a_new_one() {
        Ledger ledger = ledger(tokens(100), NO_LIMIT, NO_LIMIT, NO_LIMIT);
        ledger.begin("talk");
        ledger.add("talk", "wang", call(99, 0));
        assertThat(ledger.spent("talk", "wang")).isEmpty();
        ledger.add("talk", "wang", call(1, 0));
        assertThat(ledger.spent("talk", "wang")).contains("turn");
        assertThat(ledger.spent("other", "li")).isEmpty();
        ledger.begin("talk");
        assertThat(ledger.spent("talk", "wang")).isEmpty();
    }

    @Test
    void one_customers_day_does_not_spend_anothers() {
        Ledger ledger = ledger(NO_LIMIT, tokens(100), NO_LIMIT, NO_LIMIT);
        ledger.add("talk", "wang", call(100, 0));
        assertThat(ledger.spent("another talk", "wang")).contains("customer");
        assertThat(ledger.spent("talk", "li")).isEmpty();
        now = now.plus(Duration.ofDays(1));
        assertThat(ledger.spent("talk", "wang")).isEmpty();
    }

    @Test
    void the_shops_day_and_month_are_money_and_end_with_the_calendar_of_china() {
        Ledger ledger = ledger(NO_LIMIT, NO_LIMIT, new Budget(0, BigDecimal.ONE), new Budget(0, new BigDecimal("1.5")));
        ledger.add("talk", "wang", call(1, 1_000_000));
        assertThat(ledger.spent("any", "any")).contains("day");
        now = Instant.parse("2026-11-23T16:30:00Z"); // after midnight there
        assertThat(ledger.spent("any", "any")).isEmpty();
        ledger.add("talk", "wang", call(1, 500_000));
        assertThat(ledger.spent("any", "any")).contains("month");
        now = Instant.parse("2026-11-30T16:30:00Z");
        assertThat(ledger.spent("any", "any")).isEmpty();
    }

    @Test
    void what_was_spent_before_a_restart_is_spent() {
        log.write(new CallLog.Entry(now, "talk", "wang", call(100, 1_000_000), "", ""));
        log.close();
        log = CallLog.open(data, now);
        Ledger ledger = ledger(NO_LIMIT, tokens(100), NO_LIMIT, NO_LIMIT);
        assertThat(ledger.spent("talk", "wang")).contains("customer");
        assertThat(ledger.microYuan()).containsExactly(1_000_000, 1_000_000);
    }
}
