package io.xiangyin.dialog.intent;

import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The examples that teach a bot its intents: a folder with one text file an intent, named after it, one example a line.
 * Lines that begin with {@code #} are remarks.
 */
public final class IntentExamples {
    private static final int LEAST = 3;

    private IntentExamples() {}

    /**
     * Reads the folder; absent means none.
     *
     * @throws DefinitionException if an intent has too few examples, or one text stands for two intents
     */
    public static List<IntentExample> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<IntentExample> examples = new ArrayList<>();
        Map<String, String> placeOf = new HashMap<>();
        for (Path file : files(folder)) {
            String intent = file.getFileName().toString().replaceFirst("\\.txt$", "");
            List<String> lines = lines(file);
            int before = examples.size();
            for (int i = 0; i < lines.size(); i++) {
                String text = lines.get(i).strip();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                String taken = placeOf.put(text, file.getFileName() + ":" + (i + 1));
                if (taken != null) {
                    throw new DefinitionException(
                            file.toString(),
                            i + 1,
                            "'" + text + "' stands in " + taken + " already. Keep it in one place");
                }
                examples.add(new IntentExample(text, intent));
            }
            if (examples.size() - before < LEAST) {
                throw new DefinitionException(
                        file.toString(),
                        lines.size(),
                        "an intent needs at least " + LEAST + " examples, one a line; 15 to 30 varied ones are good");
            }
        }
        return List.copyOf(examples);
    }

    /** What people call the intents of a folder: the heading, a comment, with which a file begins; without one its name. */
    public static Map<String, String> titles(Path folder) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (Path file : Files.isDirectory(folder) ? files(folder) : List.<Path>of()) {
            String intent = file.getFileName().toString().replaceAll("\\.txt$", "");
            titles.put(
                    intent,
                    lines(file).stream()
                            .findFirst()
                            .filter(line -> line.startsWith("#"))
                            .map(line -> line.substring(1).strip())
                            .orElse(intent));
        }
        return titles;
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new DefinitionException(folder.toString(), 0, "cannot be listed: " + unreadable);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new DefinitionException(file.toString(), 0, "cannot be read as UTF-8 text: " + unreadable);
        }
    }

    /** Sentences about matters no shop deals with; what is nearer to these than to the examples is out of scope. */
    static List<String> elsewhere() {
        return resource("/io/xiangyin/dialog/elsewhere.txt");
    }

    /** What shoppers say around a matter and not of it. */
    static List<String> asides() {
        return resource("/io/xiangyin/dialog/asides.txt");
    }

    private static List<String> resource(String name) {
        try (InputStream in = IntentExamples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + name + " is missing from the jar");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
