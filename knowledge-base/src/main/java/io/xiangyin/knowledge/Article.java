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
}
