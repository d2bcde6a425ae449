package io.xiangyin.server.cli;

import io.xiangyin.dialog.understand.RuleUnderstander;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.server.DataFolder;
import io.xiangyin.server.attachment.AttachmentFolder;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.customer.CustomerErasure;
import io.xiangyin.server.foreign.ForeignLog;
import io.xiangyin.server.llm.LanguageModels;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.EventLog;
import io.xiangyin.server.storage.SqliteEventStore;
import io.xiangyin.server.ticket.TicketStore;
import io.xiangyin.server.workbench.ApprovalStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The event log from outside: take it out, put it in, prove it, erase a customer, rebuild what is derived. */
@Command(name = "events", description = "Exports, imports, verifies the event log, or erases a customer from it.")
final class EventsCommand {
    private static final int REPORT_EVERY = 1_000;

    EventsCommand() {}

    /** Runs over the log while no server writes to it. */
    private static int alone(StoreOptions store, Function<EventLog, Integer> work) {
        try (DataFolder folder = DataFolder.take(store.data())) {
            return over(folder.path(), work);
        }
    }

    /** Runs over the log; reading beside a running server is safe. */
    private static int over(Path data, Function<EventLog, Integer> work) {
        EventCodec codec = new EventCodec();
        try (Database database = Database.open(data);
                SqliteEventStore log = new SqliteEventStore(database, codec, InstantSource.system())) {
            return work.apply(new EventLog(database, codec, log));
        }
    }

    @Command(name = "export", description = "Writes every event, one JSON object a line (docs/events.md).")
    int export(@Mixin StoreOptions store, @Parameters(paramLabel = "FILE.jsonl") Path file) {
        return over(store.data(), log -> {
            System.out.println(log.exportTo(file) + " events written to " + file);
            return 0;
        });
    }

    @Command(name = "import", description = "Checks every line, then takes all or nothing. Stop the server first.")
    int importFile(
            @Mixin StoreOptions store,
            @Option(
                            names = "--mapping",
                            paramLabel = "MAP.yaml",
                            description =
                                    "FILE is the log of another service, CSV or JSON lines; this tells its columns"
                                            + " (docs/foreign-logs.md).")
                    @Nullable Path mapping,
            @Parameters(paramLabel = "FILE") Path file) {
        if (mapping != null) {
            return importForeign(store, mapping, file);
        }
        return alone(store, log -> switch (log.importFrom(file)) {
            case EventLog.Imported.Taken taken -> {
                System.out.println(taken.events() + " events of " + taken.conversations() + " conversations taken in");
                yield 0;
            }
            case EventLog.Imported.Refused refused -> {
                System.err.println(file + ": " + refused.sentence() + " Nothing was taken in.");
                yield 1;
            }
        });
    }

    private static int importForeign(StoreOptions store, Path mapping, Path file) {
        BotHome bot = BotHome.read(store.home());
        ForeignLog foreign = new ForeignLog(new RuleUnderstander(
                bot.flows(),
                Words.load(bot.text()::indexed),
                bot.dialects(),
                bot.escalations(),
                InstantSource.system()));
        return alone(store, log -> {
            try {
                EventLog.Imported.Taken taken = foreign.take(log, mapping, file);
                System.out.println(taken.events() + " events of " + taken.conversations() + " conversations taken in");
                return 0;
            } catch (IOException unreadable) {
                throw new UncheckedIOException(file + " cannot be read: " + unreadable, unreadable);
            }
        });
    }

    @Command(name = "verify", description = "Proves that nothing was changed or cut out, or names the first break.")
    int verify(@Mixin StoreOptions store) {
        return over(store.data(), log -> {
            EventLog.Verification result = log.verify();
            EventLog.Break broken = result.firstBreak();
            if (broken == null) {
                System.out.println("intact: " + result.events() + " events of " + result.conversations()
                        + " conversations, " + result.erased() + " of them erased on request");
                return 0;
            }
            System.out.println("BROKEN: " + broken.sentence());
            return 1;
        });
    }

    @Command(name = "redact", description = "Erases everything personal about a customer. Stop the server first.")
    int redact(
            @Mixin StoreOptions store,
            @Option(names = "--customer", required = true, description = "The customer's externalId.") String customer,
            @Option(names = "--reason", required = true, description = "Why, for the record.") String reason) {
        try (DataFolder folder = DataFolder.take(store.data());
                Database database = Database.open(folder.path());
                SqliteEventStore log = new SqliteEventStore(database, new EventCodec(), InstantSource.system())) {
            CustomerErasure erasure = new CustomerErasure(
                    log,
                    log::listConversations,
                    new TicketStore(database.jdbi()),
                    new ApprovalStore(database.jdbi()),
                    new AttachmentFolder(folder.path()),
                    LanguageModels.erasing(folder.path(), InstantSource.system()));
            CustomerErasure.Erased erased = erasure.erase(customer, reason);
            System.out.println(customer + " was erased from " + erased.conversations() + " conversations");
            return 0;
        }
    }

    /** Makes everything derived from the events anew. */
    @Command(name = "rebuild", description = "Rebuilds everything derived from the events. Stop the server first.")
    static final class Rebuild implements Callable<Integer> {
        @Mixin
        private StoreOptions store = new StoreOptions();

        @Override
        public Integer call() {
            return alone(store, log -> {
                long conversations = log.rebuild(done -> {
                    if (done % REPORT_EVERY == 0) {
                        System.err.println(done + " conversations …");
                    }
                });
                System.out.println(conversations + " conversations rebuilt; the search index is built at every start");
                return 0;
            });
        }
    }
}
