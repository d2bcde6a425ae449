package io.xiangyin.server.cli;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.server.DataFolder;
import io.xiangyin.server.config.TicketTimes;
import io.xiangyin.server.demodata.DemoQuarter;
import io.xiangyin.server.demodata.Experts;
import io.xiangyin.server.expert.MonthlySample;
import io.xiangyin.server.report.FactTable;
import io.xiangyin.server.report.ServiceReports;
import io.xiangyin.server.scorecard.PlanReader;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.Staff.Role;
import io.xiangyin.server.staff.StaffAccounts;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.EventLog;
import io.xiangyin.server.storage.SqliteEventStore;
import io.xiangyin.server.ticket.TicketStore;
import io.xiangyin.server.ticket.ToldTickets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills a data folder with a made-up quarter, so that reports and pages have something to show. */
@Command(
        name = "demo-data",
        description = "Fills the event log with made-up traffic of some months. Stop the server first.")
final class DemoDataCommand implements Callable<Integer> {
    private static final int AT_ONCE = 500;
    private static final int USUAL_PER_MONTH = 10_000;
    /** At most as many conversations as two experts get through in a week. */
    private static final int REVIEWED = 200;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Option(names = "--months", defaultValue = "3", description = "How many months (default: ${DEFAULT-VALUE}).")
    private int months;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "The same seed gives the same (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--conversations", description = "About how many (default: 10000 a month).")
    private @Nullable Integer conversations;

    @Option(names = "--until", description = "The end, RFC 3339 (default: the last full minute).")
    private @Nullable Instant until;

    /** Takes conversations in, some hundred a transaction, and tells how far it is. */
    private static final class Intake {
        private final EventLog log;
        private final ToldTickets tickets;
        private final int expected;
        private final List<List<RecordedEvent>> waiting = new ArrayList<>();
        private long events;
        private int taken;

        Intake(EventLog log, ToldTickets tickets, int expected) {
            this.log = log;
            this.tickets = tickets;
            this.expected = expected;
        }

        void take(List<RecordedEvent> conversation) {
            waiting.add(conversation);
            events += conversation.size();
            if (waiting.size() == AT_ONCE) {
                flush();
            }
        }

        void flush() {
            if (!waiting.isEmpty()) {
                log.importConversations(waiting);
                waiting.forEach(tickets::take);
                taken += waiting.size();
                waiting.clear();
                System.err.printf("\r%d of about %d conversations, %d events", taken, expected, events);
            }
        }
    }

    @Override
    public Integer call() {
        if (months < 1 || months > 36) {
            throw new IllegalArgumentException("--months takes 1 to 36, found " + months);
        }
        int number = conversations == null ? months * USUAL_PER_MONTH : conversations;
        if (number < 1) {
            throw new IllegalArgumentException("--conversations takes a number above 0, found " + number);
        }
        Instant end = until == null ? Instant.now().truncatedTo(ChronoUnit.MINUTES) : until;
        DemoQuarter quarter = new DemoQuarter(seed, end, months, number);
        EventCodec codec = new EventCodec();
        try (DataFolder folder = DataFolder.take(store.data());
                Database database = Database.open(folder.path());
                SqliteEventStore events = new SqliteEventStore(database, codec, InstantSource.system())) {
            refuseTwice(events, quarter);
            employ(database, quarter.agents());
            ToldTickets tickets = new ToldTickets(new TicketStore(database.jdbi()), TicketTimes.read(store.home()));
            Intake intake = new Intake(new EventLog(database, codec, events), tickets, number);
            quarter.play(intake::take);
            intake.flush();
            System.err.println("\nReading them for the reports …");
            review(database, codec, end);
            new FactTable(database.jdbi(), codec, ReportSettings.DEFAULT).catchUp();
            System.out.printf(
                    "%d conversations with %d events up to %s taken in (seed %d). Look at them: ./xiangyin serve --data %s, then /manager%n",
                    intake.taken, intake.events, end, seed, folder.path());
            return 0;
        }
    }

    /** Experts have scored some of the last full month's sample. */
    private void review(Database database, EventCodec codec, Instant end) {
        ServiceReports reports = new ServiceReports(database.jdbi(), codec, ReportSettings.DEFAULT, () -> end);
        YearMonth month = YearMonth.from(end.atZone(OpeningHours.SHOP_TIME)).minusMonths(1);
        List<String> items =
                List.copyOf(PlanReader.plan(store.home()).reviewed().keySet());
        try (SqliteEventStore then = new SqliteEventStore(database, codec, () -> end)) {
            Experts experts = new Experts(then, items, seed);
            List<MonthlySample.Drawn> sample = new MonthlySample(database.jdbi(), reports).of(month);
            int step = sample.size() / REVIEWED + 1; // of every stratum, for the sample is sorted by them
            for (int i = 0; i < sample.size(); i += step) {
                experts.score(new ConversationId(sample.get(i).conversationId()));
            }
        }
    }

    /** The made-up agents get accounts that nobody can sign in to, so that pages know their names. */
    private static void employ(Database database, List<Agent> agents) {
        StaffAccounts accounts = new StaffAccounts(database.jdbi(), InstantSource.system());
        Set<String> there = accounts.list().stream().map(Staff::username).collect(Collectors.toSet());
        accounts.put(
                agents.stream()
                        .filter(agent -> !there.contains(agent.id()))
                        .map(agent -> new Staff(agent.id(), agent.name(), Set.of(Role.AGENT), List.of()))
                        .toList(),
                UUID.randomUUID().toString());
    }

    private void refuseTwice(EventStore events, DemoQuarter quarter) {
        if (!events.load(quarter.firstId(), 0).isEmpty()) {
            throw new IllegalArgumentException("The made-up traffic of seed " + seed + " is in " + store.data()
                    + " already. Give another --seed, or an empty --data DIR.");
        }
    }
}
