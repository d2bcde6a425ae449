package io.xiangyin.server.demodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.StorageException;
import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.Rate;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.ReportWindow;
import io.xiangyin.evaluator.ServiceReport;
import io.xiangyin.evaluator.ServiceReport.Group;
import io.xiangyin.evaluator.ServiceReportBuilder;
import io.xiangyin.server.config.TicketTimes;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.EventLog;
import io.xiangyin.server.storage.SqliteEventStore;
import io.xiangyin.server.ticket.TicketStore;
import io.xiangyin.server.ticket.ToldTickets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The made-up quarter is believable: it has the rhythm, the bad week, the sale and the people it promises. */
class DemoQuarterTest {
    private static final Instant UNTIL = Instant.parse("2026-11-23T08:00:00Z");
    private static final LocalDate SALE = LocalDate.of(2026, 11, 11);
    private static final LocalDate STRIKE = LocalDate.of(2026, 10, 12);
    private static final List<List<RecordedEvent>> QUARTER = quarter(7, 9_000);

    @TempDir
    private Path data;

    private static List<List<RecordedEvent>> quarter(long seed, int conversations) {
        List<List<RecordedEvent>> logs = new ArrayList<>();
        new DemoQuarter(seed, UNTIL, 3, conversations).play(logs::add);
        return logs;
    }

    private static ZonedDateTime start(List<RecordedEvent> log) {
        return log.getFirst().at().atZone(OpeningHours.SHOP_TIME);
    }

    private static <K> Map<K, Long> count(Function<ZonedDateTime, K> key) {
        return QUARTER.stream().collect(Collectors.groupingBy(log -> key.apply(start(log)), Collectors.counting()));
    }

    private static ServiceReport report(Instant from, Instant to, Optional<GroupBy> by) {
        return ServiceReportBuilder.build(
                QUARTER.stream(), new ReportWindow(from, to, UNTIL), ReportSettings.DEFAULT, by);
    }

    private static ServiceReport week(LocalDate monday) {
        return report(
                monday.atStartOfDay(OpeningHours.SHOP_TIME).toInstant(),
                monday.plusWeeks(1).atStartOfDay(OpeningHours.SHOP_TIME).toInstant(),
                Optional.empty());
    }

    private static double handoffShare(ServiceReport report) {
        return (double) report.counts().handoffs() / report.counts().conversations();
    }

    @Test
    void the_same_seed_gives_the_same_events_and_another_seed_others() {
        assertThat(quarter(7, 300)).isEqualTo(quarter(7, 300)).isNotEqualTo(quarter(8, 300));
    }

    @Test
    void it_has_about_the_size_asked_for_and_ends_when_told() {
        assertThat(QUARTER.size()).isBetween(8_000, 10_500);
        assertThat(QUARTER.stream().map(log -> log.getLast().at())).allMatch(at -> !at.isAfter(UNTIL));
        assertThat(QUARTER.stream().map(log -> log.getLast().at()).max(Instant::compareTo))
                .hasValueSatisfying(
                        at -> assertThat(ChronoUnit.HOURS.between(at, UNTIL)).isLessThan(3));
    }

    @Test
    void nights_are_quiet_and_mondays_busier_than_saturdays() {
        Map<Integer, Long> hours = count(ZonedDateTime::getHour);
        assertThat(hours.getOrDefault(21, 0L)).isGreaterThan(10 * hours.getOrDefault(3, 0L));
        Map<DayOfWeek, Long> days = count(ZonedDateTime::getDayOfWeek);
        assertThat(days.getOrDefault(DayOfWeek.MONDAY, 0L)).isGreaterThan(days.getOrDefault(DayOfWeek.SATURDAY, 0L));
    }

    @Test
    void the_sale_day_has_several_times_the_traffic_of_a_usual_one() {
        Map<LocalDate, Long> days = count(ZonedDateTime::toLocalDate);
        assertThat(days.getOrDefault(SALE, 0L)).isGreaterThan(3 * days.getOrDefault(SALE.minusWeeks(1), 0L));
    }

    @Test
    void in_the_week_of_the_strike_more_ask_for_a_human_wait_longer_and_come_back() {
        ServiceReport usual = week(STRIKE.minusWeeks(1));
        ServiceReport bad = week(STRIKE);
        assertThat(handoffShare(bad)).isGreaterThan(1.3 * handoffShare(usual));
        assertThat(bad.metrics().firstContactResolutionRate().service().value())
                .isLessThan(
                        usual.metrics().firstContactResolutionRate().service().value());
    }

    @Test
    void old_people_need_a_human_more_often_and_each_version_of_the_bot_hands_over_less() {
        Instant begin = Instant.parse("2026-08-01T00:00:00Z");
        Map<String, Double> handedOver = report(begin, UNTIL, Optional.of(GroupBy.AGE_GROUP)).groups().stream()
                .collect(Collectors.toMap(
                        Group::key,
                        group ->
                                Optional.ofNullable(group.handoffRate().value()).orElseThrow()));
        assertThat(handedOver).containsOnlyKeys("18-39", "40-59", "60+");
        assertThat(handedOver.getOrDefault("60+", 0.0)).isGreaterThan(handedOver.getOrDefault("18-39", 1.0));
        assertThat(QUARTER.stream()
                        .map(log -> ((ConversationStarted) log.getFirst().event()).botVersion())
                        .distinct())
                .containsExactly("1", "2", "3");
    }

    @Test
    void some_are_asked_what_they_think_and_some_come_back_in_the_same_talk() {
        Map<String, Long> events = QUARTER.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(one -> one.event().getClass().getSimpleName(), Collectors.counting()));
        long sent = events.getOrDefault("QuestionnaireSent", 0L);
        long answered = events.getOrDefault("QuestionnaireAnswered", 0L);
        assertThat(sent).isBetween(QUARTER.size() / 20L, QUARTER.size() / 10L);
        assertThat(answered).isBetween(sent / 4, sent / 2);
        Rate reopened = report(Instant.parse("2026-08-01T00:00:00Z"), UNTIL, Optional.empty())
                .metrics()
                .reopenRate();
        assertThat(reopened.numerator()).isPositive();
        assertThat(reopened.value()).isLessThan(0.1);
    }

    @Test
    void nobody_is_left_waiting_so_that_a_bot_started_over_it_has_nothing_to_answer() {
        assertThat(QUARTER).allSatisfy(log -> {
            Conversation conversation = Conversation.replay(log.getFirst().conversationId(), log);
            assertThat(conversation.awaitsBot()).isFalse();
            assertThat(conversation.undelivered()).isEmpty();
            assertThat(conversation.handoff()).isNull();
            assertThat(conversation.flows()).isEmpty();
        });
    }

    @Test
    void the_list_of_tickets_is_what_the_log_tells_of_complaints() {
        try (Database database = Database.open(data)) {
            ToldTickets tickets = new ToldTickets(new TicketStore(database.jdbi()), TicketTimes.read(data));
            QUARTER.forEach(tickets::take);
            Rate closed =
                    report(Instant.EPOCH, UNTIL, Optional.empty()).metrics().complaintClosureRate();
            String count = "SELECT count(*) FROM ticket WHERE kind = 'complaint'";
            assertThat(count(database, count)).isEqualTo(closed.denominator()).isPositive();
            assertThat(count(database, count + " AND state = 'closed' AND confirmed = 1"))
                    .isEqualTo(closed.numerator())
                    .isPositive();
            assertThat(count(database, count + " AND (subject = '' OR assignee IS NULL OR due_at <= opened_at)"))
                    .isZero();
        }
    }

    private static long count(Database database, String query) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(query).mapTo(Long.class).one());
    }

    @Test
    void it_is_stored_with_an_intact_chain_and_not_twice() {
        EventCodec codec = new EventCodec();
        List<List<RecordedEvent>> few = quarter(7, 200);
        try (Database database = Database.open(data);
                SqliteEventStore store = new SqliteEventStore(database, codec, InstantSource.system())) {
            EventLog log = new EventLog(database, codec, store);
            log.importConversations(few);
            assertThat(log.verify().intact()).isTrue();
            assertThat(log.verify().conversations()).isEqualTo(few.size());
            assertThat(store.load(few.getFirst().getFirst().conversationId(), 0))
                    .isEqualTo(few.getFirst());
            assertThatThrownBy(() -> log.importConversations(few))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("already");
        }
    }
}
