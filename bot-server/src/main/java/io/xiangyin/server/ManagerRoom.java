package io.xiangyin.server;

import io.vertx.core.Vertx;
import io.xiangyin.channel.web.ConversationTokens;
import io.xiangyin.dialog.intent.IntentExample;
import io.xiangyin.evaluator.scorecard.Plan;
import io.xiangyin.server.expert.ExpertApi;
import io.xiangyin.server.expert.MonthlySample;
import io.xiangyin.server.report.ReportApi;
import io.xiangyin.server.report.ServiceReports;
import io.xiangyin.server.review.ReviewApi;
import io.xiangyin.server.review.Turns;
import io.xiangyin.server.scorecard.ConversationLogs;
import io.xiangyin.server.scorecard.Opinions;
import io.xiangyin.server.scorecard.PlanReader;
import io.xiangyin.server.scorecard.ScorecardApi;
import io.xiangyin.server.scorecard.Scoring;
import io.xiangyin.server.simulation.SimulationApi;
import io.xiangyin.server.survey.Invitations;
import io.xiangyin.server.survey.SurveyApi;
import io.xiangyin.server.survey.Surveyor;
import io.xiangyin.server.watch.Watch;
import io.xiangyin.server.watch.WatchApi;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the service is measured and watched: reports, scorecard, alerts and the review of turns. */
final class ManagerRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ManagerRoom.class);

    private final ServiceReports reports;
    private final Watch watch;
    private final Surveyor surveyor;
    /** Works ahead of those who look, on a thread of its own, for it may take seconds. */
    private final ExecutorService ahead = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("reports-ahead").factory());

    private ManagerRoom(ServiceReports reports, Watch watch, Surveyor surveyor) {
        this.reports = reports;
        this.watch = watch;
        this.surveyor = surveyor;
    }

    static ManagerRoom open(House house, Vertx vertx, Metrics metrics, ConversationTokens tokens) {
        var jdbi = house.database().jdbi();
        var staff = house.staff();
        var clock = house.clock();
        ServiceReports reports =
                new ServiceReports(jdbi, house.codec(), house.config().report(), clock);
        new ReportApi(reports, staff, clock).register(house.api());
        new SimulationApi(house.data(), staff).register(house.api());
        Opinions opinions = new Opinions(jdbi, house.codec());
        Scoring scoring = new Scoring(house.folder(), reports, new ConversationLogs(jdbi, house.codec()), opinions);
        new ScorecardApi(scoring, house.data(), staff, clock).register(house.api());
        Watch watch = new Watch(reports, jdbi, house.config().watch(), vertx, clock);
        new WatchApi(watch, staff, clock).register(house.api());
        Turns judged = new Turns(jdbi, house.codec());
        var intents = house.home().intents().stream().map(IntentExample::intent).collect(Collectors.toSet());
        new ReviewApi(house.store(), judged, intents, staff, clock).register(house.api());
        metrics.watch(() -> judged.quality(clock.instant()));
        Plan plan = PlanReader.plan(house.folder().resolve("scorecard"));
        new ExpertApi(new MonthlySample(jdbi, reports), opinions, plan, house.store(), staff, clock)
                .register(house.api());
        return new ManagerRoom(reports, watch, surveyor(house, tokens));
    }

    private static Surveyor surveyor(House house, ConversationTokens tokens) {
        var settings = house.config().survey();
        Invitations invitations = new Invitations(
                house.store(),
                tokens,
                PlanReader.questionnaire(house.folder().resolve("scorecard")),
                house.home().phrases(),
                settings.open(),
                house.clock());
        new SurveyApi(invitations, house.store(), house.conversations(), tokens, house.staff(), house.clock())
                .register(house.api());
        return new Surveyor(
                house.store(),
                house.conversations(),
                house.database().jdbi(),
                invitations,
                settings,
                house.config().quietHours(),
                house.clock());
    }

    /** Asks shoppers for their opinion from now on, and has the reports ready before they are asked for. */
    void start() {
        surveyor.start();
        ahead.execute(this::prepare);
    }

    private void prepare() {
        try {
            reports.prepare();
        } catch (RuntimeException failed) {
            LOG.warn("Reports could not be prepared ({}); the first one asked for takes longer", failed.toString());
        }
    }

    /** Looks whether there is something to warn of, or somebody to ask. */
    void sweep() {
        watch.sweep();
        surveyor.sweep();
    }

    @Override
    public void close() {
        ahead.close();
        watch.close();
    }
}
