package io.xiangyin.server.cli;

import io.vertx.core.json.JsonObject;
import io.xiangyin.knowledge.Article;
import io.xiangyin.knowledge.ArticleFolder;
import io.xiangyin.knowledge.ChineseText;
import io.xiangyin.knowledge.KnowledgeIndex;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches a knowledge folder or a corpus file for every question of a file; writes a TREC run. */
@Command(name = "search", description = "Searches a knowledge folder or corpus for the questions of a file.")
final class SearchCommand implements Callable<Integer> {
    private static final int TITLE = 40;

    @Option(
            names = "--knowledge",
            required = true,
            description = "A knowledge folder, or a corpus.jsonl of {id, title?, text, answer?}.")
    private @Nullable Path knowledge;

    @Option(names = "--queries", required = true, description = "Lines {\"id\",\"text\"}.")
    private @Nullable Path queries;

    @Option(
            names = "--top",
            defaultValue = "10",
            description = "How many for each question (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--out", required = true, description = "Takes lines 'qid Q0 docid rank score tag'.")
    private @Nullable Path out;

    @Option(
            names = "--mode",
            defaultValue = "lexical",
            description = "lexical; other modes need vectors, which this version does not have.")
    private String mode = "lexical";

    @Option(names = "--home", description = "Bot whose lexicon is used (default: the demo shop).")
    private @Nullable Path home;

    @Override
    public Integer call() throws IOException {
        if (knowledge == null || queries == null || out == null) {
            throw new IllegalArgumentException("--knowledge, --queries and --out are needed");
        }
        if (!mode.equals("lexical")) {
            throw new IllegalArgumentException(
                    "--mode " + mode + " needs vectors, which this version does not have; use lexical");
        }
        Path lexicon = (home == null ? Places.demoHome() : home).resolve("lexicon");
        List<Article> articles = Files.isDirectory(knowledge) ? ArticleFolder.read(knowledge) : corpus(knowledge);
        try (KnowledgeIndex index = KnowledgeIndex.build(articles, ChineseText.read(lexicon));
                BufferedWriter writer = Files.newBufferedWriter(out)) {
            for (JsonObject query : JsonLines.read(queries, "id", "text")) {
                List<KnowledgeIndex.Hit> hits = index.search(query.getString("text"), top);
                for (int i = 0; i < hits.size(); i++) {
                    writer.write(String.format(
                            Locale.ROOT,
                            "%s Q0 %s %d %.6f xiangyin-lexical%n",
                            query.getString("id"),
                            hits.get(i).article().id(),
                            i + 1,
                            hits.get(i).score()));
                }
            }
        }
        return 0;
    }

    private static List<Article> corpus(Path file) throws IOException {
        List<Article> articles = new ArrayList<>();
        for (JsonObject line : JsonLines.read(file, "id", "text")) {
            String text = line.getString("text");
            String answer = line.getString("answer", "");
            String title = line.getString("title", text.substring(0, Math.min(TITLE, text.length())));
            articles.add(new Article(
                    line.getString("id"),
                    title,
                    "",
                    answer.isEmpty() ? List.of() : List.of(text),
                    "",
                    answer.isEmpty() ? text : answer,
                    file.toString()));
        }
        return articles;
    }
}
