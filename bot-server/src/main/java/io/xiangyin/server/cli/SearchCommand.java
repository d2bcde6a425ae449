package io.xiangyin.server.cli;

import io.vertx.core.json.JsonObject;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.ArticleFolder;
import io.xiangyin.knowledge.ChineseText;
import io.xiangyin.knowledge.KnowledgeIndex;
import io.xiangyin.knowledge.KnowledgeIndex.Mode;
import io.xiangyin.knowledge.Reading;
import io.xiangyin.knowledge.Vectors;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.config.EmbeddingSettings;
import io.xiangyin.server.embedding.EmbeddingSource;
import io.xiangyin.server.storage.SqliteVectorStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches a knowledge folder or a corpus file for every question of a file; writes a TREC run. */
@Command(name = "search", description = "Searches a knowledge folder or corpus for the questions of a file.")
final class SearchCommand implements Callable<Integer> {
    @Option(
            names = "--knowledge",
            description = "A knowledge folder, or a corpus.jsonl of {id, title?, text, answer?}.")
    private @Nullable Path knowledge;

    @Option(names = "--queries", description = "Lines {\"id\",\"text\"}.")
    private @Nullable Path queries;

    @Option(
            names = "--top",
            defaultValue = "10",
            description = "How many for each question (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--out", description = "Takes lines 'qid Q0 docid rank score tag'.")
    private @Nullable Path out;

    @Option(
            names = "--mode",
            defaultValue = "hybrid",
            description =
                    "${COMPLETION-CANDIDATES}: words and vectors, words alone, vectors alone (default: ${DEFAULT-VALUE}).")
    private Mode mode = Mode.HYBRID;

    @Mixin
    private StoreOptions places = new StoreOptions();

    @Option(
            names = "--analyse",
            description = "Shows what is made of a text before it is compared; nothing is searched.")
    private @Nullable String analyse;

    @Override
    public Integer call() throws IOException {
        if (analyse != null) {
            try (KnowledgeIndex index = KnowledgeIndex.build(List.of(), ChineseText.read(lexicon()))) {
                index.analyse(analyse).forEach((step, made) -> System.out.printf("%-24s%s%n", step, made));
            }
            return 0;
        }
        if (knowledge == null || queries == null || out == null) {
            throw new IllegalArgumentException("--knowledge, --queries and --out are needed");
        }
        List<JsonObject> questions = JsonLines.read(queries, "id", "text");
        List<Article> articles = Files.isDirectory(knowledge) ? folder(knowledge) : corpus(knowledge);
        try (KnowledgeIndex index = KnowledgeIndex.build(
                        articles, ChineseText.read(lexicon()), vectors(), KnowledgeIndex.inMemory());
                BufferedWriter writer = Files.newBufferedWriter(out)) {
            for (JsonObject query : questions) {
                List<KnowledgeIndex.Hit> hits = index.search(query.getString("text"), top, mode);
                for (int i = 0; i < hits.size(); i++) {
                    writer.write(String.format(
                            Locale.ROOT,
                            "%s Q0 %s %d %.6f xiangyin-%s%n",
                            query.getString("id"),
                            hits.get(i).article().id().replaceAll("\\s", "_"),
                            i + 1,
                            hits.get(i).score(),
                            mode.name().toLowerCase(Locale.ROOT)));
                }
            }
        }
        return 0;
    }

    private Path lexicon() {
        return places.home().resolve("lexicon");
    }

    private @Nullable Vectors vectors() throws IOException {
        if (mode == Mode.LEXICAL) {
            return null;
        }
        EmbeddingSettings settings = BotHome.config(places.home()).embeddings();
        if (!settings.wanted()) {
            throw new IllegalArgumentException("embeddings are switched off in "
                    + places.home().resolve("bot.yaml") + "; search with --mode lexical");
        }
        return new Vectors(
                EmbeddingSource.open(settings, InstantSource.system()),
                EmbeddingSource.nameOf(settings),
                SqliteVectorStore.open(Places.withVectors(places.data())),
                Vectors.Pace.FULL);
    }

    /** What can be used of a folder; what cannot is told and left out. */
    private static List<Article> folder(Path folder) {
        Reading reading = new ArticleFolder(folder).read();
        reading.problems().forEach(problem -> System.err.println("Left out: " + problem));
        return reading.articles();
    }

    private static List<Article> corpus(Path file) throws IOException {
        List<Article> articles = new ArrayList<>();
        for (JsonObject line : JsonLines.read(file, "id", "text")) {
            articles.add(Article.ofCorpus(
                    line.getString("id"),
                    line.getString("title", ""),
                    line.getString("text"),
                    line.getString("answer", ""),
                    file.toString()));
        }
        return articles;
    }
}
