package io.xiangyin.knowledge;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something the shop has written down.
 *
 * @param id unique in the shop, stable over versions
 * @param questions how shoppers ask for it
 * @param source where the rule comes from, such as a law and its article
 * @param body Markdown; for an entry of a question table the answer, given word for word
 * @param file where it was read; empty if it was written in the page
 * @param availability to whom and when it may be told
 * @param updated the day its writer last vouched for it; null if not said
 */
public record Article(
        String id,
        String title,
        String category,
        List<String> questions,
        String source,
        String body,
        String file,
        Availability availability,
        @Nullable LocalDate updated) {
    public Article {
        questions = List.copyOf(questions);
    }

    /** An article for everybody at any time. */
    public Article(
            String id, String title, String category, List<String> questions, String source, String body, String file) {
        this(id, title, category, questions, source, body, file, Availability.ALWAYS, null);
    }

    /**
     * An article from a line of a corpus. A text with another text for its answer is a question; otherwise it is what is
     * searched for itself.
     *
     * @param title may be empty
     * @param answer may be empty
     */
    public static Article ofCorpus(String id, String title, String text, String answer, String file) {
        boolean asked = !answer.isBlank() && !answer.equals(text);
        return new Article(id, title, "", asked ? List.of(text) : List.of(), "", asked ? answer : text, file);
    }
}
