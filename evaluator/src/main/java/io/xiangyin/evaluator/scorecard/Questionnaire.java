package io.xiangyin.evaluator.scorecard;

import java.util.List;
import java.util.Map;

/** What customers are asked, in one version. */
public record Questionnaire(String version, List<Question> questions) {
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
