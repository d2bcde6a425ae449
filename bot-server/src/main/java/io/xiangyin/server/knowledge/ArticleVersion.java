package io.xiangyin.server.knowledge;

import io.xiangyin.knowledge.Article;
import java.time.Instant;
import java.util.Locale;

/**
 * An article as somebody left it.
 *
 * @param number from 1; 0 for the file of the home folder
 * @param author who; for a file its name
 */
record ArticleVersion(Article article, int number, State state, String author, Instant at) {
    /** Where an article stands in its life. */
    enum State {
        /** Being written; shoppers do not see it. */
        DRAFT,
        /** What shoppers are answered from, while it is valid. */
        PUBLISHED,
        /** Taken back; kept for its history. */
        RETIRED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
