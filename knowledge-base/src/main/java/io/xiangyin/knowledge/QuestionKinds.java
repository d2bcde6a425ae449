package io.xiangyin.knowledge;

import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Kinds of questions by what they ask for (how long, how much, who, where, how), and what a passage looks like that
 * tells it. From the resource {@code question-kinds.properties}.
 */
final class QuestionKinds {
    private final List<Kind> kinds;

    private record Kind(Pattern asked, Pattern told) {}

    private QuestionKinds(List<Kind> kinds) {
        this.kinds = kinds;
    }

    static QuestionKinds load() {
        Properties lists = Resource.properties("question-kinds.properties");
        return new QuestionKinds(lists.stringPropertyNames().stream()
                .filter(key -> key.endsWith(".asked"))
                .map(key -> key.substring(0, key.length() - ".asked".length()))
                .map(kind -> new Kind(
                        Pattern.compile(lists.getProperty(kind + ".asked")),
                        Pattern.compile(lists.getProperty(kind + ".told"))))
                .toList());
    }

    /** Share of what the question asks for that the passage tells, 0 to 1; 0 if the question is of no kind. */
    double told(String question, Passage passage) {
        String said = passage.heading() + "\n" + passage.text();
        List<Kind> asked = kinds.stream()
                .filter(kind -> kind.asked().matcher(question).find())
                .toList();
        long told =
                asked.stream().filter(kind -> kind.told().matcher(said).find()).count();
        return asked.isEmpty() ? 0 : (double) told / asked.size();
    }
}
