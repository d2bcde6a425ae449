package io.xiangyin.server.demodata;

import io.xiangyin.core.ConversationEvent.QuestionnaireAnswered;
import io.xiangyin.core.ConversationEvent.QuestionnaireSent;
import io.xiangyin.core.Reply;
import io.xiangyin.evaluator.scorecard.Questionnaire;
import io.xiangyin.evaluator.scorecard.Questionnaire.Question;
import io.xiangyin.server.demodata.Visit.Outcome;
import io.xiangyin.server.demodata.Visit.Plan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The questionnaire some shoppers get an hour or so after their talk, and what they make of it. */
final class Asked {
    private static final double SENT = 7;
    private static final double ANSWERED = 44;
    /** Old people open links more seldom. */
    private static final double ANSWERED_BY_THE_OLD = 29;

    private static final double RUSHED = 5;
    private static final double TOO_FEW = 3;

    private final Questionnaire questionnaire;
    private final Traffic traffic;
    private final Dice dice;

    Asked(Questionnaire questionnaire, Traffic traffic, Dice dice) {
        this.questionnaire = questionnaire;
        this.traffic = traffic;
        this.dice = dice;
    }

    void later(Script script, Plan plan, Outcome outcome) {
        if (outcome == Outcome.NOTHING || !dice.percent(SENT)) {
            return;
        }
        boolean old = plan.shopper().old();
        String style = old ? Questionnaire.ELDER : Questionnaire.PLAIN;
        String link = "/questions?t=" + script.id().value();
        script.after(dice.about(Duration.ofMinutes(70), 0.4));
        Reply invitation = Reply.notice(traffic.line("notices.questionnaire", dice));
        script.delivered(
                script.add(new QuestionnaireSent(questionnaire.version(), style, link, invitation)),
                Duration.ofMillis(50));
        if (dice.percent(old ? ANSWERED_BY_THE_OLD : ANSWERED)) {
            script.after(dice.about(Duration.ofMinutes(40), 0.9));
            int seconds = dice.percent(RUSHED)
                    ? 30 + dice.below(80)
                    : 125 + (int) dice.about(Duration.ofSeconds(110), 0.6).toSeconds();
            script.add(new QuestionnaireAnswered(
                    questionnaire.version(), style, seconds, null, values(plan, outcome == Outcome.SOLVED)));
        }
    }

    private Map<String, String> values(Plan plan, boolean content) {
        double mood = (content ? 4.35 : 2.7) - 0.6 * plan.strain() + dice.between(-0.5, 0.5);
        boolean tooFew = dice.percent(TOO_FEW);
        Map<String, String> values = new HashMap<>();
        for (Question question : questionnaire.questions()) {
            if (!tooFew || dice.percent(50)) {
                answer(question, mood, values);
            }
        }
        return values;
    }

    private void answer(Question question, double mood, Map<String, String> values) {
        switch (question.scale()) {
            case FIVE -> values.put(question.id(), whole(mood + dice.between(-0.9, 0.9), 1, 5));
            case TEN -> values.put(question.id(), whole(2 * mood + dice.between(-1.2, 1.6), 0, 10));
            case MINUTES -> values.put(question.id(), Integer.toString(dice.below(3)));
            case TEXT -> {
                if (dice.percent(9)) {
                    values.put(question.id(), traffic.line("comments", dice));
                }
            }
        }
    }

    private static String whole(double value, int least, int most) {
        return Long.toString(Math.clamp(Math.round(value), least, most));
    }
}
