package io.xiangyin.server;

import io.vertx.core.Vertx;
import io.xiangyin.dialog.intent.IntentExample;
import io.xiangyin.server.report.ReportApi;
import io.xiangyin.server.report.ServiceReports;
import io.xiangyin.server.review.ReviewApi;
import io.xiangyin.server.review.Turns;
import io.xiangyin.server.scorecard.ConversationLogs;
import io.xiangyin.server.scorecard.ScorecardApi;
import io.xiangyin.server.scorecard.Scoring;
import io.xiangyin.server.watch.Watch;
import io.xiangyin.server.watch.WatchApi;
import java.util.stream.Collectors;

/** Where the service is measured and watched: reports, scorecard, alerts and the review of turns. */
final class ManagerRoom implements AutoCloseable {
    private final Watch watch;

    private ManagerRoom(Watch watch) {
        this.watch = watch;
    }

    static ManagerRoom open(House house, Vertx vertx, Metrics metrics) {
        var jdbi = house.database().jdbi();
        var staff = house.staff();
        var clock = house.clock();
        ServiceReports reports =
                new ServiceReports(jdbi, house.codec(), house.config().report(), clock);
        new ReportApi(reports, staff, clock).register(house.api());
        Scoring scoring = new Scoring(house.folder(), reports, new ConversationLogs(jdbi, house.codec()));
        new ScorecardApi(scoring, house.data(), staff, clock).register(house.api());
        Watch watch = new Watch(reports, jdbi, house.config().watch(), vertx, clock);
        new WatchApi(watch, staff, clock).register(house.api());
        Turns judged = new Turns(jdbi, house.codec());
        var intents = house.home().intents().stream().map(IntentExample::intent).collect(Collectors.toSet());
        new ReviewApi(house.store(), judged, intents, staff, clock).register(house.api());
        metrics.watch(() -> judged.quality(clock.instant()));
        return new ManagerRoom(watch);
    }

    /** Looks whether there is something to warn of. */
    void sweep() {
        watch.sweep();
    }

    @Override
    public void close() {
        watch.close();
    }
}
