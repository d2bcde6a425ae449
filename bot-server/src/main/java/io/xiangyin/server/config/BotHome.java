package io.xiangyin.server.config;

import io.xiangyin.core.Phrases;
import io.xiangyin.dialog.care.EscalationLexicon;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.ArticleFolder;
import io.xiangyin.knowledge.ChineseText;
import io.xiangyin.knowledge.KnowledgeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything a bot is made of, read from its home folder. Either all of it is good, or nothing is served. */
public record BotHome(
        BotConfig config,
        FlowBook flows,
        List<Article> articles,
        ChineseText text,
        DialectLexicon dialects,
        EscalationLexicon escalations,
        Phrases phrases) {

    /**
     * Reads the folder.
     *
     * @throws DefinitionException if {@code bot.yaml}, a flow or a word table is wrong; file, line and remedy
     * @throws KnowledgeException if articles are wrong; one line a problem
     */
    public static BotHome read(Path home) {
        Path file = home.resolve("bot.yaml");
        if (!Files.isRegularFile(file)) {
            throw new DefinitionException(
                    file.toString(), 0, "is missing. A bot's home folder holds at least bot.yaml; see examples/laojie");
        }
        BotConfig config = BotConfig.read(YamlNode.read(file));
        Path lexicon = home.resolve("lexicon");
        Path knowledge = home.resolve("knowledge");
        List<Article> articles = Files.isDirectory(knowledge) ? ArticleFolder.read(knowledge) : List.of();
        FlowBook flows = FlowBook.read(home.resolve("flows"));
        refuseUnknownCitations(home, flows, articles);
        return new BotHome(
                config,
                flows,
                articles,
                ChineseText.read(lexicon),
                DialectLexicon.read(lexicon.resolve("dialect.tsv")),
                EscalationLexicon.read(lexicon.resolve("escalation.tsv")),
                phrases(file, config));
    }

    private static Phrases phrases(Path file, BotConfig config) {
        Map<String, String> phrases = new HashMap<>(Words.phrases());
        config.phrases().forEach((key, text) -> {
            if (phrases.put(key, text) == null) {
                throw new DefinitionException(
                        file.toString(), 0, "phrases: there is no phrase '" + key + "' to replace");
            }
        });
        return new Phrases(phrases);
    }

    private static void refuseUnknownCitations(Path home, FlowBook flows, List<Article> articles) {
        Set<String> known = articles.stream().map(Article::id).collect(Collectors.toSet());
        for (String cited : flows.cited()) {
            if (!known.contains(cited)) {
                throw new DefinitionException(
                        home.resolve("flows").toString(),
                        0,
                        "a flow cites article '" + cited
                                + "', which is not in the knowledge folder. Write it or cite another");
            }
        }
    }
}
