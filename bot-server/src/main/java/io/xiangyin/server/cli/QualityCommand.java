package io.xiangyin.server.cli;

import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.quality.Agreement;
import io.xiangyin.evaluator.quality.QualityRules;
import io.xiangyin.evaluator.quality.Readings;
import io.xiangyin.evaluator.quality.RuleHit;
import io.xiangyin.evaluator.quality.Sample;
import io.xiangyin.server.scorecard.ConversationLogs;
import io.xiangyin.server.scorecard.Tables;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Review of what was said: rules over all conversations, a sample for experts, how far two experts agree. */
@Command(name = "quality", description = "Reviews conversations by rules and by experts (docs/scorecard.md).")
final class QualityCommand {
    private static final int PERCENT = 100;

    QualityCommand() {}

    /** A conversation of the sample. */
    private record Drawn(String id, String stratum) {}

    @Command(name = "check", description = "Prints every place that breaks a rule, as CSV.")
    int check(
            @Mixin StoreOptions store,
            @Option(names = "--from", required = true, description = "Beginning.") Instant from,
            @Option(names = "--to", required = true, description = "End.") Instant to)
            throws IOException {
        List<RuleHit> hits = new ArrayList<>();
        read(store, from, to, hits, new ArrayList<>());
        CSVPrinter printer = new CSVPrinter(System.out, CSVFormat.RFC4180);
        printer.printRecord("conversation", "seq", "rule", "by", "text");
        for (RuleHit hit : hits) {
            printer.printRecord(
                    hit.conversationId().value(),
                    hit.seq(),
                    hit.rule().name().toLowerCase(Locale.ROOT),
                    hit.by(),
                    hit.text());
        }
        printer.flush();
        return 0;
    }

    @Command(name = "sample", description = "Draws conversations for experts: a share of every stratum, as CSV.")
    int sample(
            @Mixin StoreOptions store,
            @Option(names = "--from", required = true, description = "Beginning.") Instant from,
            @Option(names = "--to", required = true, description = "End.") Instant to,
            @Option(names = "--share", defaultValue = "10", description = "Percent (default: ${DEFAULT-VALUE}).")
                    int share,
            @Option(names = "--seed", defaultValue = "7", description = "Same seed, same sample.") long seed)
            throws IOException {
        if (share < 1 || share > PERCENT) {
            throw new IllegalArgumentException("--share takes 1 to 100 percent, found " + share);
        }
        List<Drawn> all = new ArrayList<>();
        read(store, from, to, new ArrayList<>(), all);
        CSVPrinter printer = new CSVPrinter(System.out, CSVFormat.RFC4180);
        printer.printRecord("conversation", "stratum", "item", "scorer", "score");
        for (Drawn one : Sample.draw(all, Drawn::stratum, (double) share / PERCENT, seed)) {
            printer.printRecord(one.id(), one.stratum(), "", "", "");
        }
        printer.flush();
        return 0;
    }

    @Command(
            name = "readings",
            description = "Compares the two readings of messages that a language model read as well (docs/llm.md).")
    int readings(
            @Mixin StoreOptions store,
            @Option(names = "--from", required = true, description = "Beginning.") Instant from,
            @Option(names = "--to", required = true, description = "End.") Instant to) {
        Readings[] sum = {Readings.NONE};
        try (Database database = Database.open(store.data())) {
            new ConversationLogs(database.jdbi(), new EventCodec())
                    .forEach(from, to, events -> sum[0] = sum[0].with(events));
        }
        Readings readings = sum[0];
        System.out.println("messages                  " + readings.messages());
        System.out.println("read twice                " + readings.twice());
        System.out.println("  both alike              " + readings.alike());
        System.out.println("  the model's taken       " + readings.taken());
        System.out.println("    right, of judged      " + readings.takenRight() + "/" + readings.takenJudged());
        System.out.println("  the rules' kept         " + (readings.twice() - readings.taken()));
        System.out.println("    right, of judged      " + readings.keptRight() + "/" + readings.keptJudged());
        readings.refused().forEach((reason, count) -> System.out.println("  refused " + count + "  " + reason));
        return 0;
    }

    @Command(name = "agree", description = "Tells how far two scorers agree, and lists what is to be ruled.")
    int agree(@Parameters(paramLabel = "REVIEWS.csv") Path file) throws IOException {
        Agreement agreement = Agreement.of(Tables.scores(file));
        Double kappa = agreement.kappa();
        System.out.printf(
                Locale.ROOT,
                "%d of %d pairs agree, Cohen's kappa %s%n",
                agreement.same(),
                agreement.pairs(),
                kappa == null ? "cannot be told" : String.format(Locale.ROOT, "%.3f", kappa));
        agreement.means().forEach((item, mean) -> System.out.printf(Locale.ROOT, "  %-16s %.2f%n", item, mean));
        agreement
                .disputed()
                .forEach(one -> System.out.println("  to rule: " + one.conversation() + " " + one.item()
                        + "  " + one.first().scorer() + " " + one.first().score() + ", "
                        + one.second().scorer() + " "
                        + one.second().score()));
        return 0;
    }

    private static void read(StoreOptions store, Instant from, Instant to, List<RuleHit> hits, List<Drawn> all) {
        EventCodec codec = new EventCodec();
        try (Database database = Database.open(store.data())) {
            new ConversationLogs(database.jdbi(), codec).forEach(from, to, events -> {
                hits.addAll(QualityRules.check(events));
                all.add(new Drawn(events.getFirst().conversationId().value(), stratum(events)));
            });
        }
    }

    /** Channel, bot or human, dialect. */
    private static String stratum(List<RecordedEvent> events) {
        String channel = "";
        String by = "bot";
        String dialect = "cmn";
        for (RecordedEvent recorded : events) {
            switch (recorded.event()) {
                case ConversationStarted started -> channel = started.channel();
                case AgentJoined _ -> by = "human";
                case MessageUnderstood understood
                when !understood.understanding().dialect().code().equals("cmn") ->
                    dialect = understood.understanding().dialect().code();
                default -> {
                    // does not tell the stratum
                }
            }
        }
        return channel + "/" + by + "/" + dialect;
    }
}
