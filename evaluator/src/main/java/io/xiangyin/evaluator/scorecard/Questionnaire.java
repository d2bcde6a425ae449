package io.xiangyin.evaluator.scorecard;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What customers are asked, in one version. */
public record Questionnaire(String version, List<Question> questions) {
    /** The style of the usual wording. */
    public static final String PLAIN = "plain";
    /** The style for the old. */
    public static final String ELDER = "elder";

    /** How a question is answered. */
    public enum Scale {
        /** 1 to 5. */
        FIVE(1, 5),
        /** 0 to 10. */
        TEN(0, 10),
        /** A number of minutes. */
        MINUTES(0, 24 * 60),
        /** In words. */
        TEXT(0, 0);

        private final double least;
        private final double most;

        Scale(double least, double most) {
            this.least = least;
            this.most = most;
        }

        /** Whether a number may be an answer. */
        boolean takes(double value) {
            return this != TEXT && value >= least && value <= most;
        }
    }

    /**
     * One question.
     *
     * @param wordings other wordings by style, such as {@code elder} or {@code yue}
     */
    public record Question(String id, Scale scale, String text, Map<String, String> wordings) {
        public Question {
            wordings = Map.copyOf(wordings);
        }

        /** Whether a text is an answer: anything where it is asked for words, a number the scale has elsewhere. */
        public boolean takes(String answer) {
            return scale == Scale.TEXT || number(answer).isPresent();
        }

        /** The number of an answer, if the scale has it. */
        OptionalDouble number(@Nullable String answer) {
            if (answer == null || !answer.matches("\\d{1,4}(\\.\\d{1,2})?")) {
                return OptionalDouble.empty();
            }
            double value = Double.parseDouble(answer);
            return scale.takes(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        }

        /** The question as one who speaks so is asked it. */
        public String in(String style) {
            return wordings.getOrDefault(style, text);
        }
    }

    public Questionnaire {
        questions = List.copyOf(questions);
    }

    /** Those with a scale. */
    List<Question> core() {
        return questions.stream()
                .filter(question -> question.scale() != Scale.TEXT)
                .toList();
    }
}
