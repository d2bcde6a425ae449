package io.xiangyin.evaluator;

import io.xiangyin.evaluator.ServiceReport.NetPromoterScore;
import java.util.List;
import java.util.function.Consumer;

/** What shoppers thought of it, and how far the knowledge base reached. */
final class QualityMetrics {
    private static final String SHARE = "share, 0 to 1";

    private QualityMetrics() {}

    /** One rating per episode, the last one: who changes their mind is believed, who clicks twice counts once. */
    static final Metric<Tally, Rate> CSAT = Metric.share(
            "metrics.csat",
            "Satisfied shoppers of those who rated. The last rating of an episode counts.",
            "episodes rated 4 or 5 ÷ rated episodes",
            SHARE,
            "CustomerRated",
            (tally, one) -> eachRating(one, rating -> tally.count(rating.score() >= 4)));

    /** From five stars, not from the 0–10 question: do not compare it with scores from elsewhere. */
    static final Metric<Raters, NetPromoterScore> NPS = new Metric<>(
            new MetricCatalogue.Entry(
                    "metrics.nps",
                    "Promoters minus detractors, read from the 1 to 5 rating: 5 is a promoter, 4 is passive, 1 to 3 are"
                            + " detractors.",
                    "100 × (promoters − detractors) ÷ rated episodes",
                    "points, −100 to 100",
                    "CustomerRated"),
            Raters::new,
            Raters::add,
            Raters::sum,
            (raters, _) -> raters.score());

    /** Unasked ratings count in csat and nps but not here, so that it never exceeds 1. */
    static final Metric<Tally, Rate> RATING_PARTICIPATION = Metric.share(
            "metrics.ratingParticipation",
            "Shoppers who rated of those who were asked.",
            "episodes with RatingAsked and CustomerRated ÷ episodes with RatingAsked",
            SHARE,
            "RatingAsked, CustomerRated",
            (tally, one) -> one.eachEpisode(episode -> {
                if (episode.ratingAsked()) {
                    tally.count(episode.rating().isPresent());
                }
            }));

    static final Metric<Tally, Rate> UNANSWERED = Metric.share(
            "metrics.unansweredRate",
            "Questions the answerability gate refused.",
            "KnowledgeConsulted with answered = false ÷ KnowledgeConsulted",
            SHARE,
            "KnowledgeConsulted",
            (tally, one) -> one.eachEpisode(
                    episode -> tally.add(episode.questions() - episode.answers(), episode.questions())));

    /** Where nobody has judged an answer yet it is unknown, not zero. */
    static final Metric<Answered, Rate> FALSE_ANSWER = new Metric<>(
            new MetricCatalogue.Entry(
                    "metrics.falseAnswerRate",
                    "Answers from the knowledge base that staff marked wrong, by judging their turn as not understood, of all"
                            + " answers. Answers nobody judged count as not marked, so it is a lower bound; null while nobody"
                            + " judged any.",
                    "KnowledgeConsulted with answered = true in turns labelled not right ÷ KnowledgeConsulted with answered ="
                            + " true",
                    SHARE,
                    "KnowledgeConsulted, TurnLabelled"),
            Answered::new,
            Answered::add,
            Answered::sum,
            (answered, _) -> answered.rate());

    static final List<Metric<?, ?>> ALL = List.of(CSAT, NPS, RATING_PARTICIPATION, UNANSWERED, FALSE_ANSWER);

    private static void eachRating(JudgedConversation conversation, Consumer<Episode.Rating> reader) {
        conversation.eachEpisode(episode -> episode.rating().ifPresent(reader));
    }

    /** Answers marked wrong, of those judged, and of all. */
    record Answered(Tally ofJudged, Tally ofAll) {
        Answered() {
            this(new Tally(), new Tally());
        }

        static void add(Answered part, JudgedConversation conversation, ReportSettings settings) {
            conversation.eachEpisode(episode -> {
                part.ofJudged.add(episode.wrongAnswers(), episode.judgedAnswers());
                part.ofAll.add(episode.wrongAnswers(), episode.answers());
            });
        }

        static Answered sum(List<Answered> parts) {
            return new Answered(
                    Tally.sum(parts.stream().map(Answered::ofJudged).toList()),
                    Tally.sum(parts.stream().map(Answered::ofAll).toList()));
        }

        Rate rate() {
            Rate all = ofAll.rate();
            return ofJudged.rate().denominator() == 0 ? new Rate(null, 0, all.denominator()) : all;
        }
    }

    record Raters(Tally promoters, Tally detractors) {
        Raters() {
            this(new Tally(), new Tally());
        }

        static void add(Raters part, JudgedConversation conversation, ReportSettings settings) {
            eachRating(conversation, rating -> {
                part.promoters.count(rating.score() == 5);
                part.detractors.count(rating.score() <= 3);
            });
        }

        static Raters sum(List<Raters> parts) {
            return new Raters(
                    Tally.sum(parts.stream().map(Raters::promoters).toList()),
                    Tally.sum(parts.stream().map(Raters::detractors).toList()));
        }

        NetPromoterScore score() {
            Rate up = promoters.rate();
            long down = detractors.rate().numerator();
            long net = up.numerator() - down;
            return new NetPromoterScore(
                    Rate.quotient(100 * net, up.denominator()), net, up.denominator(), up.numerator(), down);
        }
    }
}
