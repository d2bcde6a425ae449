package io.xiangyin.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document that names no id of its own: its file's name is its id, its first heading its title. One that is made of
 * {@code 第N条} is law: each of them is an article, since that is how law is cited and what answers by itself.
 *
 * @param title empty if the document has none
 * @param body Markdown
 */
record PlainDocument(String title, String body) {
    /** The number of an article of law at the beginning of its first paragraph, bold or as a heading too. */
    private static final Pattern CLAUSE = Pattern.compile(
            "^(?:#{1,6} +|\\*\\*)?(第[零〇一二三四五六七八九十百千\\d]+条(?:之[一二三四五六七八九十]+)?)(?:\\*\\*)?[\\s　：:]*(.*)$");

    private static final Pattern HEADING = Pattern.compile("^(#{1,6}) +(.+?)#*$");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final int CLAUSES_OF_A_LAW = 3;
    private static final int LONGEST_TITLE = 60;

    /** A Markdown text; its first heading is the title. */
    static PlainDocument markdown(String text) {
        String body = COMMENT.matcher(text).replaceAll("").strip();
        Optional<String> title = body.lines()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> heading.group(2).strip())
                .findFirst();
        return new PlainDocument(title.orElse(""), body);
    }

    /** A text without marks, a paragraph a line; its first line is the title if it is short and no sentence. */
    static PlainDocument text(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        boolean titled = lines.size() > 1
                && lines.getFirst().length() <= LONGEST_TITLE
                && !lines.getFirst().matches(".*[。！？；，：.!?;,:]$")
                && !CLAUSE.matcher(lines.getFirst()).matches();
        return titled
                ? new PlainDocument(lines.getFirst(), String.join("\n\n", lines.subList(1, lines.size())))
                : new PlainDocument("", String.join("\n\n", lines));
    }

    Reading reading(String document, String place) {
        if (body.length() > ArticleFile.LONGEST_TEXT) {
            return Reading.problem(place + ": holds more than " + ArticleFile.LONGEST_TEXT
                    + " characters. Split it into smaller files");
        }
        if (body.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
            return Reading.problem(place + ": holds no text, or only headings. Write the text below them");
        }
        String named = title.isEmpty() ? fileName(document) : title;
        List<Article> clauses = clauses(document, place, named);
        return clauses.size() >= CLAUSES_OF_A_LAW
                ? new Reading(clauses, List.of())
                : new Reading(List.of(new Article(document, named, "", List.of(), "", body, place)), List.of());
    }

    private static String fileName(String document) {
        String name = document.substring(document.lastIndexOf('/') + 1);
        return name.substring(0, Math.max(name.lastIndexOf('.'), 1));
    }

    /** What stands before the first clause (dates, who decided) answers nothing and is left out. */
    private List<Article> clauses(String document, String place, String law) {
        List<Article> clauses = new ArrayList<>();
        String chapter = "";
        String number = "";
        StringBuilder text = new StringBuilder();
        for (String line : (Iterable<String>) Objects.requireNonNull(body).lines()::iterator) {
            Matcher clause = CLAUSE.matcher(line.strip());
            Matcher heading = HEADING.matcher(line.strip());
            if (clause.matches()) {
                finish(clauses, document, place, law, chapter, number, text);
                number = clause.group(1);
                text.append(clause.group(2)).append("\n");
            } else if (heading.matches()) {
                finish(clauses, document, place, law, chapter, number, text);
                number = "";
                chapter = heading.group(2).strip().equals(law)
                        ? ""
                        : heading.group(2).strip();
            } else {
                text.append(line).append("\n");
            }
        }
        finish(clauses, document, place, law, chapter, number, text);
        return clauses;
    }

    private static void finish(
            List<Article> clauses,
            String document,
            String place,
            String law,
            String chapter,
            String number,
            StringBuilder text) {
        String body = text.toString().strip();
        text.setLength(0);
        String id = document + "#" + number;
        boolean told = !clauses.isEmpty()
                && clauses.stream().anyMatch(clause -> clause.id().equals(id));
        if (!number.isEmpty() && !body.isEmpty() && !told) {
            String headed = chapter.isEmpty() ? body : "## " + chapter + "\n\n" + body;
            clauses.add(new Article(id, law + " " + number, law, List.of(), law + number, headed, place));
        }
    }
}
