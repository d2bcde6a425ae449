package io.xiangyin.server.cli;

import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.evaluator.GroupBy;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.evaluator.ServiceReport;
import io.xiangyin.server.config.BotConfig;
import io.xiangyin.server.report.ReportFormat;
import io.xiangyin.server.report.ServiceReports;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the service report, computed from the events. */
@Command(name = "report", description = "Prints the service report over conversations that began in a window.")
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--from", required = true, description = "Beginning, such as 2026-11-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", required = true, description = "End, such as 2026-12-01T00:00:00Z.")
    private @Nullable Instant to;

    @Option(
            names = "--group-by",
            split = ",",
            description =
                    "Split as well by channel, intent, agent, dialect, ageGroup, skillGroup, tier, category, botVersion,"
                            + " hour, weekday; several with commas.")
    private List<String> groupBy = List.of();

    @Option(
            names = "--window-days",
            description = "First-contact window: 1, 3, 7, 14 or 30 days (default: as bot.yaml says, else 7).")
    private @Nullable Integer windowDays;

    @Option(names = "--format", defaultValue = "json", description = "json, csv or html (default: ${DEFAULT-VALUE}).")
    private ReportFormat format = ReportFormat.JSON;

    @Override
    public Integer call() {
        if (from == null || to == null || to.isBefore(from)) {
            throw new IllegalArgumentException("--to must not be before --from");
        }
        ReportSettings settings = settings(store.home().resolve("bot.yaml"));
        try (Database database = Database.open(store.data())) {
            ServiceReports reports = new ServiceReports(
                    database.jdbi(),
                    new EventCodec(),
                    windowDays == null ? settings : settings.withWindowDays(windowDays),
                    InstantSource.system());
            System.out.println(format.write(report(reports, from, to)));
        }
        return 0;
    }

    /** As the bot's configuration says; without one, the usual. */
    static ReportSettings settings(Path config) {
        return Files.exists(config)
                ? BotConfig.read(YamlNode.read(config), System.getenv()).report()
                : ReportSettings.DEFAULT;
    }

    /** One report, or with several groupings one report each by name. */
    private Object report(ServiceReports reports, Instant begin, Instant end) {
        if (groupBy.size() <= 1) {
            return reports.report(begin, end, groupBy.stream().findFirst().map(ReportCommand::grouping));
        }
        Map<String, ServiceReport> byGrouping = new LinkedHashMap<>();
        groupBy.forEach(word -> byGrouping.put(word, reports.report(begin, end, Optional.of(grouping(word)))));
        return byGrouping;
    }

    private static GroupBy grouping(String word) {
        return GroupBy.find(word)
                .orElseThrow(() ->
                        new IllegalArgumentException("--group-by takes " + GroupBy.words() + ", found '" + word + "'"));
    }
}
