package io.xiangyin.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xiangyin.knowledge.Article;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A public retrieval set: articles, questions by id, and the right articles of each question.
 *
 * @param questions in the order of the file
 */
record RetrievalSet(
        String name, List<Article> articles, Map<String, String> questions, Map<String, Set<String>> right) {
    private static final List<String> FIVE = List.of(
            "retrieval/afqmc_faq_dedup",
            "retrieval/lecoqa_q2a",
            "retrieval/lecoqa_kw2faq",
            "kb/consumer_law",
            "retrieval/stard_law");

    /** The five development sets. */
    static List<RetrievalSet> five(Path data) throws IOException {
        List<RetrievalSet> sets = new ArrayList<>();
        for (String set : FIVE) {
            sets.add(read(data.resolve(set)));
        }
        return sets;
    }

    static RetrievalSet read(Path folder) throws IOException {
        Path corpus = folder.resolve("corpus.jsonl");
        List<Article> articles = new ArrayList<>();
        for (JsonNode line : lines(Files.exists(corpus) ? corpus : folder.resolve("articles.jsonl"))) {
            articles.add(Article.ofCorpus(
                    line.path("id").asText(),
                    line.path("title").asText(""),
                    line.path("text").asText(),
                    line.path("answer").asText(""),
                    corpus.toString()));
        }
        Map<String, String> questions = new LinkedHashMap<>();
        for (JsonNode line : lines(folder.resolve("queries.jsonl"))) {
            questions.put(line.path("id").asText(), line.path("text").asText());
        }
        return new RetrievalSet(
                folder.getFileName().toString(), articles, questions, relevances(folder.resolve("qrels.tsv")));
    }

    /** Right documents by question; the first line is a header. */
    static Map<String, Set<String>> relevances(Path file) throws IOException {
        Map<String, Set<String>> right = new HashMap<>();
        try (Stream<String> lines = Files.lines(file)) {
            lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .filter(row -> !row[2].equals("0"))
                    .forEach(row ->
                            right.computeIfAbsent(row[0], _ -> new HashSet<>()).add(row[1]));
        }
        return right;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    Set<String> right(String question) {
        return right.getOrDefault(question, Set.of());
    }
}
