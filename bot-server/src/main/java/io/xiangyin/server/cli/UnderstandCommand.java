package io.xiangyin.server.cli;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understanding;
import io.xiangyin.dialog.care.EmotionClassifier;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.intent.IntentClassifier;
import io.xiangyin.dialog.intent.PinyinReader;
import io.xiangyin.dialog.understand.RuleUnderstander;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.knowledge.Vectors;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.config.EmbeddingSettings;
import io.xiangyin.server.embedding.EmbeddingSource;
import io.xiangyin.server.embedding.Embeddings;
import io.xiangyin.server.embedding.KeepingEmbeddingModel;
import io.xiangyin.server.storage.SqliteVectorStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what the bot makes of texts, each as the first message of a conversation. */
@Command(name = "understand", description = "Says what the bot makes of texts, one JSON object a line.")
final class UnderstandCommand implements Callable<Integer> {
    private static final int REMEMBERED = 1_000;

    @Option(names = "--home", description = "The bot's home folder (default: the demo shop).")
    private @Nullable Path home;

    @Option(names = "--in", required = true, description = "Lines {\"id\",\"text\"}.")
    private @Nullable Path in;

    @Option(names = "--out", required = true, description = "Takes one line each, in the same order.")
    private @Nullable Path out;

    @Option(
            names = "--no-vectors",
            description = "Go by rules alone: at once, but without intents for matters that no flow's words name.")
    private boolean rulesOnly;

    @Option(names = "--trace", description = "Also says how the Mandarin came about, change by change.")
    private boolean trace;

    @Override
    public Integer call() throws IOException {
        BotHome bot = BotHome.read(home == null ? Places.demoHome() : home);
        RuleUnderstander understander = new RuleUnderstander(
                bot.flows(),
                Words.load(bot.text()::indexed),
                bot.dialects(),
                bot.escalations(),
                InstantSource.system());
        understander.learn(PinyinReader.of(bot.intents()));
        if (!rulesOnly && bot.config().embeddings().wanted() && !bot.intents().isEmpty()) {
            EmbeddingSettings settings = bot.config().embeddings();
            try (Embeddings embeddings =
                    new Embeddings(() -> EmbeddingSource.open(settings, InstantSource.system()), REMEMBERED)) {
                EmbeddingModel model = kept(embeddings.join(), settings);
                understander.learn(IntentClassifier.train(bot.intents(), model));
                understander.learn(EmotionClassifier.train(model));
            }
        }
        List<JsonObject> texts = JsonLines.read(given(in), "id", "text");
        try (BufferedWriter writer = Files.newBufferedWriter(given(out))) {
            for (JsonObject line : texts) {
                String text = line.getString("text");
                Understanding understanding = understander.understand(opening(text));
                JsonObject told = json(line.getString("id"), text, understanding);
                if (trace) {
                    String written = understander.inCharacters(text);
                    told.put("trace", changes(text, written, bot.dialects().hear(written)));
                }
                writer.write(told.encode());
                writer.newLine();
            }
        }
        System.err.println(texts.size() + " texts understood");
        return 0;
    }

    /** @param written the text without pinyin */
    private static JsonArray changes(String text, String written, DialectLexicon.Heard heard) {
        JsonArray changes = new JsonArray();
        if (!written.equals(text)) {
            changes.add(new JsonObject().put("from", text).put("to", written).put("dialect", null));
        }
        heard.changes()
                .forEach(change -> changes.add(new JsonObject()
                        .put("from", change.from())
                        .put("to", change.to())
                        .put("dialect", change.dialect().isEmpty() ? null : change.dialect())));
        return changes;
    }

    /** With the vectors that a server on this machine keeps, so that only the first run embeds the examples. */
    private static EmbeddingModel kept(EmbeddingModel model, EmbeddingSettings settings) throws IOException {
        Vectors vectors = new Vectors(
                model,
                EmbeddingSource.nameOf(settings),
                SqliteVectorStore.open(Places.withVectors(Places.data())),
                Vectors.Pace.FULL);
        return new KeepingEmbeddingModel(model, vectors);
    }

    private static Path given(@Nullable Path path) {
        if (path == null) {
            throw new IllegalArgumentException("--in and --out are needed");
        }
        return path;
    }

    private static Conversation opening(String text) {
        ConversationId id = new ConversationId("understand");
        Instant now = Instant.now();
        Customer somebody = new Customer("somebody", null, Map.of(), false);
        return Conversation.replay(
                id,
                List.of(
                        new RecordedEvent(id, 1, now, new ConversationStarted("api", somebody, true)),
                        new RecordedEvent(id, 2, now, new CustomerSpoke("m1", "c1", text))));
    }

    private static JsonObject json(String id, String text, Understanding understanding) {
        JsonObject slots = new JsonObject();
        understanding.slots().forEach(slots::put);
        JsonArray signals = new JsonArray();
        understanding
                .signals()
                .forEach(signal ->
                        signals.add(new JsonObject().put("type", signal.type()).put("evidence", signal.evidence())));
        Understanding.Intent intent = understanding.intent();
        Understanding.Escalation escalation = understanding.escalation();
        return new JsonObject()
                .put("id", id)
                .put("text", text)
                .put("mandarin", understanding.mandarin())
                .put(
                        "dialect",
                        new JsonObject()
                                .put("code", understanding.dialect().code())
                                .put("confidence", understanding.dialect().confidence()))
                .put(
                        "intent",
                        new JsonObject()
                                .put("name", intent == null ? null : intent.name())
                                .put("confidence", intent == null ? 0.0 : intent.confidence()))
                .put("slots", slots)
                .put(
                        "emotion",
                        new JsonObject()
                                .put("label", understanding.emotion().label())
                                .put("score", understanding.emotion().score()))
                .put("signals", signals)
                .put(
                        "escalate",
                        escalation == null
                                ? null
                                : new JsonObject()
                                        .put(
                                                "reason",
                                                escalation.reason().name().toLowerCase(Locale.ROOT))
                                        .put(
                                                "urgency",
                                                escalation.urgency().name().toLowerCase(Locale.ROOT)));
    }
}
