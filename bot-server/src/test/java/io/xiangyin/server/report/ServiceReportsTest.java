package io.xiangyin.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.AppendResult;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.ReportWindow;
import io.xiangyin.evaluator.ServiceReport;
import io.xiangyin.evaluator.ServiceReportBuilder;
import io.xiangyin.server.demodata.DemoQuarter;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.SqliteEventStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports from kept slices, while the shop is open, against the pure function over the whole log. */
class ServiceReportsTest {
    private static final Instant END = Instant.parse("2026-11-20T04:00:00Z");
    private static final List<GroupBy> GROUPINGS = List.of(GroupBy.values());
    private static final ReportSettings SETTINGS = ReportSettings.DEFAULT;

    @TempDir
    Path folder;

    @Test
    void kept_slices_say_the_same_as_the_whole_log_after_every_stretch_of_traffic() {
        List<RecordedEvent> traffic = new ArrayList<>();
        new DemoQuarter(11, END, 1, 260).play(traffic::addAll);
        traffic.sort(Comparator.comparing(RecordedEvent::at));
        Instant open = traffic.getFirst().at();
        AtomicReference<Instant> clock = new AtomicReference<>(open);
        Map<ConversationId, List<RecordedEvent>> logs = new HashMap<>();
        EventCodec codec = new EventCodec();
        int checks = 0;
        try (Database database = Database.open(folder);
                SqliteEventStore store =
                        new SqliteEventStore(database, codec, () -> Objects.requireNonNull(clock.get()))) {
            ServiceReports reports =
                    new ServiceReports(database.jdbi(), codec, SETTINGS, () -> Objects.requireNonNull(clock.get()));
            for (int i = 0; i < traffic.size(); i++) {
                RecordedEvent event = traffic.get(i);
                clock.set(event.at());
                AppendResult stored = store.append(event.conversationId(), event.seq() - 1, List.of(event.event()));
                logs.computeIfAbsent(event.conversationId(), _ -> new ArrayList<>())
                        .addAll(((AppendResult.Appended) stored).events());
                if (i % 251 == 0) {
                    GroupBy by = GROUPINGS.get(checks++ % GROUPINGS.size());
                    same(reports, logs, open, event.at(), by);
                }
            }
        }
        assertThat(checks).isGreaterThan(10);
    }

    private static void same(
            ServiceReports reports,
            Map<ConversationId, List<RecordedEvent>> logs,
            Instant open,
            Instant now,
            GroupBy by) {
        Instant odd = now.minus(Duration.ofMinutes(8_123));
        for (ReportWindow window : List.of(
                new ReportWindow(open.minus(Duration.ofDays(1)), now.plusMillis(1), now),
                new ReportWindow(odd, now.minus(Duration.ofMinutes(1_777)), now),
                new ReportWindow(now.minus(Duration.ofMinutes(1_801)), now.plusMillis(1), now),
                new ReportWindow(odd, odd.plus(Duration.ofMinutes(17)), now))) {
            for (Optional<GroupBy> grouping : List.of(Optional.<GroupBy>empty(), Optional.of(by))) {
                ServiceReport exact = ServiceReportBuilder.build(logs.values().stream(), window, SETTINGS, grouping);
                assertThat(reports.report(window.from(), window.to(), grouping))
                        .as("%s by %s", window, grouping)
                        .isEqualTo(exact);
            }
        }
    }
}
