package io.xiangyin.server.knowledge;

import io.xiangyin.knowledge.Article;
import io.xiangyin.server.knowledge.ArticleVersion.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All articles there are: files of the home folder, and stored versions, which take the place of the file with their id.
 *
 * @param entries by article id; files in the order of the folder, then what was written in the page
 */
record Catalogue(Map<String, Entry> entries) {
    private static final int STALE_AFTER_DAYS = 180;

    /** Where an article comes from. */
    enum Origin {
        /** A file of the home folder. */
        FILE,
        /** A file of the home folder that was edited in the page; without its versions the file is back. */
        EDITED_FILE,
        /** Written in the page, or imported there. */
        STORED
    }

    /**
     * An article with its versions.
     *
     * @param latest what an editor sees
     * @param published what shoppers are answered from, dates and visibility apart; null if nothing
     */
    record Entry(
            Origin origin, ArticleVersion latest, @Nullable Article published) {
        /** Nobody vouched for it for long, or its last day is over. */
        boolean stale(LocalDate today) {
            LocalDate updated = latest.article().updated();
            return latest.article().availability().expired(today)
                    || (updated != null && updated.isBefore(today.minusDays(STALE_AFTER_DAYS)));
        }
    }

    /** @param stored all versions, by article and in their order */
    static Catalogue of(List<Article> files, List<ArticleVersion> stored) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Article file : files) {
            entries.put(file.id(), new Entry(Origin.FILE, file(file), file));
        }
        stored.forEach(version -> entries.merge(
                version.article().id(), entry(Origin.STORED, version, null), (before, _) -> after(before, version)));
        return new Catalogue(entries);
    }

    /** A file as the version that all edits begin from. */
    static ArticleVersion file(Article file) {
        return new ArticleVersion(file, 0, State.PUBLISHED, file.file(), Instant.EPOCH);
    }

    private static Entry after(Entry before, ArticleVersion version) {
        Origin origin = before.origin() == Origin.STORED ? Origin.STORED : Origin.EDITED_FILE;
        return entry(origin, version, before.published());
    }

    private static Entry entry(Origin origin, ArticleVersion version, @Nullable Article before) {
        return new Entry(
                origin,
                version,
                switch (version.state()) {
                    case DRAFT -> before;
                    case PUBLISHED -> version.article();
                    case RETIRED -> null;
                });
    }

    Optional<Entry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** What shoppers may be told on a day. */
    List<Article> openTo(LocalDate day) {
        return new ArrayList<>(entries.values().stream()
                .map(Entry::published)
                .filter(Objects::nonNull)
                .filter(article -> article.availability().openTo(day))
                .toList());
    }
}
