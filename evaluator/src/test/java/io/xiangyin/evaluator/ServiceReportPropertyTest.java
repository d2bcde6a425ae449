package io.xiangyin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.ServiceReport.BotResolution;
import io.xiangyin.evaluator.ServiceReport.Excluded;
import io.xiangyin.evaluator.ServiceReport.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever happened, the report says the same as counting by hand. A failure names its seed; run that one alone. */
class ServiceReportPropertyTest {
    private static final int LOGS = 3000;
    private static final List<GroupBy> ALL_GROUPS = List.of(GroupBy.values());
    private static final Instant BEGIN = RandomLogs.BEGIN;

    @Test
    void everyFigureEqualsANaiveRecountToTheLastDigit() {
        for (long seed = 0; seed < LOGS; seed++) {
            check(seed);
        }
    }

    private static void check(long seed) {
        List<List<RecordedEvent>> logs = RandomLogs.make(seed);
        // half of the reports are read in the middle of things
        Instant now = BEGIN.plus(Duration.ofDays(seed % 2 == 0 ? 60 : 12));
        ReportWindow window = new ReportWindow(BEGIN.plus(Duration.ofDays(4)), BEGIN.plus(Duration.ofDays(13)), now);
        ReportSettings settings = ReportSettings.DEFAULT.withWindowDays(seed % 3 == 0 ? 3 : 7);

        ServiceReport report = ServiceReportBuilder.build(logs.stream(), window, settings, Optional.empty());
        NaiveReport naive = new NaiveReport(logs, window, settings);

        Metrics m = report.metrics();
        String seeded = "seed " + seed + ", ";
        rates(m).forEach((name, rate) -> assertThat(rate).as(seeded + name).isEqualTo(naive.rate(name)));
        distributions(m).forEach((name, d) -> assertThat(d).as(seeded + name).isEqualTo(naive.distribution(name)));
        assertThat(report.counts().open()).as(seeded + "open").isEqualTo((int) naive.open());
        assertThat(m.firstContactResolutionRate().provisional())
                .as(seeded + "provisional")
                .isEqualTo(naive.provisional());
        assertThat(m.nps().numerator())
                .as(seeded + "nps")
                .isEqualTo(naive.rate("promoters").numerator()
                        - naive.rate("detractors").numerator());
        assertThat(m.botResolutionRate().numerator())
                .as(seeded + "parts add up")
                .isEqualTo(m.botResolutionRate().confirmed()
                        + m.botResolutionRate().assumed());
        partsAddUp(report, seeded);
        keptSheetsSayTheSame(logs, window, settings, seeded);
        cutByCustomersTheyAddUp(logs, window, settings, seeded);
    }

    private static void keptSheetsSayTheSame(
            List<List<RecordedEvent>> logs, ReportWindow window, ReportSettings settings, String seeded) {
        List<FactSheet> sheets = logs.stream()
                .flatMap(log -> FactSheet.of(log, window.generatedAt(), settings).stream())
                .toList();
        Optional<GroupBy> by = Optional.of(ALL_GROUPS.get(logs.size() % ALL_GROUPS.size()));
        assertThat(ServiceReportBuilder.buildFrom(sheets, window, settings, by))
                .as(seeded + "sheets by " + by)
                .isEqualTo(ServiceReportBuilder.build(logs.stream(), window, settings, by));
        OutcomeList outcomes = new OutcomeList(window, settings, OutcomeList.Wanted.ALL);
        outcomes.add(sheets);
        assertThat(outcomes.list())
                .as(seeded + "outcomes from sheets")
                .isEqualTo(ServiceReportBuilder.listOutcomes(logs.stream(), window, settings));
        Excluded excluded = ServiceReportBuilder.build(logs.stream(), window, settings, by)
                .counts()
                .excluded();
        Map.of(
                        "excluded.test", excluded.test(),
                        "excluded.empty", excluded.empty(),
                        "excluded.greetingOnly", excluded.greetingOnly(),
                        "excluded.byRule", excluded.byRule())
                .forEach((figure, count) -> assertThat(leftOut(sheets, window, settings, figure))
                        .as(seeded + figure)
                        .hasSize(count)
                        .allSatisfy(one -> assertThat(one.outcome()).isEqualTo("left_out")));
    }

    private static List<ConversationOutcome> leftOut(
            List<FactSheet> sheets, ReportWindow window, ReportSettings settings, String figure) {
        ConversationKind kind = ConversationKind.excluded(figure).orElseThrow();
        OutcomeList outcomes =
                new OutcomeList(window, settings, new OutcomeList.Wanted(Optional.empty(), Optional.empty(), kind));
        outcomes.add(sheets);
        return outcomes.list();
    }

    /** Facts cut by customers and brought together again, as a large shop's are. */
    private static void cutByCustomersTheyAddUp(
            List<List<RecordedEvent>> logs, ReportWindow window, ReportSettings settings, String seeded) {
        Map<Integer, List<FactSheet>> cut = new TreeMap<>();
        for (List<RecordedEvent> log : logs) {
            String customer =
                    ((ConversationStarted) log.getFirst().event()).customer().externalId();
            FactSheet.of(log, window.generatedAt(), settings)
                    .ifPresent(sheet -> cut.computeIfAbsent(customer.hashCode() & 3, _ -> new ArrayList<>())
                            .add(sheet));
        }
        Optional<GroupBy> by = Optional.of(ALL_GROUPS.get(logs.size() % ALL_GROUPS.size()));
        List<SortedMap<Instant, Slice>> parts = cut.values().stream()
                .map(sheets -> {
                    Slicer slicer = new Slicer(
                            window.from(),
                            window.to(),
                            Cut.of(window.from(), window.to(), settings.zone()),
                            settings,
                            Set.copyOf(ALL_GROUPS));
                    slicer.add(sheets);
                    return slicer.slices();
                })
                .toList();
        assertThat(Slices.report(Slices.sum(parts), window, settings, by))
                .as(seeded + "cut by customers")
                .isEqualTo(ServiceReportBuilder.build(logs.stream(), window, settings, by));
    }

    private static Map<String, Rate> rates(Metrics m) {
        BotResolution bot = m.botResolutionRate();
        return Map.ofEntries(
                Map.entry("containment", m.containmentRate()),
                Map.entry("confirmed", Rate.of(bot.confirmed(), bot.denominator())),
                Map.entry("assumed", Rate.of(bot.assumed(), bot.denominator())),
                Map.entry("fcrService", m.firstContactResolutionRate().service()),
                Map.entry("fcrBot", m.firstContactResolutionRate().bot()),
                Map.entry("reopen", m.reopenRate()),
                Map.entry("repeat", m.repeatContactRate()),
                Map.entry(
                        "transfers",
                        Rate.of(
                                m.transfersPerCase().numerator(),
                                m.transfersPerCase().denominator())),
                Map.entry("abandonment", m.abandonmentRate()),
                Map.entry(
                        "serviceLevel",
                        new Rate(
                                m.serviceLevel().value(),
                                m.serviceLevel().numerator(),
                                m.serviceLevel().denominator())),
                Map.entry("csat", m.csat()),
                Map.entry("participation", m.ratingParticipation()),
                Map.entry("unanswered", m.unansweredRate()));
    }

    private static Map<String, Distribution> distributions(Metrics m) {
        ServiceReport.AbandonedWaits a = m.handoff().abandoned();
        return Map.of(
                "botFirstResponseMs", m.botFirstResponseMs(),
                "requestToAck", m.handoff().requestToAck(),
                "ackToQueued", m.handoff().ackToQueued(),
                "queuedToAccepted", m.handoff().queuedToAccepted(),
                "acceptedToFirstReply", m.handoff().acceptedToFirstReply(),
                "total", m.handoff().total(),
                "abandoned", new Distribution(a.count(), a.p50(), a.p90(), a.p95(), a.p99(), a.max()),
                "humanFirstResponse", m.humanFirstResponse(),
                "humanFirstResponseCleaned", m.humanFirstResponseCleaned().kept(),
                "totalFirstHelp", m.totalFirstHelp());
    }

    /** The series cuts the window without loss. */
    private static void partsAddUp(ServiceReport report, String seeded) {
        assertThat(report.series().stream()
                        .mapToLong(p -> p.firstContactResolutionRate().service().numerator())
                        .sum())
                .as(seeded + "series")
                .isEqualTo(
                        report.metrics().firstContactResolutionRate().service().numerator());
        assertThat(report.series().stream()
                        .mapToInt(ServiceReport.SeriesPoint::conversations)
                        .sum())
                .as(seeded + "series")
                .isEqualTo(report.counts().conversations());
        Map<String, Distribution> measured = distributions(report.metrics());
        report.metrics()
                .histograms()
                .forEach((name, bars) -> assertThat(
                                bars.stream().mapToInt(Histogram.Bar::count).sum())
                        .as(seeded + name)
                        .isEqualTo(Objects.requireNonNull(measured.get(name.substring(name.lastIndexOf('.') + 1)))
                                .count()));
    }
}
