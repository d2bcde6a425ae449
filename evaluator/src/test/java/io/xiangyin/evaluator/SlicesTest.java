package io.xiangyin.evaluator;

import static io.xiangyin.evaluator.Log.KEUNG;
import static io.xiangyin.evaluator.Log.LIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.HandoffTriaged;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Urgency;
import io.xiangyin.evaluator.ServiceReport.Group;
import io.xiangyin.evaluator.ServiceReport.SeriesPoint;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The report by group and over time. */
class SlicesTest {
    private static final Instant READ = Instant.parse("2026-05-01T00:00:00Z");

    /** Two shoppers from Guangdong, one of them old; the third writes Mandarin. */
    private static final List<Log> LOGS = List.of(
            Log.open(
                            "1",
                            new Customer("c-1", null, Map.of("ageGroup", "60+"), true),
                            "wechat",
                            false,
                            Instant.parse("2026-03-02T10:00:00Z"))
                    .says("几时到啊")
                    .after(1)
                    .understood("shipping", "yue", new Command.AskKnowledge("…"))
                    .consulted(true)
                    .botSays("两天")
                    .delivered()
                    .says("ok")
                    .understood("shipping", "cmn", new Command.AskKnowledge("…"))
                    .botSays("好"),
            Log.open(
                            "2",
                            new Customer("c-2", null, Map.of(), true),
                            "web",
                            false,
                            Instant.parse("2026-03-02T11:00:00Z"))
                    .says("我要真人")
                    .understood("human", "yue", new Command.AskKnowledge("…"))
                    .asksForHuman()
                    .joins(LIN)
                    .transfers(LIN)
                    .joins(KEUNG)
                    .agentSays(KEUNG, "你好")
                    .resolvedBy(KEUNG),
            Log.open(
                            "3",
                            new Customer("c-3", null, Map.of(), true),
                            "web",
                            false,
                            Instant.parse("2026-03-02T16:30:00Z"))
                    .says("查单")
                    .flowStarts("track")
                    .flowEnds("track")
                    .after(3)
                    .botSays("在路上")
                    .delivered());

    private static ServiceReport report(String from, String to, Optional<GroupBy> by) {
        return ServiceReportBuilder.build(
                LOGS.stream().map(Log::events),
                new ReportWindow(Instant.parse(from), Instant.parse(to), READ),
                ReportSettings.DEFAULT,
                by);
    }

    private static List<Group> groups(GroupBy by) {
        return report("2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z", Optional.of(by))
                .groups();
    }

    @Test
    void dialectsAreComparedByTheLastOneHeard() {
        // yue: conversations 1 (bot solved it) and 2 (transferred: failed); cmn: 3 (bot solved it)
        assertThat(groups(GroupBy.DIALECT))
                .extracting(
                        Group::key,
                        Group::conversations,
                        g -> g.firstContactResolutionRate().service(),
                        Group::containmentRate,
                        g -> g.botFirstResponseMs().max())
                .containsExactly(
                        tuple("yue", 2, new Rate(0.5, 1, 2), new Rate(0.5, 1, 2), 1000.0),
                        tuple("cmn", 1, new Rate(1.0, 1, 1), new Rate(1.0, 1, 1), 3000.0));
    }

    @Test
    void everyGroupingHasItsKeys() {
        assertThat(groups(GroupBy.CHANNEL)).extracting(Group::key).containsExactly("web", "wechat");
        assertThat(groups(GroupBy.AGE_GROUP)).extracting(Group::key).containsExactly("unknown", "60+");
        assertThat(groups(GroupBy.INTENT)).extracting(Group::key).containsExactly("human", "shipping", "track");
        assertThat(groups(GroupBy.AGENT))
                .extracting(Group::key, Group::conversations)
                .containsExactly(tuple("none", 2), tuple("ahkeung", 1), tuple("xiaolin", 1));
    }

    @Test
    void aConversationStandsUnderTheSkillTierCategoryVersionHourAndWeekdayOfItsLog() {
        Customer customer = new Customer("c-9", null, Map.of("tier", "gold"), true);
        // 2 March 2026 is a Monday; 16:30 UTC on it is half past midnight on Tuesday in Shanghai
        List<RecordedEvent> log = Log.open(
                        "conversation-9", customer, "web", false, Instant.parse("2026-03-02T16:30:00Z"))
                .says("冰箱不制冷")
                .add(new ActionEnded(
                        new ActionCall("get_order", Map.of("orderNo", "X1"), "k", false, "order"),
                        new ActionOutcome.Succeeded(Map.of("category", "appliance"))))
                .add(new HandoffTriaged(Urgency.NORMAL, List.of("yue", "repair"), null, 1, 60))
                .events();
        Map<GroupBy, List<String>> expected = Map.of(
                GroupBy.SKILL_GROUP, List.of("repair", "yue"),
                GroupBy.TIER, List.of("gold"),
                GroupBy.CATEGORY, List.of("appliance"),
                GroupBy.BOT_VERSION, List.of("unknown"),
                GroupBy.HOUR, List.of("00"),
                GroupBy.WEEKDAY, List.of("2"));
        ReportWindow window =
                new ReportWindow(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-04T00:00:00Z"), READ);
        expected.forEach((by, keys) -> assertThat(
                        ServiceReportBuilder.build(Stream.of(log), window, ReportSettings.DEFAULT, Optional.of(by))
                                .groups())
                .as(by.word())
                .extracting(Group::key)
                .containsExactlyElementsOf(keys));
    }

    @Test
    void whatTheShopLeavesOutIsCountedAndWorkingHoursSpareTheServiceLevel() {
        List<RecordedEvent> own = Log.open("conversation-8", "c-own", "2026-03-02T01:00:00Z")
                .says("试一下")
                .events();
        // asked at 23:00 in Shanghai and never answered: a miss, unless people work from 9 to 18
        List<RecordedEvent> night = Log.open("conversation-7", "c-7", "2026-03-02T15:00:00Z")
                .says("转人工")
                .add(new HandoffRequested(
                        HandoffReason.CUSTOMER_REQUEST,
                        Handoff.Origin.WORDS,
                        Urgency.NORMAL,
                        Instant.parse("2026-03-02T15:00:00Z")))
                .add(new HandoffQueued(Urgency.NORMAL))
                .events();
        ReportSettings usual = ReportSettings.DEFAULT;
        ReportSettings chosen = new ReportSettings(
                7,
                30,
                usual.silence(),
                usual.zone(),
                new OpeningHours(
                        List.of(new OpeningHours.Span(
                                DayOfWeek.MONDAY, DayOfWeek.SUNDAY, LocalTime.of(9, 0), LocalTime.of(18, 0))),
                        Set.of()),
                Set.of("c-own"),
                Set.of());
        ReportWindow window =
                new ReportWindow(Instant.parse("2026-03-02T00:00:00Z"), Instant.parse("2026-03-04T00:00:00Z"), READ);
        ServiceReport before = ServiceReportBuilder.build(Stream.of(own, night), window, usual, Optional.empty());
        ServiceReport after = ServiceReportBuilder.build(Stream.of(own, night), window, chosen, Optional.empty());
        assertThat(before.counts().conversations()).isEqualTo(2);
        assertThat(before.metrics().serviceLevel().denominator()).isEqualTo(1);
        assertThat(after.counts().conversations()).isEqualTo(1);
        assertThat(after.counts().excluded().byRule()).isEqualTo(1);
        assertThat(after.metrics().serviceLevel().denominator()).isZero();
    }

    @Test
    void groupingsAreFoundByTheWordsOfTheCommandLine() {
        assertThat(Stream.of("dialect", "ageGroup", "channel", "intent", "agent")
                        .map(GroupBy::find))
                .containsExactly(
                        Optional.of(GroupBy.DIALECT),
                        Optional.of(GroupBy.AGE_GROUP),
                        Optional.of(GroupBy.CHANNEL),
                        Optional.of(GroupBy.INTENT),
                        Optional.of(GroupBy.AGENT));
        assertThat(GroupBy.find("weather")).isEmpty();
    }

    @Test
    void aWeekIsCutIntoDaysOfTheShop() {
        // Shanghai is 8 hours ahead: 10:00 and 11:00 UTC are 2 March there, 16:30 UTC is 00:30 on 3 March
        List<SeriesPoint> days = report("2026-03-01T16:00:00Z", "2026-03-04T17:00:00Z", Optional.empty())
                .series();

        assertThat(days)
                .extracting(p -> p.from().toString(), p -> p.to().toString(), SeriesPoint::conversations)
                .containsExactly(
                        tuple("2026-03-01T16:00:00Z", "2026-03-02T16:00:00Z", 2),
                        tuple("2026-03-02T16:00:00Z", "2026-03-03T16:00:00Z", 1),
                        tuple("2026-03-03T16:00:00Z", "2026-03-04T16:00:00Z", 0),
                        tuple("2026-03-04T16:00:00Z", "2026-03-04T17:00:00Z", 0));
        assertThat(days).extracting(SeriesPoint::handoffs).containsExactly(2, 0, 0, 0);
        assertThat(days)
                .extracting(p -> p.firstContactResolutionRate().bot().value())
                .containsExactly(0.5, 1.0, null, null);
    }

    @Test
    void twoDaysAreCutIntoHoursAndTheEdgesToTheWindow() {
        List<SeriesPoint> hours = report("2026-03-02T09:30:00Z", "2026-03-02T11:15:00Z", Optional.empty())
                .series();

        assertThat(hours)
                .extracting(p -> p.from().toString(), p -> p.to().toString(), SeriesPoint::conversations)
                .containsExactly(
                        tuple("2026-03-02T09:30:00Z", "2026-03-02T10:00:00Z", 0),
                        tuple("2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z", 1),
                        tuple("2026-03-02T11:00:00Z", "2026-03-02T11:15:00Z", 1));
        assertThat(report("2026-03-02T00:00:00Z", "2026-03-04T00:00:00Z", Optional.empty())
                        .series())
                .hasSize(48);
    }

    @Test
    void settingsAndWindowsThatMakeNoSenseAreRefusedWithAReason() {
        assertThatThrownBy(() -> ReportSettings.DEFAULT.withWindowDays(5)).hasMessageContaining("1, 3, 7, 14, 30");
        assertThatThrownBy(() -> new ReportWindow(READ, READ, READ)).hasMessageContaining("'from' before 'to'");
    }
}
