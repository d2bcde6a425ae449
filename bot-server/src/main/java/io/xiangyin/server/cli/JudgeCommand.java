package io.xiangyin.server.cli;

import io.xiangyin.core.RecordedEvent;
import io.xiangyin.evaluator.quality.Agreement;
import io.xiangyin.evaluator.quality.Agreement.Score;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.llm.BatchModel;
import io.xiangyin.server.llm.ModelJudge;
import io.xiangyin.server.scorecard.ConversationLogs;
import io.xiangyin.server.scorecard.Tables;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has the configured language model score conversations by a rubric, and tells how far it agrees with people. */
@Command(
        name = "judge",
        description = "Lets the language model score conversations by a rubric; tells how far it agrees with people"
                + " (docs/llm.md).")
final class JudgeCommand implements Callable<Integer> {
    private static final String MODEL = "model";
    private static final String PEOPLE = "people";
    private static final String RULING = "ruling";

    @Mixin
    private StoreOptions places = new StoreOptions();

    @Option(names = "--from", required = true, description = "Beginning.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", required = true, description = "End.")
    private Instant to = Instant.EPOCH;

    @Option(names = "--rubric", description = "Lines 'item: what is good and bad' (default: the experts' items).")
    private @Nullable Path rubric;

    @Option(
            names = "--against",
            description = "Scores of people, conversation,item,scorer,score; only their conversations are judged.")
    private @Nullable Path against;

    @Option(names = "--limit", defaultValue = "100", description = "Most conversations (default: ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--out", required = true, description = "Takes the model's scores as CSV, as people's are.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (out == null) {
            throw new IllegalArgumentException("--out is needed");
        }
        Map<String, String> items = ModelJudge.rubric(rubric);
        List<Score> people = against == null ? List.of() : people(Tables.scores(against));
        Set<String> wanted = people.stream().map(Score::conversation).collect(Collectors.toSet());
        try (BatchModel model =
                BatchModel.open(BotHome.config(places.home()).llm(), places.data(), InstantSource.system())) {
            List<Score> given = judge(new ModelJudge(model, items), wanted);
            write(out, given);
            System.out.printf(
                    Locale.ROOT,
                    "%d scores in %s; calls %s, %.4f yuan%n",
                    given.size(),
                    out,
                    new TreeMap<>(model.outcomes()),
                    model.yuan());
            if (against != null) {
                compare(people, given, items.keySet());
            }
        }
        return 0;
    }

    private List<Score> judge(ModelJudge judge, Set<String> wanted) {
        List<List<RecordedEvent>> talks = new ArrayList<>();
        try (Database database = Database.open(places.data())) {
            new ConversationLogs(database.jdbi(), new EventCodec()).forEach(from, to, events -> {
                String id = events.getFirst().conversationId().value();
                if (talks.size() < most && (against == null || wanted.contains(id))) {
                    talks.add(List.copyOf(events));
                }
            });
        }
        List<Score> scores = new ArrayList<>();
        for (List<RecordedEvent> talk : talks) {
            String id = talk.getFirst().conversationId().value();
            judge.score(talk)
                    .ifPresent(items -> items.forEach((item, score) -> scores.add(new Score(id, item, MODEL, score))));
        }
        return scores;
    }

    /** What people hold of each item: the ruling, or what all scorers gave alike. Where they differ nobody knows. */
    private static List<Score> people(List<Score> scores) {
        Map<String, List<Score>> byPlace = new LinkedHashMap<>();
        scores.forEach(
                score -> byPlace.computeIfAbsent(score.conversation() + "\t" + score.item(), _ -> new ArrayList<>())
                        .add(score));
        List<Score> held = new ArrayList<>();
        for (List<Score> given : byPlace.values()) {
            List<Score> ruled = given.stream()
                    .filter(score -> score.scorer().equals(RULING))
                    .toList();
            List<Score> counted = ruled.isEmpty() ? given : ruled;
            Score first = counted.getFirst();
            if (counted.stream().allMatch(score -> score.score() == first.score())) {
                held.add(new Score(first.conversation(), first.item(), PEOPLE, first.score()));
            }
        }
        return held;
    }

    private static void write(Path file, List<Score> scores) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file);
                CSVPrinter printer = new CSVPrinter(writer, CSVFormat.RFC4180)) {
            printer.printRecord("conversation", "item", "scorer", "score");
            for (Score score : scores) {
                printer.printRecord(score.conversation(), score.item(), score.scorer(), score.score());
            }
        }
    }

    private static void compare(List<Score> people, List<Score> model, Set<String> items) {
        Map<String, List<Score>> byItem = new HashMap<>();
        people.forEach(score ->
                byItem.computeIfAbsent(score.item(), _ -> new ArrayList<>()).add(score));
        model.forEach(score ->
                byItem.computeIfAbsent(score.item(), _ -> new ArrayList<>()).add(score));
        List<Score> all = new ArrayList<>();
        for (String item : items) {
            List<Score> scores = byItem.getOrDefault(item, List.of());
            all.addAll(scores);
            tell(item, Agreement.of(scores));
        }
        tell("all", Agreement.of(all));
    }

    private static void tell(String item, Agreement agreement) {
        Double kappa = agreement.kappa();
        System.out.printf(
                Locale.ROOT,
                "  %-16s %d of %d as people, Cohen's kappa %s%n",
                item,
                agreement.same(),
                agreement.pairs(),
                kappa == null ? "cannot be told" : String.format(Locale.ROOT, "%.3f", kappa));
    }
}
