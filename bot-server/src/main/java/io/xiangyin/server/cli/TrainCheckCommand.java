package io.xiangyin.server.cli;

import io.vertx.core.json.JsonObject;
import io.xiangyin.dialog.intent.IntentClassifier;
import io.xiangyin.dialog.intent.IntentClassifier.Ranking;
import io.xiangyin.dialog.intent.IntentExample;
import io.xiangyin.server.embedding.Embeddings;
import io.xiangyin.server.embedding.LocalEmbeddings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the intent classifier on one file and has it judge another. */
@Command(name = "train-check", description = "Trains intents on one file of examples and judges the texts of another.")
final class TrainCheckCommand implements Callable<Integer> {
    private static final int REMEMBERED = 1_000;
    private static final int RUNNERS_UP = 3;

    @Option(names = "--intents", required = true, description = "Lines {\"text\",\"intent\"}.")
    private @Nullable Path intents;

    @Option(names = "--eval", required = true, description = "Lines {\"text\", \"id\"?, \"intent\"?}.")
    private @Nullable Path eval;

    @Option(
            names = "--out",
            required = true,
            description =
                    "Takes lines {\"id\",\"text\",\"intent\",\"confidence\",\"top\"}; intent null = out of scope.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        if (intents == null || eval == null || out == null) {
            throw new IllegalArgumentException("--intents, --eval and --out are needed");
        }
        List<IntentExample> examples = JsonLines.read(intents, "text", "intent").stream()
                .map(line -> new IntentExample(line.getString("text"), line.getString("intent")))
                .toList();
        List<JsonObject> texts = JsonLines.read(eval, "text");
        Tally tally = new Tally();
        try (Embeddings embeddings = new Embeddings(LocalEmbeddings::load, REMEMBERED);
                BufferedWriter writer = Files.newBufferedWriter(out)) {
            IntentClassifier classifier = IntentClassifier.train(examples, embeddings.join());
            for (int i = 0; i < texts.size(); i++) {
                JsonObject line = texts.get(i);
                Ranking ranking = classifier.rank(line.getString("text"));
                tally.add(line, ranking, classifier);
                String id = String.valueOf(line.getValue("id", String.valueOf(i + 1)));
                writer.write(judgement(id, line.getString("text"), ranking).encode());
                writer.newLine();
            }
        }
        tally.report();
        return 0;
    }

    private static JsonObject judgement(String id, String text, Ranking ranking) {
        List<String> top = ranking.likely().stream()
                .limit(RUNNERS_UP)
                .map(IntentClassifier.Scored::intent)
                .toList();
        return new JsonObject()
                .put("id", id)
                .put("text", text)
                .put("intent", ranking.inScope() ? ranking.first().intent() : null)
                .put("confidence", ranking.first().confidence())
                .put("top", new ArrayList<>(top));
    }

    /** Counts where the file says what is right. An intent that the examples do not know counts as out of scope. */
    private static final class Tally {
        private int inScope;
        private int right;
        private int rightInTop;
        private int refused;
        private int elsewhere;
        private int refusedElsewhere;

        void add(JsonObject line, Ranking ranking, IntentClassifier classifier) {
            String gold = line.getString("intent");
            if (!line.containsKey("intent")) {
                return;
            }
            if (gold == null || !classifier.intents().contains(gold)) {
                elsewhere++;
                refusedElsewhere += ranking.inScope() ? 0 : 1;
                return;
            }
            inScope++;
            refused += ranking.inScope() ? 0 : 1;
            right += ranking.inScope() && ranking.first().intent().equals(gold) ? 1 : 0;
            rightInTop += ranking.likely().stream()
                            .limit(RUNNERS_UP)
                            .anyMatch(one -> one.intent().equals(gold))
                    ? 1
                    : 0;
        }

        void report() {
            if (inScope > 0) {
                System.out.printf(
                        "in scope      %d: right %.3f, right in the top %d %.3f, wrongly refused %.3f%n",
                        inScope,
                        (double) right / inScope,
                        RUNNERS_UP,
                        (double) rightInTop / inScope,
                        (double) refused / inScope);
            }
            if (elsewhere > 0) {
                System.out.printf("out of scope  %d: refused %.3f%n", elsewhere, (double) refusedElsewhere / elsewhere);
            }
        }
    }
}
