package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.NetPromoterScore;
import java.util.List;

/** What shoppers thought of it, and how far the knowledge base reached. */
final class QualityMetrics {
    private static final String SHARE = "share, 0 to 1";

    private QualityMetrics() {}

    /** One rating per episode, the last one: who changes their mind is believed, who clicks twice counts once. */
    static final Metric<Rate, Rate> CSAT = Metric.share(
            "metrics.csat",
            "Satisfied shoppers of those who rated. The last rating of an episode counts.",
            "episodes rated 4 or 5 ÷ rated episodes",
            SHARE,
            "CustomerRated",
            scope -> Rate.of(ratings(scope), rating -> rating.score() >= 4));

    /** From five stars, not from the 0–10 question: do not compare it with scores from elsewhere. */
    static final Metric<Raters, NetPromoterScore> NPS = Metric.of(
            "metrics.nps",
            "Promoters minus detractors, read from the 1 to 5 rating: 5 is a promoter, 4 is passive, 1 to 3 are"
                    + " detractors.",
            "100 × (promoters − detractors) ÷ rated episodes",
            "points, −100 to 100",
            "CustomerRated",
            Raters::of,
            Raters::sum,
            (raters, _) -> raters.score());

    /** Unasked ratings count in csat and nps but not here, so that it never exceeds 1. */
    static final Metric<Rate, Rate> RATING_PARTICIPATION = Metric.share(
            "metrics.ratingParticipation",
            "Shoppers who rated of those who were asked.",
            "episodes with RatingAsked and CustomerRated ÷ episodes with RatingAsked",
            SHARE,
            "RatingAsked, CustomerRated",
            scope -> Rate.of(
                    scope.episodes().filter(Episode::ratingAsked).toList(),
                    episode -> episode.rating().isPresent()));

    static final Metric<Rate, Rate> UNANSWERED = Metric.share(
            "metrics.unansweredRate",
            "Questions the answerability gate refused.",
            "KnowledgeConsulted with answered = false ÷ KnowledgeConsulted",
            SHARE,
            "KnowledgeConsulted",
            scope -> Rate.of(questions(scope) - answers(scope), questions(scope)));

    /** Where nobody has judged an answer yet it is unknown, not zero. */
    static final Metric<Answered, Rate> FALSE_ANSWER = Metric.of(
            "metrics.falseAnswerRate",
            "Answers from the knowledge base that staff marked wrong, by judging their turn as not understood, of all"
                    + " answers. Answers nobody judged count as not marked, so it is a lower bound; null while nobody"
                    + " judged any.",
            "KnowledgeConsulted with answered = true in turns labelled not right ÷ KnowledgeConsulted with answered ="
                    + " true",
            SHARE,
            "KnowledgeConsulted, TurnLabelled",
            Answered::of,
            Answered::sum,
            (answered, _) -> answered.rate());

    static final List<Metric<?, ?>> ALL = List.of(CSAT, NPS, RATING_PARTICIPATION, UNANSWERED, FALSE_ANSWER);

    private static List<Episode.Rating> ratings(Scope scope) {
        return scope.episodes().flatMap(episode -> episode.rating().stream()).toList();
    }

    private static long questions(Scope scope) {
        return scope.episodes().mapToLong(Episode::questions).sum();
    }

    private static long answers(Scope scope) {
        return scope.episodes().mapToLong(Episode::answers).sum();
    }

    /** Answers, those judged among them, and those marked wrong among these. */
    record Answered(long all, long judged, long wrong) {
        static Answered of(Scope scope) {
            return new Answered(
                    answers(scope),
                    scope.episodes().mapToLong(Episode::judgedAnswers).sum(),
                    scope.episodes().mapToLong(Episode::wrongAnswers).sum());
        }

        static Answered sum(List<Answered> parts) {
            return new Answered(
                    parts.stream().mapToLong(Answered::all).sum(),
                    parts.stream().mapToLong(Answered::judged).sum(),
                    parts.stream().mapToLong(Answered::wrong).sum());
        }

        Rate rate() {
            return judged == 0 ? new Rate(null, 0, all) : Rate.of(wrong, all);
        }
    }

    record Raters(long all, long promoters, long detractors) {
        static Raters of(Scope scope) {
            List<Episode.Rating> ratings = ratings(scope);
            return new Raters(
                    ratings.size(),
                    ratings.stream().filter(rating -> rating.score() == 5).count(),
                    ratings.stream().filter(rating -> rating.score() <= 3).count());
        }

        static Raters sum(List<Raters> parts) {
            return new Raters(
                    parts.stream().mapToLong(Raters::all).sum(),
                    parts.stream().mapToLong(Raters::promoters).sum(),
                    parts.stream().mapToLong(Raters::detractors).sum());
        }

        NetPromoterScore score() {
            long net = promoters - detractors;
            return new NetPromoterScore(Rate.quotient(100 * net, all), net, all, promoters, detractors);
        }
    }
}
