package io.xiangyin.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the standard word in the place of its synonyms before texts are analysed, longest first, on articles and
 * questions alike. Reads {@code lexicon/synonyms.txt}: one group a line, comma separated, the standard word first.
 */
public final class Synonyms {
    private final Map<Character, List<String>> byFirst = new HashMap<>();
    private final Map<String, String> standard = new HashMap<>();

    private Synonyms() {}

    /** No synonyms at all. */
    public static Synonyms none() {
        return new Synonyms();
    }

    /**
     * Reads the file; absent means none.
     *
     * @throws KnowledgeException if a word stands in two groups
     */
    public static Synonyms read(Path file) {
        Synonyms synonyms = new Synonyms();
        if (!Files.exists(file)) {
            return synonyms;
        }
        List<String> problems = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    synonyms.add(List.of(line.split(",", -1)), file + ":" + (i + 1), problems);
                }
            }
        } catch (IOException unreadable) {
            problems.add(file + ": cannot be read as UTF-8 text: " + unreadable);
        }
        if (!problems.isEmpty()) {
            throw new KnowledgeException(problems);
        }
        synonyms.byFirst.values().forEach(words -> words.sort((a, b) -> Integer.compare(b.length(), a.length())));
        return synonyms;
    }

    private void add(List<String> group, String place, List<String> problems) {
        String first = ChineseText.plain(group.getFirst().strip());
        for (String word : group) {
            String synonym = ChineseText.plain(word.strip());
            if (synonym.isEmpty()) {
                problems.add(place + ": there is an empty word. Remove the extra comma");
            } else if (standard.put(synonym, first) != null) {
                problems.add(place + ": '" + synonym + "' stands in another group too. Keep it in one");
            } else {
                byFirst.computeIfAbsent(synonym.charAt(0), _ -> new ArrayList<>())
                        .add(synonym);
            }
        }
    }

    /** The text, in {@link ChineseText#plain} form, with every synonym replaced by its standard word. */
    public String standardise(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            String word = wordAt(text, at);
            if (word.isEmpty()) {
                result.append(text.charAt(at++));
            } else {
                result.append(standard.getOrDefault(word, word));
                at += word.length();
            }
        }
        return result.toString();
    }

    private String wordAt(String text, int at) {
        for (String word : byFirst.getOrDefault(text.charAt(at), List.of())) {
            if (text.startsWith(word, at)) {
                return word;
            }
        }
        return "";
    }
}
