package io.xiangyin.knowledge;

import java.util.List;

/**
 * Something the shop has written down.
 *
 * @param id unique in the shop, stable over versions
 * @param questions how shoppers ask for it
 * @param source where the rule comes from, such as a law and its article
 * @param body Markdown; for an entry of a question table the answer, given word for word
 * @param file where it was read
 */
public record Article(
        String id, String title, String category, List<String> questions, String source, String body, String file) {
    public Article {
        questions = List.copyOf(questions);
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
