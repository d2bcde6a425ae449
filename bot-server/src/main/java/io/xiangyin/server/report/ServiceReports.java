package io.xiangyin.server.report;

import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.evaluator.AgentFigures;
import io.xiangyin.evaluator.AgentTable;
import io.xiangyin.evaluator.ConversationOutcome;
import io.xiangyin.evaluator.FactSheet;
import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.Indicator;
import io.xiangyin.evaluator.OutcomeList;
import io.xiangyin.evaluator.OutcomeList.Wanted;
import io.xiangyin.evaluator.Radar;
import io.xiangyin.evaluator.Radar.Finding;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.ReportWindow;
import io.xiangyin.evaluator.ServiceReport;
import io.xiangyin.evaluator.ServiceReportBuilder;
import io.xiangyin.evaluator.SheetReader;
import io.xiangyin.evaluator.Slices;
import io.xiangyin.server.storage.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Computes service reports from the facts kept of all conversations; what the log has more is read first. */
public final class ServiceReports {
    /** The windows of the manager's page, with as long before each to compare with. */
    private static final List<Duration> AHEAD =
            Stream.of(2, 14, 60, 180).map(Duration::ofDays).toList();

    private final Jdbi jdbi;
    private final EventCodec codec;
    private final ReportSettings settings;
    private final InstantSource clock;
    private final KeptSlices slices;
    private final FactTable facts;

    public ServiceReports(Jdbi jdbi, EventCodec codec, ReportSettings settings, InstantSource clock) {
        this.jdbi = jdbi;
        this.codec = codec;
        this.settings = settings;
        this.clock = clock;
        this.slices = new KeptSlices(settings);
        this.facts = new FactTable(jdbi, codec, settings, slices::touch);
    }

    /**
     * Brings the facts up to the log and makes the slices of the manager's windows, the shortest first, so that the first
     * report after a start need not. Reports asked for meanwhile come in between.
     */
    public void prepare() {
        Instant now = clock.instant();
        AHEAD.forEach(
                age -> report(now.minus(age), now, KeptSlices.USUAL.stream().findFirst()));
    }

    /** What is being read for a report now; never waits. */
    Optional<Progress.Step> progress() {
        return facts.progress().step();
    }

    /** The report over the conversations that began in {@code [from, to)}. */
    public ServiceReport report(Instant from, Instant to, Optional<GroupBy> groupBy) {
        ReportWindow window = new ReportWindow(from, to, clock.instant());
        facts.catchUp();
        return facts.isAhead(window.generatedAt())
                ? ServiceReportBuilder.buildFrom(sheets(window), window, settings, groupBy)
                : Slices.report(slices.of(facts, from, to, window.generatedAt(), groupBy), window, settings, groupBy);
    }

    /** How those of the conversations of {@code [from, to)} ended that are wanted. */
    public List<ConversationOutcome> outcomes(Instant from, Instant to, Wanted wanted) {
        ReportWindow window = new ReportWindow(from, to, clock.instant());
        return read(window, new OutcomeList(window, settings, wanted)).list();
    }

    /** How each agent's conversations of {@code [from, to)} went. */
    public List<AgentFigures> agents(Instant from, Instant to) {
        ReportWindow window = new ReportWindow(from, to, clock.instant());
        return read(window, new AgentTable(window, settings)).list();
    }

    /** What the risk radar finds now. */
    public List<Finding> scan(Instant now, Map<Indicator, Double> limits) {
        return Radar.scan(facts.list(now.minus(Radar.MEMORY), now), now, settings, limits);
    }

    /** The shopper's first words in a conversation; empty if they never wrote. For eyes with the right. */
    public String firstText(String conversationId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT data FROM event WHERE conversation_id = :id AND type = 'CustomerSpoke'
                        ORDER BY seq LIMIT 1
                        """)
                .bind("id", conversationId)
                .mapTo(String.class)
                .map(data -> ((CustomerSpoke) codec.decode("CustomerSpoke", data)).text())
                .findOne()
                .orElse(""));
    }

    /** Reads all conversations that may matter: those touched since one window before the report begins. */
    private <T extends SheetReader> T read(ReportWindow window, T reader) {
        facts.catchUp();
        if (facts.isAhead(window.generatedAt())) {
            reader.add(sheets(window));
            return reader;
        }
        return facts.byCustomers(since(window), reader);
    }

    private List<FactSheet> sheets(ReportWindow window) {
        return facts.list(since(window), window.generatedAt());
    }

    private Instant since(ReportWindow window) {
        return window.from().minus(settings.window());
    }
}
