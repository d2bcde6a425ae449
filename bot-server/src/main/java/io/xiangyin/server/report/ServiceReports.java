package io.xiangyin.server.report;

import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.evaluator.AgentFigures;
import io.xiangyin.evaluator.ConversationOutcome;
import io.xiangyin.evaluator.FactSheet;
import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.Indicator;
import io.xiangyin.evaluator.Radar;
import io.xiangyin.evaluator.Radar.Finding;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.ReportWindow;
import io.xiangyin.evaluator.ServiceReport;
import io.xiangyin.evaluator.ServiceReportBuilder;
import io.xiangyin.evaluator.Slices;
import io.xiangyin.server.storage.EventCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Computes service reports from the facts kept of all conversations; what the log has more is read first. */
public final class ServiceReports {
    private final Jdbi jdbi;
    private final EventCodec codec;
    private final ReportSettings settings;
    private final InstantSource clock;
    private final HourlySlices slices;
    private final FactTable facts;

    public ServiceReports(Jdbi jdbi, EventCodec codec, ReportSettings settings, InstantSource clock) {
        this.jdbi = jdbi;
        this.codec = codec;
        this.settings = settings;
        this.clock = clock;
        this.slices = new HourlySlices(settings);
        this.facts = new FactTable(jdbi, codec, settings, slices::touch);
    }

    /** Brings the facts up to the log, so that the next report need not. */
    public void catchUp() {
        facts.catchUp(_ -> {});
    }

    /** The report over the conversations that began in {@code [from, to)}. */
    public ServiceReport report(Instant from, Instant to, Optional<GroupBy> groupBy) {
        ReportWindow window = new ReportWindow(from, to, clock.instant());
        facts.catchUp(_ -> {});
        return facts.isAhead(window.generatedAt())
                ? ServiceReportBuilder.buildFrom(sheets(window), window, settings, groupBy)
                : Slices.report(slices.of(facts, from, to, window.generatedAt(), groupBy), window, settings, groupBy);
    }

    /** How each of those conversations ended. */
    public List<ConversationOutcome> outcomes(Instant from, Instant to) {
        ReportWindow window = new ReportWindow(from, to, clock.instant());
        return ServiceReportBuilder.listOutcomesFrom(sheets(window), window, settings);
    }

    /** How each of those of one group ended. */
    public List<ConversationOutcome> outcomes(Instant from, Instant to, GroupBy by, String key) {
        ReportWindow window = new ReportWindow(from, to, clock.instant());
        return ServiceReportBuilder.listOutcomesFrom(sheets(window), window, settings, by, key);
    }

    /** How each agent's conversations of {@code [from, to)} went. */
    public List<AgentFigures> agents(Instant from, Instant to) {
        ReportWindow window = new ReportWindow(from, to, clock.instant());
        return ServiceReportBuilder.listAgentsFrom(sheets(window), window, settings);
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

    /** Of all conversations that may matter: those touched since one window before the report begins. */
    private List<FactSheet> sheets(ReportWindow window) {
        Instant since = window.from().minus(Duration.ofDays(settings.windowDays()));
        return facts.list(since, window.generatedAt());
    }
}
