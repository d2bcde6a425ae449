package io.xiangyin.server.survey;

import java.time.Duration;

/**
 * When shoppers are asked for their opinion.
 *
 * @param share of the customers who get the questionnaire in a quarter, percent
 * @param rateAfter silence after which an episode the bot settled is rated
 * @param askAfter silence after which the questionnaire is sent
 * @param open how long its link opens the questions
 */
public record SurveySettings(int share, Duration rateAfter, Duration askAfter, Duration open) {
    public static final SurveySettings DEFAULT =
            new SurveySettings(20, Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofDays(14));
}
