package io.xiangyin.server.config;

import io.xiangyin.core.Phrases;
import io.xiangyin.core.routing.RoutingPolicy;
import io.xiangyin.dialog.care.EscalationLexicon;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.intent.IntentExample;
import io.xiangyin.dialog.intent.IntentExamples;
import io.xiangyin.dialog.manner.PlainText;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.ArticleFolder;
import io.xiangyin.knowledge.ChineseText;
import io.xiangyin.knowledge.KnowledgeException;
import io.xiangyin.knowledge.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything a bot is made of, read from its home folder. Configuration, flows and word tables are good as a whole, or
 * nothing is served; an article that cannot be used is left out.
 *
 * @param knowledge the folder of articles; null if there is none
 * @param articles those that can be used
 * @param routing how those who wait for a person are served
 * @param segments rules that sort customers by what they buy
 * @param tickets until when tickets are to be solved
 * @param problems what was left out of the articles and why, one line each
 */
public record BotHome(
        BotConfig config,
        FlowBook flows,
        List<IntentExample> intents,
        @Nullable ArticleFolder knowledge,
        List<Article> articles,
        List<String> problems,
        ChineseText text,
        DialectLexicon dialects,
        EscalationLexicon escalations,
        PlainText plain,
        RoutingPolicy routing,
        Segments segments,
        TicketTimes tickets,
        Phrases phrases) {
    private static final String CONFIG = "bot.yaml";

    /**
     * Reads the folder.
     *
     * @throws DefinitionException if {@code bot.yaml}, a flow or a word table is wrong; file, line and remedy
     * @throws KnowledgeException if a word table of the knowledge is wrong; one line a problem
     */
    public static BotHome read(Path home) {
        return read(home, System.getenv());
    }

    /** Reads the folder with another environment than this process's. */
    public static BotHome read(Path home, Map<String, String> environment) {
        BotConfig config = config(home, environment);
        Path lexicon = home.resolve("lexicon");
        Path knowledge = home.resolve("knowledge");
        ArticleFolder folder = Files.isDirectory(knowledge) ? new ArticleFolder(knowledge) : null;
        Reading reading = folder == null ? new Reading(List.of(), List.of()) : folder.read();
        FlowBook flows = FlowBook.read(home.resolve("flows"));
        refuseUnknownCitations(home, flows, reading);
        List<IntentExample> intents = IntentExamples.read(home.resolve("intents"));
        refuseUnknownIntents(home, flows, intents);
        return new BotHome(
                config,
                flows,
                intents,
                folder,
                reading.articles(),
                reading.problems(),
                ChineseText.read(lexicon),
                DialectLexicon.read(lexicon.resolve("dialect.tsv")),
                EscalationLexicon.read(lexicon.resolve("escalation.tsv")),
                PlainText.read(lexicon.resolve("plain.tsv")),
                RoutingReader.read(home),
                Segments.read(home),
                TicketTimes.read(home),
                phrases(home.resolve(CONFIG), config));
    }

    /**
     * Reads {@code bot.yaml} alone.
     *
     * @throws DefinitionException if it is missing or wrong
     */
    public static BotConfig config(Path home) {
        return config(home, System.getenv());
    }

    private static BotConfig config(Path home, Map<String, String> environment) {
        Path file = home.resolve(CONFIG);
        if (!Files.isRegularFile(file)) {
            throw new DefinitionException(
                    file.toString(), 0, "is missing. A bot's home folder holds at least bot.yaml; see examples/laojie");
        }
        return BotConfig.read(YamlNode.read(file), environment);
    }

    private static Phrases phrases(Path file, BotConfig config) {
        Map<String, String> phrases = new HashMap<>(Words.phrases());
        config.phrases().forEach((key, text) -> {
            if (phrases.put(key, text) == null) {
                throw new DefinitionException(
                        file.toString(), 0, "phrases: there is no phrase '" + key + "' to replace");
            }
        });
        // what the shop says in its own words is not said in the product's, in any dialect
        Map<String, Map<String, String>> byDialect = new HashMap<>();
        for (String dialect : config.replyDialects()) {
            Map<String, String> said = new HashMap<>(Words.phrasesIn(dialect));
            said.keySet().removeAll(config.phrases().keySet());
            byDialect.put(dialect, said);
        }
        return new Phrases(phrases, byDialect);
    }

    private static void refuseUnknownIntents(Path home, FlowBook flows, List<IntentExample> intents) {
        Set<String> known = intents.stream().map(IntentExample::intent).collect(Collectors.toSet());
        for (Flow flow : flows.flows().values()) {
            for (String intent : flow.triggers().intents()) {
                if (!known.contains(intent)) {
                    throw new DefinitionException(
                            home.resolve("flows").toString(),
                            0,
                            "flow '" + flow.name() + "' starts on intent '" + intent
                                    + "', which has no examples. Write "
                                    + home.resolve("intents").resolve(intent + ".txt"));
                }
            }
        }
    }

    private static void refuseUnknownCitations(Path home, FlowBook flows, Reading reading) {
        Set<String> known = reading.articles().stream().map(Article::id).collect(Collectors.toSet());
        for (String cited : flows.cited()) {
            if (!known.contains(cited)) {
                throw new DefinitionException(
                        home.resolve("flows").toString(),
                        0,
                        "a flow cites article '" + cited
                                + "', which is not in the knowledge folder. Write it or cite another"
                                + reading.problems().stream()
                                        .map(problem -> "\nLeft out: " + problem)
                                        .collect(Collectors.joining()));
            }
        }
    }
}
