package io.xiangyin.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A {@code knowledge/} folder with its subfolders. Read again, only the files that changed are read. What cannot be used is
 * left out and told; the rest is there.
 */
public final class ArticleFolder {
    private final Path folder;
    private Map<Path, Known> known = Map.of();

    private record Known(FileTime modified, long size, Reading reading) {}

    public ArticleFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The articles of a folder, in the order of their paths.
     *
     * @throws KnowledgeException if anything in it cannot be used
     */
    public static List<Article> read(Path folder) {
        Reading reading = new ArticleFolder(folder).read();
        if (!reading.problems().isEmpty()) {
            throw new KnowledgeException(reading.problems());
        }
        return reading.articles();
    }

    /** The articles that can be used, in the order of their paths, and what was left out. */
    public synchronized Reading read() {
        Map<Path, Known> now = new HashMap<>();
        List<Reading> readings = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (attributes.isRegularFile()
                        && !ArticleFile.hidden(file.getFileName().toString())) {
                    Known one = known(file, attributes);
                    now.put(file, one);
                    readings.add(one.reading());
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            readings.add(Reading.problem(folder + ": cannot be listed: " + unreadable));
        }
        known = now;
        return withoutDoubles(Reading.all(readings));
    }

    private Known known(Path file, BasicFileAttributes attributes) {
        Known before = known.get(file);
        if (before != null
                && before.modified().equals(attributes.lastModifiedTime())
                && before.size() == attributes.size()) {
            return before;
        }
        return new Known(attributes.lastModifiedTime(), attributes.size(), read(file, attributes.size()));
    }

    private Reading read(Path file, long size) {
        if (size > ArticleFile.LARGEST) {
            return Reading.problem(
                    file + ": has " + size / (1024 * 1024) + " MiB, more than 20. Split it into smaller files");
        }
        try {
            String document = folder.relativize(file).toString().replace('\\', '/');
            return ArticleFile.read(document, file.toString(), Files.readAllBytes(file));
        } catch (IOException unreadable) {
            return Reading.problem(file + ": cannot be read: " + unreadable);
        }
    }

    private static Reading withoutDoubles(Reading reading) {
        Map<String, Article> byId = new HashMap<>();
        List<Article> articles = new ArrayList<>();
        List<String> problems = new ArrayList<>(reading.problems());
        for (Article article : reading.articles()) {
            Article other = byId.putIfAbsent(article.id(), article);
            if (other == null) {
                articles.add(article);
            } else {
                problems.add(article.file() + ": id '" + article.id() + "' is taken by " + other.file()
                        + ". Give each article its own");
            }
        }
        return new Reading(articles, problems);
    }
}
