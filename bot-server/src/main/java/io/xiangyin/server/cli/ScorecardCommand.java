package io.xiangyin.server.cli;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.evaluator.scorecard.Ledger;
import io.xiangyin.evaluator.scorecard.Scorecard;
import io.xiangyin.server.report.ServiceReports;
import io.xiangyin.server.scorecard.ConversationLogs;
import io.xiangyin.server.scorecard.LedgerFile;
import io.xiangyin.server.scorecard.Opinions;
import io.xiangyin.server.scorecard.ScorecardPage;
import io.xiangyin.server.scorecard.ScorecardTable;
import io.xiangyin.server.scorecard.Scoring;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores the shop and keeps the ledger of what is to be put right. */
@Command(
        name = "scorecard",
        description = "Scores the shop's service from log, questionnaire and expert review (docs/scorecard.md).")
final class ScorecardCommand implements Callable<Integer> {
    private static final int WEAKEST = 3;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--from", required = true, description = "Beginning, such as 2026-10-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", required = true, description = "End, such as 2027-01-01T00:00:00Z.")
    private @Nullable Instant to;

    @Option(names = "--category", description = "Kind of goods whose weights count, such as fresh.")
    private @Nullable String category;

    @Option(names = "--sent", defaultValue = "0", description = "How many questionnaires were sent.")
    private int sent;

    @Option(names = "--out", description = "Folder for the report (default: scorecard in the data folder).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Instant begin = Objects.requireNonNull(from);
        Instant end = Objects.requireNonNull(to);
        if (end.isBefore(begin)) {
            throw new IllegalArgumentException("--to must not be before --from");
        }
        EventCodec codec = new EventCodec();
        try (Database database = Database.open(store.data())) {
            ServiceReports reports = new ServiceReports(
                    database.jdbi(),
                    codec,
                    ReportCommand.settings(store.home().resolve("bot.yaml")),
                    InstantSource.system());
            Scoring scoring = new Scoring(
                    store.home(),
                    reports,
                    new ConversationLogs(database.jdbi(), codec),
                    new Opinions(database.jdbi(), codec));
            write(scoring.score(begin, end, category, sent));
        }
        return 0;
    }

    private void write(Scoring.Scored scored) throws IOException {
        Scorecard card = scored.card();
        Path folder = Files.createDirectories(out == null ? store.data().resolve("scorecard") : out);
        Path kept = folder.resolve("ledger.csv");
        List<Ledger.Entry> ledger = Ledger.after(LedgerFile.read(kept), card, LocalDate.now(OpeningHours.SHOP_TIME));
        LedgerFile.write(kept, ledger);
        ScorecardTable.csv(card, folder.resolve("scorecard.csv"));
        ScorecardTable.xlsx(card, folder.resolve("scorecard.xlsx"));
        Files.writeString(folder.resolve("index.html"), ScorecardPage.of(scored, ledger));
        System.out.printf(
                Locale.ROOT,
                "version %s: %s points, %.1f of them bonus%n",
                card.version(),
                card.total() == null ? "no" : card.total().toString(),
                card.bonus());
        card.parts()
                .forEach(part -> System.out.println("  " + part.title() + "  "
                        + (part.score() == null ? "not measured" : part.score().toString())));
        card.weakest(WEAKEST)
                .forEach(
                        line -> System.out.println("  weak: " + line.indicator().title() + "  " + line.score() + "  → "
                                + line.indicator().advice()));
        if (scored.waitsDisagree() != null) {
            System.out.println("  check: " + scored.waitsDisagree());
        }
        System.out.println("report, tables and ledger in " + folder);
    }
}
